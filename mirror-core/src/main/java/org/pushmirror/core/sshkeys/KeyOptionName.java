package org.pushmirror.core.sshkeys;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The options of authorized_keys lines that OpenSSH knows: how each is written, what a second one does, and since when. */
public enum KeyOptionName {
    /** Closes terminal, forwarding and {@code ~/.ssh/rc} at its position. */
    RESTRICT("restrict", Form.FLAG, Repetition.LAST_WINS, new OpenSshVersion(7, 2)),
    /** The key signs certificates, and does not log in itself. */
    CERT_AUTHORITY("cert-authority", Form.FLAG, Repetition.LAST_WINS, null),
    /** Forwarding of TCP ports and unix sockets. */
    PORT_FORWARDING("port-forwarding", Form.NEGATABLE_FLAG, Repetition.LAST_WINS, new OpenSshVersion(7, 2)),
    /** Forwarding of the agent. */
    AGENT_FORWARDING("agent-forwarding", Form.NEGATABLE_FLAG, Repetition.LAST_WINS, new OpenSshVersion(7, 2)),
    /** Forwarding of X11. */
    X11_FORWARDING("X11-forwarding", Form.NEGATABLE_FLAG, Repetition.LAST_WINS, new OpenSshVersion(7, 2)),
    /** A terminal. */
    PTY("pty", Form.NEGATABLE_FLAG, Repetition.LAST_WINS, new OpenSshVersion(7, 2)),
    /** Running {@code ~/.ssh/rc}. */
    USER_RC("user-rc", Form.NEGATABLE_FLAG, Repetition.LAST_WINS, new OpenSshVersion(7, 2)),
    /** Whether a security key must be touched. */
    TOUCH_REQUIRED("touch-required", Form.NEGATABLE_FLAG, Repetition.LAST_WINS, new OpenSshVersion(8, 2)),
    /** Whether a security key must verify its user. */
    VERIFY_REQUIRED("verify-required", Form.NEGATABLE_FLAG, Repetition.LAST_WINS, new OpenSshVersion(8, 4)),
    /** What runs, whatever the client asks for. */
    COMMAND("command", Form.VALUE, Repetition.REFUSED, null),
    /** Where the key may come from. */
    FROM("from", Form.VALUE, Repetition.REFUSED, null),
    /** Whom a certificate must be for. */
    PRINCIPALS("principals", Form.VALUE, Repetition.REFUSED, null),
    /** Until when the key is good. */
    EXPIRY_TIME("expiry-time", Form.VALUE, Repetition.EARLIEST_WINS, new OpenSshVersion(7, 7)),
    /** A variable for the session, where the server allows it. */
    ENVIRONMENT("environment", Form.VALUE, Repetition.FIRST_OF_EACH_NAME_WINS, null),
    /** A place that the client may forward to. */
    PERMITOPEN("permitopen", Form.VALUE, Repetition.ADDS, null),
    /** A port that the client may listen on at the server. */
    PERMITLISTEN("permitlisten", Form.VALUE, Repetition.ADDS, new OpenSshVersion(7, 8)),
    /** The tunnel device. */
    TUNNEL("tunnel", Form.VALUE, Repetition.LAST_WINS, null);

    /** How an option is written. */
    public enum Form {
        /** Its name alone. */
        FLAG,
        /** Its name, or its name after {@code no-}. */
        NEGATABLE_FLAG,
        /** Its name, an equals sign and a value in double quotes. */
        VALUE
    }

    /** What a second one on the same line does. */
    public enum Repetition {
        /** sshd drops the line. */
        REFUSED,
        /** The last one counts. */
        LAST_WINS,
        /** The earliest time counts. */
        EARLIEST_WINS,
        /** The first one of each variable counts. */
        FIRST_OF_EACH_NAME_WINS,
        /** All count. */
        ADDS
    }

    private static final String NO = "no-";
    private static final KeyOptionName[] ALL = values();
    private static final KeyOptionName[][] BY_LENGTH = byLength();

    private final String word;
    private final String key;
    private final Form form;
    private final Repetition repetition;
    private final @Nullable OpenSshVersion since;

    KeyOptionName(String word, Form form, Repetition repetition, @Nullable OpenSshVersion since) {
        this.word = word;
        this.key = word.toLowerCase(Locale.ROOT);
        this.form = form;
        this.repetition = repetition;
        this.since = since;
    }

    /** The option of a name in any case, without {@code no-}; null if OpenSSH knows none. */
    static @Nullable KeyOptionName of(String name) {
        for (KeyOptionName known : ALL) {
            if (known.key.equalsIgnoreCase(name)) {
                return known;
            }
        }
        return null;
    }

    /** The option whose name stands in these bytes, in any case; null if OpenSSH knows none. */
    static @Nullable KeyOptionName at(byte[] bytes, int start, int end) {
        int length = end - start;
        if (length >= BY_LENGTH.length) {
            return null;
        }
        for (KeyOptionName known : BY_LENGTH[length]) {
            if (known.isAt(bytes, start)) {
                return known;
            }
        }
        return null;
    }

    private static KeyOptionName[][] byLength() {
        int longest =
                Arrays.stream(ALL).mapToInt(known -> known.key.length()).max().orElse(0);
        KeyOptionName[][] names = new KeyOptionName[longest + 1][];
        for (int i = 0; i <= longest; i++) {
            int length = i;
            names[i] = Arrays.stream(ALL)
                    .filter(known -> known.key.length() == length)
                    .toArray(KeyOptionName[]::new);
        }
        return names;
    }

    private boolean isAt(byte[] bytes, int start) {
        for (int i = 0; i < key.length(); i++) {
            int b = bytes[start + i];
            int lower = b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
            if (lower != key.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static String listed(Form form) {
        return Arrays.stream(ALL)
                .filter(known -> known.form == form)
                .map(KeyOptionName::word)
                .collect(Collectors.joining(", "));
    }

    /**
     * The name, as sshd(8) spells it.
     *
     * @return for example {@code X11-forwarding}
     */
    public String word() {
        return word;
    }

    /** The name in lower case, with {@code no-} in front if asked for. */
    String key(boolean negated) {
        return negated ? NO + key : key;
    }

    /**
     * How it is written.
     *
     * @return the form
     */
    public Form form() {
        return form;
    }

    /**
     * What a second one on the same line does.
     *
     * @return the rule
     */
    public Repetition repetition() {
        return repetition;
    }

    /**
     * The first release that knows it, without {@code no-}; older ones drop the line.
     *
     * @return the release; empty if every release in use does
     */
    public Optional<OpenSshVersion> since() {
        return Optional.ofNullable(since);
    }

    /** The first release that knows it in this form; null if every release in use does. */
    @Nullable
    OpenSshVersion since(boolean negated) {
        boolean alwaysNegatable = this != TOUCH_REQUIRED && this != VERIFY_REQUIRED;
        return negated && alwaysNegatable ? null : since;
    }

    /** Whether several on one line all count, so that they are a list. */
    boolean isList() {
        return repetition == Repetition.ADDS || repetition == Repetition.FIRST_OF_EACH_NAME_WINS;
    }
}
