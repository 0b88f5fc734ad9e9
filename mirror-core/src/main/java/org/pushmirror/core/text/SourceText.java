package org.pushmirror.core.text;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a text file and an index of its lines: what lossless documents are made of. Lines end at LF and nowhere
 * else; every byte is kept; edits are splices that give a new text. Immutable and thread-safe.
 */
public final class SourceText {

    private static final byte LF = '\n';
    private static final byte CR = '\r';

    private final String name;
    private final byte[] bytes;

    /**
     * The offset of the first byte of each line; a last line without LF counts, an empty one after the last LF does not.
     * Made when it is first asked for: a text without edits and diagnostics needs none.
     */
    private volatile int @Nullable [] lineStarts;

    private SourceText(String name, byte[] ownedBytes) {
        this.name = name;
        this.bytes = ownedBytes;
    }

    private int[] lineStarts() {
        int[] starts = lineStarts;
        if (starts == null) {
            starts = index(bytes);
            lineStarts = starts;
        }
        return starts;
    }

    /**
     * A text with these bytes.
     *
     * @param name the name of the file in places and messages
     * @param bytes any bytes; copied
     * @return the text
     */
    public static SourceText of(String name, byte[] bytes) {
        return new SourceText(name, bytes.clone());
    }

    /**
     * A text with these characters.
     *
     * @param name the name of the file in places and messages
     * @param text the characters, written as {@link EscapedUtf8}
     * @return the text
     */
    public static SourceText of(String name, String text) {
        return new SourceText(name, EscapedUtf8.encode(text));
    }

    /**
     * Reads a file.
     *
     * @param path the file; its path is the name of the text
     * @return its text
     * @throws FileException if it cannot be read
     */
    public static SourceText read(Path path) {
        return new SourceText(path.toString(), AtomicFile.read(path));
    }

