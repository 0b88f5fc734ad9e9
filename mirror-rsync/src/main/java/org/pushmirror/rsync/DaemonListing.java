package org.pushmirror.rsync;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pushmirror.core.text.EscapedUtf8;
import org.pushmirror.rsync.wire.DaemonAnswer;
import org.pushmirror.rsync.wire.DaemonAnswer.End;
import org.pushmirror.rsync.wire.DaemonCall;

/**
 * What a daemon says to everybody: its modules, and its message of the day, which the rsync client itself cannot tell from
 * them. Bytes that are not UTF-8 appear as characters from U+DC80 to U+DCFF. Immutable.
 *
 * @param protocol the protocol that it speaks, for example {@code 32.0}
 * @param digests the digests by which it lets clients log in, the preferred one first; empty before rsync 3.2.7
 * @param messageOfTheDay the message, without the line end after it; empty if there is none
 * @param modules the modules that it lists, in its order
 */
public record DaemonListing(String protocol, List<String> digests, String messageOfTheDay, List<ListedModule> modules) {

    private static final int ATTEMPTS = 4;

    /**
     * A module that a daemon lists. Immutable.
     *
     * @param name its name
     * @param comment its comment, empty if it has none
     */
    public record ListedModule(String name, String comment) {}

    /**
     * Copies the lists.
     *
     * @param protocol the protocol that it speaks
     * @param digests the digests by which it lets clients log in
     * @param messageOfTheDay the message
     * @param modules the modules that it lists
     */
    public DaemonListing {
        digests = List.copyOf(digests);
        modules = List.copyOf(modules);
    }

    /**
     * Asks a daemon, over two short connections: one for the message alone, one for the list.
     *
     * @param host its host
     * @param port its port, usually {@link DaemonPlace#DEFAULT_PORT}
     * @param within how long it may take in all
     * @return what it says
     * @throws RsyncException if it does not answer as a daemon does; its reason says why
     * @throws InterruptedException if the thread is interrupted
     */
    public static DaemonListing ask(String host, int port, Duration within) throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        DaemonAnswer message = patiently(host, port, DaemonAnswer.NOTHING, end);
        if (message.end() == End.ERROR && !message.lastLine().contains("Unknown command")) {
            throw refused(host, port, message);
        }
        DaemonAnswer list = patiently(host, port, DaemonAnswer.LIST, end);
        if (list.end() != End.EXIT) {
            throw refused(host, port, list);
        }
        return parse(list.protocol(), list.digests(), list.text(), message.text());
    }

    /**
     * Tells the modules of an answer from the message of the day before them.
     *
     * @param protocol the protocol that the daemon speaks
     * @param digests the digests that it names
     * @param text what it said when asked for its modules
     * @param message what it said when asked for nothing, which is the message with a line end
     * @return the listing
     */
    public static DaemonListing parse(String protocol, List<String> digests, byte[] text, byte[] message) {
        boolean first =
                text.length >= message.length && Arrays.equals(text, 0, message.length, message, 0, message.length);
        int start = first ? message.length : 0;
        List<ListedModule> modules = new ArrayList<>();
        EscapedUtf8.decode(text, start, text.length).lines().forEach(line -> {
            int tab = line.indexOf('\t');
            String name = tab < 0 ? line : line.substring(0, tab);
            modules.add(new ListedModule(name.stripTrailing(), tab < 0 ? "" : line.substring(tab + 1)));
        });
        String said = first ? EscapedUtf8.decode(message) : "";
        return new DaemonListing(protocol, digests, said.replaceFirst("\n$", ""), modules);
    }

    /** A daemon that is in a hurry to close may cut its own words short, or reset the connection before they are read. */
    private static DaemonAnswer patiently(String host, int port, String request, long end) throws InterruptedException {
        for (int again = 1; again < ATTEMPTS; again++) {
            try {
                DaemonAnswer answer = call(host, port, request, end);
                if (answer.end() != End.CLOSED) {
                    return answer;
                }
            } catch (RsyncException e) {
                if (!e.reason().filter(RsyncCause.CONNECTION_LOST::equals).isPresent()) {
                    throw e;
                }
            }
        }
        return call(host, port, request, end);
    }

    private static DaemonAnswer call(String host, int port, String request, long end) throws InterruptedException {
        String at = host + ":" + port;
        Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
        try {
            return DaemonCall.ask(new InetSocketAddress(host, port), request, left);
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException("The question to the rsync daemon at " + at + " was interrupted.");
        } catch (DaemonCall.ConnectFailed e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("The question to the rsync daemon at " + at + " was interrupted.");
            }
            throw new RsyncException(
                    "There is no connection to the rsync daemon at " + at + ": " + why(e.getCause()) + ".",
                    e,
                    reason(e.getCause()));
        } catch (SocketTimeoutException e) {
            throw new RsyncException(
                    "What listens at " + at + " said nothing as an rsync daemon does in time.", e, RsyncCause.SILENT);
        } catch (IOException e) {
            throw new RsyncException(
                    "The connection to the rsync daemon at " + at + " broke: " + e.getMessage() + ".",
                    e,
                    RsyncCause.CONNECTION_LOST);
        }
    }

    private static String why(Throwable cause) {
        return cause instanceof UnresolvedAddressException
                ? "the name leads nowhere"
                : String.valueOf(cause.getMessage());
    }

    private static RsyncCause reason(Throwable cause) {
        if (cause instanceof UnresolvedAddressException) {
            return RsyncCause.HOST_UNKNOWN;
        }
        return cause instanceof ConnectException ? RsyncCause.CONNECTION_REFUSED : RsyncCause.UNREACHABLE;
    }

    private static RsyncException refused(String host, int port, DaemonAnswer answer) {
        String at = host + ":" + port;
        return switch (answer.end()) {
            case NOT_RSYNC ->
                new RsyncException(
                        "What answers at " + at + " is no rsync daemon: it said \"" + shown(answer.lastLine()) + "\".",
                        null,
                        RsyncCause.NOT_RSYNC);
            case ERROR ->
                new RsyncException(
                        "The rsync daemon at " + at + " refused: " + shown(answer.lastLine()) + ".",
                        null,
                        RsyncCause.REFUSED_BY_DAEMON);
            default ->
                new RsyncException(
                        "The rsync daemon at " + at + " closed the connection; its configuration may be broken.",
                        null,
                        RsyncCause.CONNECTION_LOST);
        };
    }

    private static String shown(String line) {
        String bare = line.replaceAll("\\p{Cntrl}", "?");
        return bare.length() > 200 ? bare.substring(0, 200) + "…" : bare;
    }
}
