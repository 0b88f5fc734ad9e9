package org.pushmirror.core.sshkeys;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.sshkeys.KeyOptionName.Form;
import org.pushmirror.core.sshkeys.KeyOptionName.Repetition;
import org.pushmirror.core.text.Span;

/** Reads the options field of an authorized_keys line as sshd does. */
final class KeyOptionScanner {

    private static final int MAX_ENVIRONMENT = 1025;
    private static final int MAX_PERMISSIONS = 4097;
    private static final byte QUOTE = '"';

    private final byte[] bytes;
    private final int end;
    private final OpenSshVersion version;
    private int at;

    KeyOptionScanner(byte[] bytes, int start, int end, OpenSshVersion version) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
        this.version = version;
    }

    /** The first blank outside quotes; a backslash before a quote escapes it, in and out of quotes. Negative if a quote stays open. */
    static int fieldEnd(byte[] bytes, int start, int end) {
        boolean quoted = false;
        int at = start;
        while (at < end && (quoted || bytes[at] != ' ' && bytes[at] != '\t')) {
            if (bytes[at] == '\\' && at + 1 < end && bytes[at + 1] == QUOTE) {
                at++;
            } else if (bytes[at] == QUOTE) {
                quoted = !quoted;
            }
            at++;
        }
        return quoted ? -1 : at;
    }

    /** All options; throws IllegalArgumentException with the reason if sshd drops the line. */
    List<KeyOption> options() {
        List<KeyOption> options = new ArrayList<>(4);
        KeyOption option = next();
        while (option != null) {
            requireRepeatable(options, option);
            options.add(option);
            option = next();
        }
        requireCounts(options);
        return options;
    }

    /** All options with their places, of a line that sshd reads. */
    List<WrittenOption> written() {
        List<WrittenOption> written = new ArrayList<>();
        skipCommas();
        int start = at;
        KeyOption option = next();
        while (option != null) {
            written.add(new WrittenOption(new Span(start, at), option));
            skipCommas();
            start = at;
            option = next();
        }
        return written;
    }

    private void skipCommas() {
        while (at < end && bytes[at] == ',') {
            at++;
        }
    }

    private @Nullable KeyOption next() {
        skipCommas();
        if (at >= end) {
            return null;
        }
        int nameStart = at;
        int nameEnd = nameEnd(nameStart);
        boolean negated = isNegated(nameStart, nameEnd);
        KeyOptionName name = KeyOptionName.at(bytes, negated ? nameStart + 3 : nameStart, nameEnd);
        requireKnown(name, negated, nameStart, nameEnd);
        String value = null;
        if (name.form() == Form.VALUE) {
            int valueEnd = valueEnd(name, nameEnd);
            value = dequoted(nameEnd + 2, valueEnd);
            OptionGrammar.require(name, value, version);
            at = valueEnd + 1;
        } else {
            at = nameEnd;
        }
        if (at < end && bytes[at] != ',') {
            throw new IllegalArgumentException("After the option " + name.key(negated) + " stands \""
                    + KeyScanner.text(bytes, at, Math.min(end, at + 20)) + "\", and a comma or a blank must.");
        }
        return KeyOption.read(name, negated, value);
    }

    private int nameEnd(int start) {
        int to = start;
        while (to < end && isNameByte(bytes[to])) {
            to++;
        }
        return to;
    }

    private static boolean isNameByte(byte b) {
        return b >= 'a' && b <= 'z' || b == '-' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9';
    }

    private boolean isNegated(int start, int nameEnd) {
        return nameEnd - start > 3
                && (bytes[start] == 'n' || bytes[start] == 'N')
                && (bytes[start + 1] == 'o' || bytes[start + 1] == 'O')
                && bytes[start + 2] == '-';
    }

    private void requireKnown(@Nullable KeyOptionName name, boolean negated, int start, int nameEnd) {
        boolean fits = name != null && (!negated || name.form() == Form.NEGATABLE_FLAG);
        if (!fits) {
            int shown = nameEnd > start ? nameEnd : Math.min(end, start + 20);
            throw new IllegalArgumentException(
                    "\"" + KeyScanner.text(bytes, start, shown) + "\" is no option that sshd knows.");
        }
        OpenSshVersion since = name.since(negated);
        if (since != null && !version.isAtLeast(since)) {
            throw new NewerOptionException(
                    "The option " + name.key(negated) + " is unknown to OpenSSH " + version + "; it came with " + since
                            + ".",
                    since);
        }
    }

    /** The offset of the closing quote. */
    private int valueEnd(KeyOptionName name, int nameEnd) {
        if (nameEnd >= end || bytes[nameEnd] != '=') {
            throw new IllegalArgumentException("The option " + name.word() + " needs a value: write " + name.word()
                    + "=\"...\" without blanks around the equals sign.");
        }
        if (nameEnd + 1 >= end || bytes[nameEnd + 1] != QUOTE) {
            throw new IllegalArgumentException("The value of " + name.word() + "= is not in double quotes.");
        }
        int to = nameEnd + 2;
        while (to < end && bytes[to] != QUOTE) {
            to += bytes[to] == '\\' && to + 1 < end && bytes[to + 1] == QUOTE ? 2 : 1;
        }
        if (to >= end) {
            throw new IllegalArgumentException("The value of " + name.word() + "= has no closing quote.");
        }
        return to;
    }

    private String dequoted(int from, int to) {
        String raw = KeyScanner.text(bytes, from, to);
        return raw.indexOf('\\') < 0 ? raw : raw.replace("\\\"", "\"");
    }

    private static void requireRepeatable(List<KeyOption> before, KeyOption option) {
        if (option.option().repetition() != Repetition.REFUSED) {
            return;
        }
        for (KeyOption other : before) {
            if (other.option() == option.option()) {
                throw new IllegalArgumentException(
                        "The option " + option.name() + " stands twice; it may stand once on a line.");
            }
        }
    }

    private static void requireCounts(List<KeyOption> options) {
        if (options.size() <= MAX_ENVIRONMENT) {
            return;
        }
        requireVariables(options);
        for (KeyOptionName list : List.of(KeyOptionName.PERMITOPEN, KeyOptionName.PERMITLISTEN)) {
            if (options.stream().filter(option -> option.option() == list).count() > MAX_PERMISSIONS) {
                throw new IllegalArgumentException(
                        "The option " + list.word() + " stands more than " + MAX_PERMISSIONS + " times.");
            }
        }
    }

    /** sshd counts each name once, and refuses whatever follows once it has enough. */
    private static void requireVariables(List<KeyOption> options) {
        Set<String> names = new HashSet<>();
        for (KeyOption option : options) {
            if (option.option() != KeyOptionName.ENVIRONMENT) {
                continue;
            }
            if (names.size() >= MAX_ENVIRONMENT) {
                throw new IllegalArgumentException(
                        "The line sets more than " + MAX_ENVIRONMENT + " variables with environment=.");
            }
            String variable = option.value().orElse("");
            names.add(variable.substring(0, variable.indexOf('=')));
        }
    }
}
