package org.pushmirror.core.mirrorlist;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pushmirror.core.text.Severity;

/** A mirror of which the fifth column says more. */
final class FifthColumn {
    private static final Pattern SHELL_NAME = Pattern.compile("[A-Za-z_].*", Pattern.DOTALL);

    private final MirrorLineReader reader;
    private final ListedMirror mirror;

    FifthColumn(MirrorLineReader reader, ListedMirror mirror) {
        this.reader = reader;
        this.mirror = mirror;
    }

    /** What begins like the name of a shell variable is looked up as one, and is not set. */
    static boolean endsTheRun(String text) {
        return SHELL_NAME.matcher(text).matches();
    }

    Optional<MirrorListEntry> read(String text, int start) {
        if (text.startsWith("-")) {
            return options(text, start);
        }
        char first = text.charAt(0);
        boolean protocol =
                (first == '1' || first == '2') && (text.length() == 1 || MirrorLineReader.isBlank(text.charAt(1)));
        if (protocol) {
            return protocol(text, start);
        }
        if (first == '1' || first == '2') {
            return reader.dead(
                    start,
                    "odd-fifth-column",
                    "Debian's runmirrors takes only the first character for the protocol, drops the next one, and takes the"
                            + " rest for the key file; write " + first + ", a blank and the key file.");
        }
        String hint =
                first == '#' ? "; a comment needs a line of its own." : "; write ssh options, or 2 and a key file.";
        return reader.dead(
                start,
                "odd-fifth-column",
                "Debian's runmirrors does not know what is configured here, mails an error and leaves this mirror out"
                        + hint);
    }

    private Optional<MirrorListEntry> protocol(String text, int start) {
        if (text.charAt(0) == '1') {
            reader.say(
                    start,
                    Severity.HAZARD,
                    "ssh-protocol-1",
                    "Debian's runmirrors starts ssh -1, which OpenSSH refuses since 7.6, so this mirror is never contacted;"
                            + " write 2.");
        }
        String key = text.substring(1).strip();
        if (key.isEmpty()) {
            reader.say(
                    start,
                    Severity.HAZARD,
                    "key-lost",
                    "Debian's runmirrors starts ssh without the key of its configuration here; leave the protocol out, or"
                            + " write the key file after it.");
            return Optional.of(mirror);
        }
        if (text.length() > 2 && MirrorLineReader.isBlank(text.charAt(2))) {
            reader.say(
                    start + 2,
                    Severity.HAZARD,
                    "key-lost",
                    "Debian's runmirrors loses the key file, because more than one blank stands before it; write one.");
        }
        String[] words = key.split("[ \t]+");
        if (words.length > 1) {
            reader.say(start, Severity.IGNORED, "extra-column", "Nothing reads what stands after the key file.");
        }
        return Optional.of(mirror.withIdentity(words[0]));
    }

    private Optional<MirrorListEntry> options(String text, int start) {
        List<String> words = List.of(text.split("[ \t]+"));
        SshOptions options = SshOptions.read(words);
        if (options.problem().isPresent()) {
            return reader.dead(
                    start,
                    "bad-ssh-option",
                    "ssh refuses the options of this line: " + options.problem().get() + ".");
        }
        checkWords(text, words, start);
        checkMeaning(options, start);
        return Optional.of(mirror.withOptions(options));
    }

    private void checkWords(String text, List<String> words, int start) {
        int blank = text.indexOf(' ');
        if (words.size() > 2) {
            reader.say(
                    start,
                    Severity.HAZARD,
                    "options-lost",
                    "Debian's runmirrors gives ssh only \"" + words.get(0) + " " + words.get(1)
                            + "\"; what follows is lost. Write the options for this host into ssh_config.");
        }
        boolean torn = words.size() > 1 && (blank < 0 || text.charAt(blank + 1) == ' ' || text.indexOf('\t') >= 0);
        if (torn) {
            reader.say(
                    start,
                    Severity.HAZARD,
                    "option-torn",
                    "Debian's runmirrors loses the value of this option, because not one single blank stands before it.");
        }
        if (words.get(0).indexOf('#') >= 0) {
            reader.say(
                    start,
                    Severity.HAZARD,
                    "option-torn",
                    "Debian's runmirrors takes the # in this option for a blank.");
        }
        for (String word : words.subList(Math.min(2, words.size()), words.size())) {
            if (word.matches("[A-Za-z_][A-Za-z0-9_]*=.*")) {
                reader.say(
                        start,
                        Severity.HAZARD,
                        "variable-in-options",
                        "Debian's runmirrors takes \"" + word + "\" for an assignment to a variable of its own.");
            }
        }
    }

    private void checkMeaning(SshOptions options, int start) {
        if (options.user().isPresent()) {
            reader.say(
                    start,
                    Severity.IGNORED,
                    "user-twice",
                    "ssh takes the user of the column before, and not that of this option.");
        }
        if (options.identity().isPresent()) {
            reader.say(
                    start,
                    Severity.ADVICE,
                    "two-keys",
                    "Debian's runmirrors offers its own key first and this one second, and the mirror takes the first that it"
                            + " knows; write 2 and the key file instead.");
        }
        boolean named = options.options().stream().anyMatch(option -> option.letter() == 'p')
                || options.keyword("port").isPresent();
        if (named && options.port().isEmpty()) {
            reader.say(start, Severity.FATAL, "bad-port", "ssh refuses the port of this line; write 1 to 65535.");
        }
        if (options.keyword("stricthostkeychecking")
                .filter("no"::equalsIgnoreCase)
                .isPresent()) {
            reader.say(
                    start,
                    Severity.HAZARD,
                    "host-keys-unchecked",
                    "The host key is not checked, so anyone on the way can stand in for this mirror; keep its key in"
                            + " known_hosts.");
        }
    }
}
