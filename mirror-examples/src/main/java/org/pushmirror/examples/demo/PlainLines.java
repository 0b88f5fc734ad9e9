package org.pushmirror.examples.demo;

import java.util.function.Consumer;
import org.pushmirror.core.push.PushListener;
import org.pushmirror.core.push.Reason;
import org.pushmirror.core.push.TargetEvent;
import org.pushmirror.core.push.TargetReport;
import org.pushmirror.core.push.TargetState;

/** A push as lines of a log: one when a target enters a state, one when it ends. */
final class PlainLines implements PushListener {

    private final Consumer<String> log;

    PlainLines(Consumer<String> log) {
        this.log = log;
    }

    @Override
    public void changed(TargetEvent event) {
        if (event.state() != TargetState.PLANNED && event.state() != TargetState.ENDED) {
            String detail = event.detail().isEmpty() ? "" : ": " + event.detail();
            log.accept("  " + event.target().name() + " " + event.state().word() + detail);
        }
    }

    @Override
    public void ended(TargetReport report) {
        String why =
                report.reason().map(Reason::message).map(text -> ": " + text).orElse("");
        String proof = report.receipt().map(receipt -> ", " + receipt).orElse("");
        log.accept("  " + report.target().name() + " " + report.outcome().word() + proof + why);
    }
}
