package org.pushmirror.core.sshconfig;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.sshkeys.ServiceNames;

/** The values that a configuration gives, of which the first of each keyword counts. */
final class SettingsBuilder {

    private static final int MAX_IDENTITY_FILES = 100;
    private static final int MAX_HOSTS_FILES = 32;
    private static final Pattern TIME = Pattern.compile("([ \\t]*\\+?[0-9]{1,10}[sSmMhHdDwW]?)+");
    private static final Pattern TIME_PART = Pattern.compile("[ \\t]*\\+?([0-9]{1,10})([sSmMhHdDwW]?)");
    private static final Pattern NUMBER = Pattern.compile("[ \\t]*[+-]?[0-9]{1,12}");

    private final Map<SshKeyword, String> texts = new EnumMap<>(SshKeyword.class);
    private final Map<SshKeyword, Integer> numbers = new EnumMap<>(SshKeyword.class);
    private final Map<SshKeyword, List<String>> lists = new EnumMap<>(SshKeyword.class);

    Optional<String> text(SshKeyword keyword) {
        return Optional.ofNullable(texts.get(keyword));
    }

    OptionalInt number(SshKeyword keyword) {
        Integer number = numbers.get(keyword);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    List<String> list(SshKeyword keyword) {
        return List.copyOf(lists.getOrDefault(keyword, List.of()));
    }

    boolean flag(SshKeyword keyword) {
        return text(keyword).filter("yes"::equals).isPresent();
    }

    List<JumpHost> jumps() {
        return text(SshKeyword.PROXY_JUMP).map(JumpHost::parseList).orElse(List.of());
    }

    void set(SshKeyword keyword, String value) {
        texts.putIfAbsent(keyword, value);
    }

    /**
     * Takes the arguments of a line; throws IllegalArgumentException with the reason if ssh would refuse it. Values of a block that
     * does not apply are checked, and not kept.
     */
    void take(SshKeyword keyword, List<String> arguments, boolean active) {
        switch (keyword) {
            case USER_KNOWN_HOSTS_FILE, GLOBAL_KNOWN_HOSTS_FILE -> takeFiles(keyword, arguments, active);
            case IDENTITY_FILE -> takeIdentity(only(keyword, arguments), active);
            case PORT -> takeNumber(keyword, active, port(only(keyword, arguments)));
            case CONNECTION_ATTEMPTS, SERVER_ALIVE_COUNT_MAX ->
                takeNumber(keyword, active, count(only(keyword, arguments)));
            case CONNECT_TIMEOUT, SERVER_ALIVE_INTERVAL ->
                takeNumber(keyword, active, seconds(only(keyword, arguments)));
            case IDENTITIES_ONLY, BATCH_MODE -> takeText(keyword, active, yesOrNo(only(keyword, arguments)));
            case STRICT_HOST_KEY_CHECKING -> {
                strict(only(keyword, arguments));
                takeText(keyword, active, only(keyword, arguments));
            }
            case UPDATE_HOST_KEYS ->
                takeText(keyword, active, oneOf(only(keyword, arguments), "true", "false", "yes", "no", "ask"));
            case ADDRESS_FAMILY -> takeText(keyword, active, oneOf(only(keyword, arguments), "inet", "inet6", "any"));
            default -> takeText(keyword, active, only(keyword, arguments));
        }
    }

    private static String only(SshKeyword keyword, List<String> arguments) {
        if (arguments.isEmpty() || arguments.get(0).isEmpty()) {
            throw new IllegalArgumentException("The keyword " + keyword.word() + " has no argument.");
        }
        if (arguments.size() > 1) {
            throw new IllegalArgumentException(
                    "The keyword " + keyword.word() + " takes one argument, and more follow.");
        }
        return arguments.get(0);
    }

    private void takeText(SshKeyword keyword, boolean active, String value) {
        if (active) {
            texts.putIfAbsent(keyword, value);
        }
    }

    /** To ssh, "none" is as if nothing had been said, so that a later value counts. */
    private void takeNumber(SshKeyword keyword, boolean active, int value) {
        if (active && value >= 0) {
            numbers.putIfAbsent(keyword, value);
        }
    }

    private void takeFiles(SshKeyword keyword, List<String> arguments, boolean active) {
        for (String argument : arguments) {
            if (argument.isEmpty()) {
                throw new IllegalArgumentException("The keyword " + keyword.word() + " has an empty argument.");
            }
            if (argument.equalsIgnoreCase("none") && arguments.size() > 1) {
                throw new IllegalArgumentException("The argument \"none\" of " + keyword.word() + " must stand alone.");
            }
        }
        if (active && !arguments.isEmpty() && !lists.containsKey(keyword)) {
            if (arguments.size() > MAX_HOSTS_FILES) {
                throw new IllegalArgumentException(
                        "The keyword " + keyword.word() + " takes " + MAX_HOSTS_FILES + " files at most.");
            }
            lists.put(keyword, arguments);
        }
    }

    private void takeIdentity(String file, boolean active) {
        List<String> files = lists.computeIfAbsent(SshKeyword.IDENTITY_FILE, unused -> new ArrayList<>());
        if (active && !files.contains(file)) {
            if (files.size() == MAX_IDENTITY_FILES) {
                throw new IllegalArgumentException("There are more than " + MAX_IDENTITY_FILES + " identity files.");
            }
            files.add(file);
        }
    }

    private static int port(String value) {
        return ServiceNames.tcpPort(value)
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + value + "\" is neither a port from 1 to 65535 nor the name of one."));
    }

    private static int count(String value) {
        if (NUMBER.matcher(value).matches()) {
            long number = Long.parseLong(value.strip());
            if (number >= 0 && number <= Integer.MAX_VALUE) {
                return (int) number;
            }
        }
        throw new IllegalArgumentException("\"" + value + "\" is no number from 0 to " + Integer.MAX_VALUE + ".");
    }

    /** Seconds, or numbers with units such as {@code 1m30s}; -1 for none. */
    private static int seconds(String value) {
        if (value.equals("none")) {
            return -1;
        }
        long total = 0;
        if (TIME.matcher(value).matches()) {
            var part = TIME_PART.matcher(value);
            while (part.find() && total <= Integer.MAX_VALUE) {
                total += Long.parseLong(part.group(1)) * unit(part.group(2));
            }
            if (total <= Integer.MAX_VALUE) {
                return (int) total;
            }
        }
        throw new IllegalArgumentException("\"" + value + "\" is no time such as 30, 90s or 1m30s.");
    }

    private static long unit(String unit) {
        return switch (SshTokens.lower(unit)) {
            case "m" -> 60;
            case "h" -> 60 * 60;
            case "d" -> 24 * 60 * 60;
            case "w" -> 7 * 24 * 60 * 60;
            default -> 1;
        };
    }

    private static String yesOrNo(String value) {
        return switch (SshTokens.lower(value)) {
            case "yes", "true" -> "yes";
            case "no", "false" -> "no";
            default -> throw new IllegalArgumentException("\"" + value + "\" is neither yes nor no.");
        };
    }

    private static String oneOf(String value, String... words) {
        String lower = SshTokens.lower(value);
        for (String word : words) {
            if (word.equals(lower)) {
                return lower;
            }
        }
        throw new IllegalArgumentException("\"" + value + "\" is none of " + String.join(", ", words) + ".");
    }

    static StrictChecking strict(String value) {
        return switch (SshTokens.lower(value)) {
            case "yes", "true" -> StrictChecking.YES;
            case "no", "false", "off" -> StrictChecking.OFF;
            case "ask" -> StrictChecking.ASK;
            case "accept-new" -> StrictChecking.ACCEPT_NEW;
            default -> throw new IllegalArgumentException("\"" + value + "\" is none of yes, no, ask and accept-new.");
        };
    }

    /** The rest of a line of {@code ProxyJump} or {@code ProxyCommand}, which have no quotes of their own. */
    void takeProxy(SshKeyword keyword, String rest, boolean active) {
        String value = rest.substring(skipEquals(rest));
        if (keyword == SshKeyword.PROXY_JUMP) {
            int comment = value.indexOf('#');
            value = (comment < 0 ? value : value.substring(0, comment)).stripTrailing();
            JumpHost.parseList(value);
        }
        // To ssh, a command may follow "ProxyJump none", and no jump may.
        boolean jump = keyword == SshKeyword.PROXY_JUMP ? texts.containsKey(SshKeyword.PROXY_JUMP) : !jumps().isEmpty();
        if (active && !jump && !texts.containsKey(SshKeyword.PROXY_COMMAND)) {
            texts.put(keyword, value);
        }
    }

    private static int skipEquals(String rest) {
        int at = 0;
        while (at < rest.length() && (rest.charAt(at) == '=' || rest.charAt(at) == ' ' || rest.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    @Nullable
    String hostName() {
        return texts.get(SshKeyword.HOST_NAME);
    }
}
