package org.pushmirror.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.pushmirror.ssh.message.Printable;

/**
 * Watches what a host says before and as its ssh identification line. JSch throws these lines away and reads them for
 * ever; here they are kept for messages, and bounded.
 */
final class Banner {

    /** RFC 4253 allows lines before the identification; sshd sends at most one. */
    private static final int LONGEST = 8192;

    private static final int KEPT = 512;
    private static final String IDENTIFICATION = "SSH-";

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder lineStart = new StringBuilder();
    private int count;
    private volatile boolean identified;

    /**
     * Takes the next byte.
     *
     * @throws IOException if this is not going to be ssh
     */
    synchronized void accept(int value) throws IOException {
        if (identified) {
            return;
        }
        if (++count > LONGEST) {
            throw new IOException("no ssh identification within " + LONGEST + " bytes");
        }
        if (text.length() < KEPT) {
            text.append((char) value);
        }
        if (value == '\n') {
            identified = lineStart.toString().equals(IDENTIFICATION);
            lineStart.setLength(0);
        } else if (lineStart.length() < IDENTIFICATION.length()) {
            lineStart.append((char) value);
        }
    }

    /** Whether the identification line is complete. */
    boolean isIdentified() {
        return identified;
    }

    /** The first line of what the host said, fit for a message; empty if it said nothing. */
    synchronized String firstLine() {
        String all = new String(text.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return all.lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .map(line -> Printable.of(line.strip(), 100))
                .orElse("");
    }

    /** Whether the host says that it has too many connections, or none to spare for us: up to OpenSSH 9.7, and since. */
    synchronized boolean isBusy() {
        String said = text.toString().toLowerCase(Locale.ROOT);
        return said.contains("exceeded maxstartups") || said.contains("not allowed at this time");
    }
}
