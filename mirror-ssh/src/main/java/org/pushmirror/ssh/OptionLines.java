package org.pushmirror.ssh;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pushmirror.core.mirrorlist.SshOptions;
import org.pushmirror.core.mirrorlist.SshOptions.Option;
import org.pushmirror.core.sshconfig.SshConfig;
import org.pushmirror.core.sshconfig.SshUser;

/** Turns options of the ssh program into lines of ssh_config, in front of the files that ssh would read. */
final class OptionLines {

    /** They change what one sees or what the session has, and not whom it leads to; here they do nothing. */
    private static final String WITHOUT_MEANING = "aACfGgkKMNnqsTtvVXxYyELSeIWwDRBQO";

    /** Without a colon, only digits and dots, so that no name is looked up. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9]+)?");

    private final List<Path> files;
    private final SshUser user;

    OptionLines(List<Path> files, SshUser user) {
        this.files = files;
        this.user = user;
    }

    /**
     * The configuration of a command line.
     *
     * @throws IllegalArgumentException if an option is not supported
     */
    SshConfig read(SshOptions options) {
        List<String> lines = new ArrayList<>();
        for (Option option : options.options()) {
            boolean bind = option.letter() == 'b'
                    || option.letter() == 'o'
                            && option.value().toLowerCase(Locale.ROOT).startsWith("bindaddress=");
            if (WITHOUT_MEANING.indexOf(option.letter()) < 0 && option.letter() != 'F' && !bind) {
                lines.add(line(option));
            }
        }
        List<Path> read = options.configurationFile()
                .map(file -> file.equals("none") ? List.<Path>of() : List.of(Path.of(file)))
                .orElse(files);
        for (Path file : read) {
            if (Files.isRegularFile(file)) {
                lines.add("Match all");
                lines.add("Include \"" + file.toAbsolutePath() + "\"");
            }
        }
        byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return SshConfig.parse("the options of ssh", text, user);
    }

    /**
     * The address to connect from: {@code -b} or {@code -o BindAddress}.
     *
     * @throws IllegalArgumentException if it is no address
     */
    static Optional<InetAddress> bindAddress(SshOptions options) {
        return options.options().stream()
                .filter(option -> option.letter() == 'b')
                .map(Option::value)
                .findFirst()
                .or(() -> options.keyword("bindaddress"))
                .map(OptionLines::address);
    }

    private static InetAddress address(String text) {
        if (!ADDRESS.matcher(text).matches()) {
            throw new IllegalArgumentException("The address \"" + text + "\" to connect from is none.");
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("The address \"" + text + "\" to connect from is none.", e);
        }
    }

    private static String line(Option option) {
        String value = option.value();
        return switch (option.letter()) {
            case 'o' -> value;
            case 'p' -> "Port " + value;
            case 'i' -> "IdentityFile " + value;
            case 'J' -> "ProxyJump " + value;
            case 'l' -> "User " + value;
            case 'c' -> "Ciphers " + value;
            case 'm' -> "MACs " + value;
            case '4' -> "AddressFamily inet";
            case '6' -> "AddressFamily inet6";
            case '2' -> "# protocol 2";
            default ->
                throw new IllegalArgumentException("The option -" + option.letter() + " of ssh is not supported.");
        };
    }
}
