package org.pushmirror.ssh;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchSessionDisconnectException;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.sshkeys.HostKeyVerdict;
import org.pushmirror.ssh.message.Printable;

/**
 * Finds out why a handshake failed: from the verdict on the host key, from how the stream ended and how far it had
 * come, and only then from JSch's exception, which calls a cut connection a refused key.
 */
final class OpenFailure {

    private final PushTarget target;
    private final String key;
    private final Link link;
    private final HostKeyCheck hostKey;
    private final Exception cause;

    private OpenFailure(PushTarget target, Identity identity, Link link, HostKeyCheck hostKey, Exception cause) {
        this.target = target;
        this.key = identity.publicKey().fingerprint();
        this.link = link;
        this.hostKey = hostKey;
        this.cause = cause;
    }

    static TriggerException of(PushTarget target, Identity identity, Link link, HostKeyCheck hostKey, Exception cause) {
        return new OpenFailure(target, identity, link, hostKey, cause).explain();
    }

    private TriggerException explain() {
        HostKeyVerdict verdict = hostKey.verdict();
        if (verdict != null && verdict != HostKeyVerdict.ACCEPTED) {
            return badHostKey(verdict);
        }
        Phase phase = link.handshake().phase();
        LinkInput.Ending ending = link.ending();
        if (ending == LinkInput.Ending.DEADLINE) {
            return Failures.timedOut(target, phase, link.banner().firstLine(), cause);
        }
        return phase == Phase.BANNER ? noSsh(ending) : noSession(phase, ending);
    }

    private TriggerException badHostKey(HostKeyVerdict verdict) {
        if (hostKey.failure() != null) {
            return rejected(
                    "host-key-not-saved",
                    "shows a host key (" + hostKey.shown() + ") that is not known, and it cannot be learnt: "
                            + hostKey.failure().getMessage());
        }
        String shown = hostKey.shown();
        String file = hostKey.source();
        return switch (verdict) {
            case REVOKED ->
                rejected(
                        "host-key-revoked",
                        "shows a host key that " + file + " marks as revoked (" + shown
                                + "); do not connect until its operator has given it a new key.");
            case CHANGED ->
                rejected(
                        "host-key-changed",
                        "shows another host key (" + shown + ") than " + file
                                + " has for it; ask its operator, and replace the line only if the new key is confirmed.");
            case UNKNOWN, ACCEPTED ->
                rejected(
                        "host-key-unknown",
                        "shows a host key (" + shown + ") that is not in " + file
                                + "; compare it with the one that its operator tells you, and add it there.");
        };
    }

    private TriggerException rejected(String code, String rest) {
        return Failures.failure(Outcome.HOST_KEY_REJECTED, target, code, Phase.KEY_EXCHANGE, rest, cause);
    }

    private TriggerException noSsh(LinkInput.@Nullable Ending ending) {
        Banner banner = link.banner();
        if (banner.isBusy()) {
            return Failures.unreachable(
                    target,
                    "busy",
                    Phase.BANNER,
                    "has too many connections (it said \"" + banner.firstLine()
                            + "\"); try again later, or raise MaxStartups there.",
                    cause);
        }
        if (!banner.firstLine().isEmpty()) {
            return Failures.unreachable(
                    target,
                    "not-ssh",
                    Phase.BANNER,
                    "is not an ssh server (it said \"" + banner.firstLine() + "\"); check the port.",
                    cause);
        }
        return ending == LinkInput.Ending.CLOSED
                ? Failures.closed(target, Phase.BANNER, cause)
                : Failures.cut(target, Phase.BANNER, cause);
    }

    private TriggerException noSession(Phase phase, LinkInput.@Nullable Ending ending) {
        if (cause instanceof JSchAlgoNegoFailException) {
            return Failures.unreachable(
                    target,
                    "no-common-algorithm",
                    phase,
                    "speaks no ssh algorithm that is offered here; update the older of the two sides.",
                    cause);
        }
        if (cause instanceof JSchSessionDisconnectException disconnect) {
            return disconnected(phase, disconnect);
        }
        if (link.handshake().isRefused()) {
            return keyRefused();
        }
        if (ending == LinkInput.Ending.CLOSED) {
            return Failures.closed(target, phase, cause);
        }
        if (ending == LinkInput.Ending.BROKEN) {
            return Failures.cut(target, phase, cause);
        }
        String message = String.valueOf(cause.getMessage());
        if (phase == Phase.AUTHENTICATION && message.startsWith("Auth ")) {
            return keyRefused();
        }
        return Failures.unreachable(
                target,
                "protocol-error",
                phase,
                "and this side did not understand each other during the "
                        + phase.word().replace('-', ' ') + " (" + Printable.of(message, 200)
                        + "); look into the log of its sshd.",
                cause);
    }

    private TriggerException disconnected(Phase phase, JSchSessionDisconnectException disconnect) {
        String said = Printable.of(String.valueOf(disconnect.getDescription()), 100);
        if (said.startsWith("Too many authentication failures")) {
            return keyRefused();
        }
        return Failures.unreachable(
                target,
                "disconnected",
                phase,
                "ended the session during the " + phase.word().replace('-', ' ') + " (it said \"" + said
                        + "\"); look into the log of its sshd.",
                cause);
    }

    private TriggerException keyRefused() {
        return Failures.failure(
                Outcome.AUTHENTICATION_REFUSED,
                target,
                "key-refused",
                Phase.AUTHENTICATION,
                "does not let " + target.user() + " in with the key " + key
                        + "; check the line in the authorized_keys of that account.",
                cause);
    }
}
