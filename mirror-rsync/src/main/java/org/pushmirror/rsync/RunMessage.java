package org.pushmirror.rsync;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Says in one sentence how a run ended. */
final class RunMessage {

    private final RsyncResult result;

    RunMessage(RsyncResult result) {
        this.result = result;
    }

    String text() {
        String title = result.ends().title();
        return switch (result.reason()) {
            case CANCELLED -> title + " was cancelled.";
            case TIMED_OUT -> title + " was stopped at its deadline, after " + seconds() + ".";
            case STALLED -> title + " was stopped, since nothing had come from it for too long.";
            case CONSUMER_FAILED -> title + " was stopped, since the consumer of its output failed.";
            case EXITED -> result.succeeded() ? title + " is complete." : failed();
        };
    }

    private String seconds() {
        Duration duration = result.duration();
        return duration.toSeconds() + "." + duration.toMillisPart() / 100 + " s";
    }

    private String failed() {
        Optional<RsyncCause> cause = result.cause();
        if (cause.isPresent()) {
            return end(cause.get().sentence(result));
        }
        List<String> errors = result.errors();
        String line = errors.stream()
                .filter(text -> !text.startsWith("rsync error:") && !text.startsWith("rsync warning:"))
                .findFirst()
                .orElseGet(() -> errors.isEmpty() ? "" : errors.get(0));
        String why = result.ends().title() + " failed, " + result.exit().meaning() + " (exit " + result.code() + ")";
        return end(line.isEmpty() ? why : why + ": " + line);
    }

    private static String end(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }
}
