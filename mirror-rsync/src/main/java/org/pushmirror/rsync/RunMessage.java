package org.pushmirror.rsync;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Says in one sentence how a run ended. What rsync prints for a cause is known here and nowhere else. */
final class RunMessage {

    /** A cause that rsync's own words show: a part of a line, and the sentence that it means. */
    private record Cause(String words, String sentence) {}

    private static final String LINE = "{line}";

    /** In the order of trust: what a daemon says, then what the system says. */
    private static final List<Cause> CAUSES = List.of(
            new Cause("@ERROR: auth failed", "rsync could not log in to module {module} at {host} as {user}: {line}"),
            new Cause(
                    "failed to read a password",
                    "rsync could not log in to module {module} at {host} as {user}: it asks for a password, and none"
                            + " was given"),
            new Cause("@ERROR: Unknown module", "rsync found no module {module} at {host}: {line}"),
            new Cause("@ERROR: access denied", "rsync was denied module {module} at {host}: {line}"),
            new Cause("@ERROR: max connections", "rsync found {host} busy: {line}"),
            new Cause("@ERROR", "rsync was refused by {host}: {line}"),
            new Cause("No space left on device", "rsync could not write {target}: its disk is full: {line}"),
            new Cause("Disk quota exceeded", "rsync could not write {target}: its quota is used up: {line}"),
            new Cause("Read-only file system", "rsync could not write {target}: its file system is read-only: {line}"),
            new Cause(
                    "Connection refused",
                    "rsync could not connect to {host}: nothing listens at its rsync port: {line}"),
            new Cause("getaddrinfo", "rsync could not find the host {host}: {line}"),
            new Cause("timeout waiting for daemon connection", "rsync could not reach {host} in time: {line}"));

    private final RsyncResult result;

    RunMessage(RsyncResult result) {
        this.result = result;
    }

    String text() {
        String source = result.source().toString();
        return switch (result.reason()) {
            case CANCELLED -> "rsync from " + source + " was cancelled.";
            case TIMED_OUT -> "rsync from " + source + " was stopped at its deadline, after " + seconds() + ".";
            case STALLED -> "rsync from " + source + " was stopped, since it had printed nothing for too long.";
            case CONSUMER_FAILED -> "rsync from " + source + " was stopped, since the consumer of its output failed.";
            case EXITED -> result.succeeded() ? "rsync from " + source + " is complete." : failed();
        };
    }

    private String seconds() {
        Duration duration = result.duration();
        return duration.toSeconds() + "." + duration.toMillisPart() / 100 + " s";
    }

    private String failed() {
        for (Cause cause : CAUSES) {
            Optional<String> line = line(cause.words());
            if (line.isPresent() && !(cause.sentence().contains("{module}") && !isDaemon())) {
                return sentence(cause.sentence(), line.get());
            }
        }
        String line = result.errors().stream()
                .filter(text -> !text.startsWith("rsync error:") && !text.startsWith("rsync warning:"))
                .findFirst()
                .orElseGet(
                        () -> result.errors().isEmpty() ? "" : result.errors().get(0));
        String why = "rsync from " + result.source() + " failed, "
                + result.exit().meaning() + " (exit " + result.code() + ")";
        return end(line.isEmpty() ? why : why + ": " + line);
    }

    private Optional<String> line(String words) {
        return result.errors().stream().filter(text -> text.contains(words)).findFirst();
    }

    private boolean isDaemon() {
        return result.source() instanceof DaemonSource;
    }

    private String sentence(String template, String line) {
        String text = template.replace("{target}", result.target().toString());
        if (result.source() instanceof DaemonSource daemon) {
            String host = daemon.host()
                    + (daemon.port().isPresent() ? ":" + daemon.port().getAsInt() : "");
            text = text.replace("{host}", host)
                    .replace("{module}", daemon.module())
                    .replace("{user}", daemon.user().orElse("nobody"));
        } else {
            text = text.replace("{host}", result.source().toString());
        }
        return end(text.replace(LINE, line));
    }

    private static String end(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }
}
