package org.pushmirror.rsync;

import java.util.Optional;
import java.util.regex.Pattern;
import org.pushmirror.rsync.RsyncExit.Advice;

/**
 * What made a run fail, by the words of rsync and of the other end. What they print for a cause is known here and
 * nowhere else.
 */
public enum RsyncCause {
    /** The daemon asks for a password, and none was given. */
    PASSWORD_MISSING(
            "failed to read a password from -",
            "rsync could not log in to module {module} at {host} as {user}: it asks for a password, and none was given",
            Advice.CHANGE),
    /** The daemon does not take the login, or the file with the password cannot be used. */
    LOGIN_REFUSED(
            "@ERROR: auth failed|failed to read a password|password file",
            "rsync could not log in to module {module} at {host} as {user}: {line}",
            Advice.CHANGE),
    /** The daemon has no such module, or does not show that it has. */
    UNKNOWN_MODULE("@ERROR: Unknown module", "rsync found no module {module} at {host}: {line}", Advice.CHANGE),
    /** The daemon does not let this host in. */
    ACCESS_DENIED("@ERROR: access denied", "rsync was denied module {module} at {host}: {line}", Advice.CHANGE),
    /** All connections of the daemon are taken. */
    BUSY("@ERROR: max connections", "rsync found {host} busy: {line}", Advice.LATER),
    /** The daemon refuses for another reason of its own. */
    REFUSED_BY_DAEMON("@ERROR", "rsync was refused by {host}: {line}", Advice.CHANGE),
    /** What answers does not speak as an rsync daemon does. */
    NOT_RSYNC(
            "rather than greeting|did not see server greeting|is your shell clean",
            "rsync found no rsync daemon at {host}: {line}",
            Advice.CHANGE),
    /** The file system of the target is full. */
    DISK_FULL("No space left on device", "rsync could not write {target}: its disk is full: {line}", Advice.CHANGE),
    /** The quota of the target is used up. */
    QUOTA_EXCEEDED(
            "Disk quota exceeded", "rsync could not write {target}: its quota is used up: {line}", Advice.CHANGE),
    /** The file system of the target is read-only. */
    READ_ONLY(
            "Read-only file system|module is read only",
            "rsync could not write {target}: it is read-only: {line}",
            Advice.CHANGE),
    /** Nothing listens at the port. */
    CONNECTION_REFUSED(
            "Connection refused",
            "rsync could not connect to {host}: nothing listens at its rsync port: {line}",
            Advice.LATER),
    /** The name of the host leads nowhere. */
    HOST_UNKNOWN("getaddrinfo", "rsync could not find the host {host}: {line}", Advice.LATER),
    /** The network does not lead to the host. */
    UNREACHABLE(
            "No route to host|Network is unreachable|Connection timed out|timeout waiting for daemon connection",
            "rsync could not reach {host} in time: {line}",
            Advice.LATER),
    /** The other end said nothing for too long. */
    SILENT(
            "io timeout after|timeout in data send/receive",
            "rsync heard nothing from {host} for too long: {line}",
            Advice.LATER),
    /** The other end closed the connection in the middle. */
    CONNECTION_LOST(
            "connection unexpectedly closed|Connection reset by peer|error in rsync protocol data stream",
            "rsync lost its connection to {host}: {line}",
            Advice.LATER);

    private final Pattern words;
    private final String sentence;
    private final Advice advice;

    RsyncCause(String words, String sentence, Advice advice) {
        this.words = Pattern.compile(words);
        this.sentence = sentence;
        this.advice = advice;
    }

    /**
     * Whether running the same command again can help.
     *
     * @return the advice
     */
    public Advice advice() {
        return advice;
    }

    /** The first cause that fits, in the order of trust: what a daemon says, then what the system says. */
    static Optional<RsyncCause> of(RsyncResult result) {
        for (RsyncCause cause : values()) {
            boolean fits = cause.line(result).isPresent();
            if (fits && (result.ends().hasDaemon() || !cause.sentence.contains("{module}"))) {
                return Optional.of(cause);
            }
        }
        return Optional.empty();
    }

    private Optional<String> line(RsyncResult result) {
        return result.errors().stream()
                .filter(text -> words.matcher(text).find())
                .findFirst();
    }

    /** The sentence that says it, of a run that failed so. */
    String sentence(RsyncResult result) {
        String text = sentence.replace("{target}", result.target().toString());
        Optional<DaemonPlace> daemon = result.ends().daemon();
        if (daemon.isPresent()) {
            DaemonPlace place = daemon.get();
            String port = place.port().isPresent() ? ":" + place.port().getAsInt() : "";
            text = text.replace("{host}", place.host() + port)
                    .replace("{module}", place.module())
                    .replace("{user}", place.user().orElse("nobody"));
        } else {
            text = text.replace(
                    "{host}",
                    result.ends()
                            .shell()
                            .map(ShellPlace::host)
                            .orElse(result.source().toString()));
        }
        return text.replace("{line}", line(result).orElse(""));
    }
}
