package org.pushmirror.core.mirrorlist;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * Options of the ssh program, as a list of mirrors has them: kept word for word, and understood as far as an ssh client can
 * honour them. As in ssh, the first of several says it. Immutable and thread-safe.
 */
public final class SshOptions {

    /** No options. */
    public static final SshOptions NONE = new SshOptions(List.of());

    /** The letters that take a value, as of OpenSSH 9.2. */
    private static final String WITH_VALUE = "BbcDEeFIiJLlmOoPpQRSWw";

    /**
     * One option.
     *
     * @param letter its letter
     * @param value its value; empty for none
     */
    public record Option(char letter, String value) {}

    private final List<String> words;
    private final List<Option> options;
    private final Optional<String> problem;

    private SshOptions(List<String> words) {
        this.words = List.copyOf(words);
        List<Option> read = new ArrayList<>();
        this.problem = read(this.words, read);
        this.options = List.copyOf(read);
    }

    /**
     * Options by their words.
     *
     * @param words as on a command line, without quotes
     * @return the options
     * @throws IllegalArgumentException if a word is empty or has white space, a quote or a backslash, or they are no options
     */
    public static SshOptions of(List<String> words) {
        for (String word : words) {
            if (word.isEmpty() || word.chars().anyMatch(c -> c <= ' ' || c == 0x7F || "\\'\"".indexOf(c) >= 0)) {
                throw new IllegalArgumentException(
                        "An ssh option is a word without blanks, quotes and backslashes: \"" + word + "\".");
            }
        }
        SshOptions options = new SshOptions(words);
        if (options.problem.isPresent()) {
            throw new IllegalArgumentException(options.problem.get() + ".");
        }
        return options;
    }

    /** Of a file, where anything may stand. */
    static SshOptions read(List<String> words) {
        return new SshOptions(words);
    }

    private static Optional<String> read(List<String> words, List<Option> options) {
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            if (!word.startsWith("-") || word.length() == 1) {
                return Optional.of("\"" + word + "\" is no option of ssh");
            }
            for (int i = 1; i < word.length(); i++) {
                char letter = word.charAt(i);
                if (WITH_VALUE.indexOf(letter) < 0) {
                    options.add(new Option(letter, ""));
                    continue;
                }
                boolean joined = i + 1 < word.length();
                if (!joined && at + 1 == words.size()) {
                    return Optional.of("the ssh option -" + letter + " lacks its value");
                }
                options.add(new Option(letter, joined ? word.substring(i + 1) : words.get(++at)));
                break;
            }
        }
        return Optional.empty();
    }

    /**
     * The options as written.
     *
     * @return the words; unmodifiable
     */
    public List<String> words() {
        return words;
    }

    /**
     * The options one by one.
     *
     * @return letters and values, up to the first word that is no option; unmodifiable
     */
    public List<Option> options() {
        return options;
    }

    /** What is wrong with them, as the beginning of a sentence. */
    Optional<String> problem() {
        return problem;
    }

    /**
     * The port: {@code -p} or {@code -o Port}.
     *
     * @return 1 to 65535; empty if none is named
     */
    public OptionalInt port() {
        Optional<String> text = value('p', "port");
        boolean number = text.filter(port -> port.matches("[0-9]{1,5}")).isPresent();
        int port = number ? Integer.parseInt(text.get()) : 0;
        return port >= 1 && port <= 65535 ? OptionalInt.of(port) : OptionalInt.empty();
    }

    /**
     * The key file: {@code -i} or {@code -o IdentityFile}.
     *
     * @return the path as written; empty if none is named
     */
    public Optional<String> identity() {
        return value('i', "identityfile");
    }

    /**
     * The jump hosts: {@code -J} or {@code -o ProxyJump}.
     *
     * @return as written; empty if none is named
     */
    public Optional<String> jump() {
        return value('J', "proxyjump");
    }

    /**
     * The configuration file: {@code -F}.
     *
     * @return the path as written; empty if none is named
     */
    public Optional<String> configurationFile() {
        return first(option -> option.letter() == 'F').map(Option::value);
    }

    /**
     * The user that {@code -l} or {@code -o User} names. runmirrors names the one of its column before, which wins.
     *
     * @return the name; empty if none is named
     */
    public Optional<String> user() {
        return value('l', "user");
    }

    /**
     * Whether only IPv4 may be used: {@code -4} or {@code -o AddressFamily=inet}. As in ssh, the last letter counts.
     *
     * @return true if so
     */
    public boolean isIpv4Only() {
        return family() == '4';
    }

    /**
     * Whether only IPv6 may be used: {@code -6} or {@code -o AddressFamily=inet6}.
     *
     * @return true if so
     */
    public boolean isIpv6Only() {
        return family() == '6';
    }

    private char family() {
        char family = 0;
        for (Option option : options) {
            family = option.letter() == '4' || option.letter() == '6' ? option.letter() : family;
        }
        String keyword = keyword("addressfamily").orElse("").toLowerCase(Locale.ROOT);
        if (family == 0 && !keyword.isEmpty()) {
            family = keyword.equals("inet") ? '4' : keyword.equals("inet6") ? '6' : 0;
        }
        return family;
    }

    /**
     * The value of a keyword of ssh_config: {@code -o Name=value}.
     *
     * @param name the keyword, in any case
     * @return the value; empty if it is not named
     */
    public Optional<String> keyword(String name) {
        return first(option -> isKeyword(option, name))
                .map(option -> option.value().substring(name.length() + 1));
    }

    private static boolean isKeyword(Option option, String name) {
        String value = option.value();
        return option.letter() == 'o'
                && value.length() > name.length()
                && value.regionMatches(true, 0, name, 0, name.length())
                && value.charAt(name.length()) == '=';
    }

    private Optional<String> value(char letter, String name) {
        return first(option -> option.letter() == letter || isKeyword(option, name))
                .map(option -> option.letter() == letter
                        ? option.value()
                        : option.value().substring(name.length() + 1));
    }

    private Optional<Option> first(Predicate<Option> wanted) {
        return options.stream().filter(wanted).findFirst();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SshOptions options && words.equals(options.words);
    }

    @Override
    public int hashCode() {
        return words.hashCode();
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
