package org.pushmirror.ssh;

import org.pushmirror.ssh.message.Printable;

/**
 * What a remote command printed: standard output and error together, as they came. Immutable.
 *
 * @param tail its end, decoded as UTF-8; at most 64 KiB are kept
 * @param bytes how much there was in all
 */
public record TriggerOutput(String tail, long bytes) {

    /** No output at all. */
    public static final TriggerOutput NONE = new TriggerOutput("", 0);

    /**
     * The last line with something in it, cut to 200 characters and free of control characters, for messages.
     *
     * @return the line; empty if there is none
     */
    public String lastLine() {
        String last = tail.lines().filter(line -> !line.isBlank()).reduce("", (earlier, later) -> later);
        return Printable.of(last.strip(), 200);
    }
}
