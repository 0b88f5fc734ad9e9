package org.pushmirror.rsync.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a daemon answers to one request. Immutable as long as nobody writes to the array.
 *
 * @param greeting its first line; empty if there was none
 * @param text what it said before the end: the message of the day, and for a list the modules
 * @param end how the answer ended
 * @param lastLine the line that ended it; empty if the connection was closed
 */
public record DaemonAnswer(String greeting, byte[] text, End end, String lastLine) {

    /** How an answer ends. */
    public enum End {
        /** All was said. */
        EXIT,
        /** The module is open. */
        OK,
        /** The module asks for a login. */
        LOGIN,
        /** An error, which the last line says. */
        ERROR,
        /** What answers is no rsync daemon. */
        NOT_RSYNC,
        /** The connection was closed before the end. */
        CLOSED
    }

    /** Asks for the list of modules. */
    public static final String LIST = "#list";

    /** No command of any daemon: the answer is the message of the day, and an error. */
    public static final String NOTHING = "#motd";

    private static final String PREFIX = "@RSYNCD: ";
    private static final int LONGEST = 8 * 1024 * 1024;

    /**
     * The bytes that ask.
     *
     * @param request {@link #LIST}, {@link #NOTHING}, or the name of a module
     * @return what to send
     */
    public static byte[] question(String request) {
        // without a list of digests a daemon of protocol 31 and older is content, and a newer one takes md5
        return (PREFIX + "31.0\n" + request + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads an answer up to its end.
     *
     * @param in what the daemon sends
     * @return the answer
     * @throws IOException if it cannot be read, or is longer than any real one
     */
    public static DaemonAnswer read(InputStream in) throws IOException {
        String greeting = text(line(in));
        if (!greeting.startsWith(PREFIX)) {
            return new DaemonAnswer(greeting, new byte[0], greeting.isEmpty() ? End.CLOSED : End.NOT_RSYNC, greeting);
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        while (true) {
            byte[] line = line(in);
            String text = text(line);
            End end = end(line, text);
            if (end != null) {
                return new DaemonAnswer(greeting, said.toByteArray(), end, text);
            }
            said.writeBytes(line);
            if (said.size() > LONGEST) {
                throw new IOException("the answer has no end");
            }
        }
    }

    private static @Nullable End end(byte[] line, String text) {
        if (line.length == 0) {
            return End.CLOSED;
        }
        if (text.startsWith("@ERROR")) {
            return End.ERROR;
        }
        if (!text.startsWith(PREFIX)) {
            return null;
        }
        String word = text.substring(PREFIX.length());
        if (word.equals("EXIT")) {
            return End.EXIT;
        }
        return word.startsWith("AUTHREQD") ? End.LOGIN : word.equals("OK") ? End.OK : null;
    }

    /** A line with its end; empty at the end of the input. */
    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0) {
            line.write(next);
            if (next == '\n') {
                break;
            }
            if (line.size() > LONGEST) {
                throw new IOException("a line of the answer has no end");
            }
            next = in.read();
        }
        return line.toByteArray();
    }

    private static String text(byte[] line) {
        return new String(line, StandardCharsets.UTF_8).replaceAll("[\r\n]+$", "");
    }

    /**
     * The protocol that it speaks.
     *
     * @return for example {@code 32.0}
     */
    public String protocol() {
        return greeting.startsWith(PREFIX) ? greeting.substring(PREFIX.length()).split(" ")[0] : "";
    }

    /**
     * The digests by which it lets clients log in.
     *
     * @return their names; empty if it is older than 3.2.7
     */
    public List<String> digests() {
        String[] words = greeting.split(" ");
        return words.length > 2 ? List.of(words).subList(2, words.length) : List.of();
    }
}
