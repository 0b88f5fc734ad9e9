package org.pushmirror.core.sshkeys;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.pushmirror.core.sshkeys.KeyOptionName.Form;
import org.pushmirror.core.sshkeys.KeyOptionName.Repetition;

/**
 * Recognises in one pass, and without making anything, the lines that nearly all are: options with nothing odd about them,
 * and an ed25519 key. What they say is read when somebody asks. Every other line is for {@link AuthorizedKeyScanner}.
 */
final class OrdinaryLine {

    private static final byte[] TYPE = "ssh-ed25519 ".getBytes(StandardCharsets.US_ASCII);

    /** The type in wire format and the length of the key, as far as base64 shows them in whole characters. */
    private static final byte[] BLOB_START = "AAAAC3NzaC1lZDI1NTE5AAAAI".getBytes(StandardCharsets.US_ASCII);

    private static final int BLOB_LENGTH = 68;
    private static final byte LAST_AFTER_START = 'P';

    private final byte[] bytes;
    private final OpenSshVersion version;
    private int at;
    private int optionsEnd;

    OrdinaryLine(byte[] bytes, OpenSshVersion version) {
        this.bytes = bytes;
        this.version = version;
    }

    /** The offset after the options of the line that was recognised last; where it starts if there are none. */
    int optionsEnd() {
        return optionsEnd;
    }

    /** An offset in that line after its key. */
    int keyEnd() {
        return at;
    }

    /** Whether such a line starts here. */
    boolean startsAt(int start) {
        at = start;
        optionsEnd = start;
        if (isKey(start)) {
            return true;
        }
        if (!skipOptions()) {
            return false;
        }
        optionsEnd = at;
        return isKey(at + 1);
    }

    /** The key of a line that was recognised; the line begins with its options, which have this length. */
    static AuthorizedKey read(byte[] line, int optionsLength, OpenSshVersion version) {
        List<KeyOption> options =
                optionsLength == 0 ? List.of() : new KeyOptionScanner(line, 0, optionsLength, version).options();
        int blob = (optionsLength == 0 ? 0 : optionsLength + 1) + TYPE.length;
        int end = blob + BLOB_LENGTH;
        int comment = end;
        int lineEnd = end;
        while (lineEnd < line.length && line[lineEnd] != 0) {
            lineEnd++;
        }
        while (comment < lineEnd && (line[comment] == ' ' || line[comment] == '\t')) {
            comment++;
        }
        KeyBlob key = KeyBlob.of(StrictBase64.decodeDigits(line, blob, end));
        return AuthorizedKey.of(options, PublicKey.read(key, KeyScanner.comment(line, comment, lineEnd)));
    }

    private boolean isKey(int start) {
        int blob = start + TYPE.length;
        int end = blob + BLOB_LENGTH;
        if (end > bytes.length
                || !Arrays.equals(bytes, start, blob, TYPE, 0, TYPE.length)
                || !Arrays.equals(bytes, blob, blob + BLOB_START.length, BLOB_START, 0, BLOB_START.length)) {
            return false;
        }
        int first = blob + BLOB_START.length;
        if (bytes[first] < 'A' || bytes[first] > LAST_AFTER_START || !StrictBase64.areDigits(bytes, first, end)) {
            return false;
        }
        at = end;
        return end == bytes.length || bytes[end] == ' ' || bytes[end] == '\n';
    }

    /** Goes to the blank after the options. */
    private boolean skipOptions() {
        int seen = 0;
        while (true) {
            int nameStart = at;
            while (at < bytes.length && isNameByte(bytes[at])) {
                at++;
            }
            boolean negated = at - nameStart > 3
                    && bytes[nameStart] == 'n'
                    && bytes[nameStart + 1] == 'o'
                    && bytes[nameStart + 2] == '-';
            KeyOptionName name = KeyOptionName.at(bytes, negated ? nameStart + 3 : nameStart, at);
            if (name == null || !isReadable(name, negated)) {
                return false;
            }
            int bit = 1 << name.ordinal();
            boolean repeated = (seen & bit) != 0 && name.repetition() == Repetition.REFUSED;
            seen |= bit;
            if (repeated || name.form() == Form.VALUE && !skipValue()) {
                return false;
            }
            if (at >= bytes.length || bytes[at] != ',') {
                return at < bytes.length && bytes[at] == ' ';
            }
            at++;
        }
    }

    /** Values with a grammar of their own are looked at elsewhere. */
    private boolean isReadable(KeyOptionName name, boolean negated) {
        boolean plain = name.form() == Form.VALUE
                ? name.repetition() == Repetition.REFUSED
                : !negated || name.form() == Form.NEGATABLE_FLAG;
        OpenSshVersion since = name.since(negated);
        return plain && (since == null || version.isAtLeast(since)) && !(negated && name.form() == Form.VALUE);
    }

    private boolean skipValue() {
        if (at + 1 >= bytes.length || bytes[at] != '=' || bytes[at + 1] != '"') {
            return false;
        }
        at += 2;
        while (at < bytes.length) {
            byte b = bytes[at++];
            if (b == '"') {
                return true;
            }
            if (b == 0 || b == '\n' || b == '\\') {
                return false;
            }
        }
        return false;
    }

    private static boolean isNameByte(byte b) {
        return b >= 'a' && b <= 'z' || b == '-' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9';
    }
}