    private static int[] index(byte[] bytes) {
        int count = 0;
        for (byte b : bytes) {
            if (b == LF) {
                count++;
            }
        }
        boolean openEnd = bytes.length > 0 && bytes[bytes.length - 1] != LF;
        int[] starts = new int[openEnd ? count + 1 : count];
        int line = 0;
        int start = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == LF) {
                starts[line++] = start;
                start = at + 1;
            }
        }
        if (openEnd) {
            starts[line] = start;
        }
        return starts;
    }

    /**
     * The name of the file.
     *
     * @return the name, as it was given
     */
    public String name() {
        return name;
    }

    /**
     * All bytes.
     *
     * @return a copy
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * How long it is.
     *
     * @return the number of bytes
     */
    public int length() {
        return bytes.length;
    }

    /**
     * One byte.
     *
     * @param offset its offset
     * @return the byte, from 0 to 255
     * @throws IndexOutOfBoundsException if there is none
     */
    public int at(int offset) {
        return bytes[offset] & 0xFF;
    }

    /**
     * How many lines it has. A last line without LF counts.
     *
     * @return the number of lines
     */
    public int lineCount() {
        return lineStarts().length;
    }

    /**
     * A line with its line end.
     *
     * @param number the line, from 1
     * @return its bytes, LF included
     * @throws IndexOutOfBoundsException if there is no such line
     */
    public Span line(int number) {
        int[] starts = lineStarts();
        int end = number < starts.length ? starts[number] : bytes.length;
        return new Span(starts[number - 1], end);
    }

    /**
     * A line without its LF. A CR stays, because few programs take it for a line end.
     *
     * @param number the line, from 1
     * @return its bytes, LF excluded
     * @throws IndexOutOfBoundsException if there is no such line
     */
    public Span lineContent(int number) {
        Span line = line(number);
        boolean ended = line.length() > 0 && bytes[line.end() - 1] == LF;
        return ended ? new Span(line.start(), line.end() - 1) : line;
    }

    /**
     * The line that an offset is in.
     *
     * @param offset from 0 to {@link #length()}; the end belongs to the last line
     * @return the line, from 1; 1 if there is none
     */
    public int lineAt(int offset) {
        int found = Arrays.binarySearch(lineStarts(), offset);
        return Math.max(1, found >= 0 ? found + 1 : -found - 1);
    }

    /**
     * The place of an offset.
     *
     * @param offset from 0 to {@link #length()}
     * @return its place
     */
    public Place place(int offset) {
        int line = lineAt(offset);
        int start = lineStarts().length == 0 ? 0 : lineStarts()[line - 1];
        return new Place(name, line, offset - start + 1);
    }

    /**
     * The characters of a part.
     *
     * @param span the part
     * @return its text, as {@link EscapedUtf8} decodes it
     * @throws IndexOutOfBoundsException if it is not inside this text
     */
    public String text(Span span) {
        return EscapedUtf8.decode(bytes, span.start(), span.end());
    }

    /**
     * The bytes of a part.
     *
     * @param span the part
     * @return a copy
     * @throws IndexOutOfBoundsException if it is not inside this text
     */
    public byte[] bytes(Span span) {
        if (span.end() > bytes.length) {
            throw new IndexOutOfBoundsException(
                    "The offset " + span.end() + " is after the end of the text, " + bytes.length + ".");
        }
        return Arrays.copyOfRange(bytes, span.start(), span.end());
    }

    /**
     * This text with a part replaced; all other bytes stay.
     *
     * @param replaced the part; empty to insert
     * @param replacement the new bytes; empty to delete
     * @return the new text
     * @throws IndexOutOfBoundsException if the part is not inside this text
     */
    public SourceText splice(Span replaced, byte[] replacement) {
        byte[] spliced = new byte[Math.addExact(bytes.length - replaced.length(), replacement.length)];
        System.arraycopy(bytes, 0, spliced, 0, replaced.start());
        System.arraycopy(replacement, 0, spliced, replaced.start(), replacement.length);
        int rest = replaced.start() + replacement.length;
        System.arraycopy(bytes, replaced.end(), spliced, rest, bytes.length - replaced.end());
        return new SourceText(name, spliced);
    }

    /**
     * This text with a part replaced by characters.
     *
     * @param replaced the part; empty to insert
     * @param replacement the new characters; empty to delete
     * @return the new text
     * @throws IndexOutOfBoundsException if the part is not inside this text
     */
    public SourceText splice(Span replaced, String replacement) {
        return splice(replaced, EscapedUtf8.encode(replacement));
    }

    /**
     * This text with parts cut out; all other bytes stay.
     *
     * @param removed the parts, in order, none of which overlap
     * @return the new text
     * @throws IndexOutOfBoundsException if a part is not inside this text
     */
    public SourceText without(List<Span> removed) {
        byte[] rest = bytes.clone();
        int to = 0;
        int from = 0;
        for (Span span : removed) {
            System.arraycopy(bytes, from, rest, to, span.start() - from);
            to += span.start() - from;
            from = span.end();
        }
        System.arraycopy(bytes, from, rest, to, bytes.length - from);
        return new SourceText(name, Arrays.copyOf(rest, to + bytes.length - from));
    }

    /**
     * This text with a line after its last one, which is ended first if it has no LF. The new line ends as the first one does.
     *
     * @param content the line, without a line end
     * @return the new text
     */
    public SourceText appendLine(byte[] content) {
        String lineEnd = lineEnd();
        boolean openEnd = bytes.length > 0 && bytes[bytes.length - 1] != LF;
        String before = openEnd ? lineEnd : "";
        byte[] appended =
                Arrays.copyOf(EscapedUtf8.encode(before), before.length() + content.length + lineEnd.length());
        System.arraycopy(content, 0, appended, before.length(), content.length);
        System.arraycopy(EscapedUtf8.encode(lineEnd), 0, appended, before.length() + content.length, lineEnd.length());
        return splice(new Span(bytes.length, bytes.length), appended);
    }

    /**
     * How lines end here.
     *
     * @return CR LF if the first line ends so, LF otherwise
     */
    public String lineEnd() {
        if (bytes.length == 0) {
            return "\n";
        }
        int first = 0;
        while (first < bytes.length && bytes[first] != LF) {
            first++;
        }
        return first > 0 && first < bytes.length && bytes[first - 1] == CR ? "\r\n" : "\n";
    }

    /**
     * Writes the text to a file, atomically.
     *
     * @param path the file; a new one gets mode 0644 less the umask
     * @throws FileException if it cannot be written
     */
    public void write(Path path) {
        AtomicFile.replace(path, bytes);
    }

    /**
     * Writes the text to a file, atomically and never readable for others on the way.
     *
     * @param path the file; a new one gets mode 0600
     * @throws FileException if it cannot be written
     */
    public void writePrivate(Path path) {
        AtomicFile.replacePrivate(path, bytes);
    }

    /**
     * A short description. The content is left out, because it may be secret.
     *
     * @return the name and the length
     */
    @Override
    public String toString() {
        return name + " (" + bytes.length + " bytes)";
    }
}
