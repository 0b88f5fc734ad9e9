package org.pushmirror.ssh;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.Reason;
import org.pushmirror.ssh.message.Address;

/** The sentences of failed connections: each names host and port, and says what to do. */
final class Failures {

    private Failures() {}

    static TriggerException unreachable(
            PushTarget target, String code, Phase phase, String rest, @Nullable Throwable cause) {
        return failure(Outcome.UNREACHABLE, target, code, phase, rest, cause);
    }

    static TriggerException failure(
            Outcome outcome, PushTarget target, String code, Phase phase, String rest, @Nullable Throwable cause) {
        return new TriggerException(outcome, new Reason(code, phase.word(), Address.of(target) + " " + rest), cause);
    }

    static TriggerException unknownHost(PushTarget target, @Nullable Throwable cause) {
        return unreachable(
                target,
                "unknown-host",
                Phase.RESOLVE,
                "cannot be reached, because no address is known for its name; check the name and the name service.",
                cause);
    }

    static TriggerException timedOut(PushTarget target, Phase phase, String said, @Nullable Throwable cause) {
        String what = switch (phase) {
            case RESOLVE -> "was not looked up in time; check the name service.";
            case CONNECT ->
                "did not answer in time; check that the host is up and no firewall drops the" + " connection.";
            case BANNER ->
                "took the connection and did not begin with ssh in time"
                        + (said.isEmpty() ? "" : " (it said \"" + said + "\")")
                        + "; check that sshd runs on that port and is not overloaded.";
            case KEY_EXCHANGE ->
                "did not finish the key exchange in time; check the host's load and the path" + " to it.";
            case AUTHENTICATION ->
                "did not decide about the login in time; check the host's load and its" + " login services.";
            case EXEC -> "did not confirm the command in time; check the host's load.";
            case OUTPUT -> "did not finish the command in time; it may be running still.";
        };
        return failure(Outcome.TIMED_OUT, target, phase.word() + "-timeout", phase, what, cause);
    }

    /** Names the reason of a failed connect from the error of the system. */
    static TriggerException notConnected(PushTarget target, IOException cause) {
        String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (cause instanceof SocketTimeoutException || text.contains("timed out")) {
            return timedOut(target, Phase.CONNECT, "", cause);
        }
        if (text.contains("reset")) {
            return cut(target, Phase.CONNECT, cause);
        }
        if (cause instanceof NoRouteToHostException) {
            return noRoute(target, cause);
        }
        if (cause instanceof ConnectException) {
            return unreachable(
                    target,
                    "connection-refused",
                    Phase.CONNECT,
                    "refused the connection; check that sshd runs there, on that port.",
                    cause);
        }
        if (cause instanceof SocketException) {
            return noRoute(target, cause);
        }
        return cut(target, Phase.CONNECT, cause);
    }

    private static TriggerException noRoute(PushTarget target, IOException cause) {
        return unreachable(
                target,
                "no-route",
                Phase.CONNECT,
                "cannot be reached from here (" + cause.getMessage()
                        + "); check the address, the network and firewalls.",
                cause);
    }

    /** The connection broke. */
    static TriggerException cut(PushTarget target, Phase phase, @Nullable Throwable cause) {
        return unreachable(
                target,
                "connection-reset",
                phase,
                "cut the connection " + during(phase)
                        + "; try again, and look into the log of its sshd if it stays so.",
                cause);
    }

    /** The host ended the connection in good order, and too early. */
    static TriggerException closed(PushTarget target, Phase phase, @Nullable Throwable cause) {
        return unreachable(
                target,
                "connection-closed",
                phase,
                "closed the connection " + during(phase)
                        + "; it may have too many connections or block this address, so try again later.",
                cause);
    }

    /** The session to the jump host is there, and no connection came of it. */
    static TriggerException jumpFailed(PushTarget target, PushTarget jump, Throwable cause) {
        return unreachable(
                target,
                "jump-failed",
                Phase.CONNECT,
                "was not reached, because " + Address.of(jump) + ", which is on the way, made no connection to it; try"
                        + " again.",
                cause);
    }

    /** The jump host says that it makes no connection to the target. */
    static TriggerException jumpRefused(PushTarget target, PushTarget jump, TunnelSocket.Refused cause) {
        boolean prohibited = cause.code() == TunnelSocket.Refused.PROHIBITED;
        return unreachable(
                target,
                prohibited ? "jump-prohibited" : "jump-refused",
                Phase.CONNECT,
                prohibited
                        ? "may not be reached through " + Address.of(jump) + "; check AllowTcpForwarding there, and the"
                                + " options of the key."
                        : "cannot be reached from " + Address.of(jump) + ", which is on the way; check host and port.",
                cause);
    }

    private static String during(Phase phase) {
        return switch (phase) {
            case RESOLVE, CONNECT, BANNER -> "before it said that it is an ssh server";
            case KEY_EXCHANGE -> "during the key exchange";
            case AUTHENTICATION -> "during the login, without refusing the key";
            case EXEC, OUTPUT -> "after the login";
        };
    }
}
