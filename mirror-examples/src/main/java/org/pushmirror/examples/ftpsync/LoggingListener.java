package org.pushmirror.examples.ftpsync;

import java.time.Duration;
import java.util.List;
import org.pushmirror.core.sync.StepResult;
import org.pushmirror.core.sync.SyncScope;
import org.pushmirror.rsync.RsyncResult;
import org.pushmirror.rsync.sync.SyncListener;
import org.pushmirror.rsync.sync.SyncStage;

/** Writes what a sync does into its log, beginning with the preamble. */
final class LoggingListener implements SyncListener {

    private final RunLog log;
    private final Preamble preamble;
    private boolean begun;

    LoggingListener(RunLog log, Preamble preamble) {
        this.log = log;
        this.preamble = preamble;
    }

    /** The lock is ours: from now on the logs are, too. */
    private RunLog log() {
        if (!begun) {
            begun = true;
            preamble.write(log);
        }
        return log;
    }

    @Override
    public Interest interest() {
        return Interest.EVENTS;
    }

    @Override
    public void lockTakenOver(long pid) {
        log().say("Took over the lock of process " + pid + ", which is gone.");
    }

    @Override
    public void stageStarted(SyncStage stage) {
        log().say("Begin of " + stage + ".");
    }

    @Override
    public void stageEnded(SyncStage stage, RsyncResult result) {
        log().rsyncErrors(result.errors());
        log().say("End of " + stage + ": " + result.message());
    }

    @Override
    public void requestAccepted(SyncScope scope) {
        log().say("A request came in meanwhile; now for " + scope.word() + ".");
    }

    @Override
    public void upstreamBusy(List<String> upstream, Duration pause) {
        log().say("Upstream is being changed by " + String.join(", ", upstream) + "; waiting " + pause.toSeconds()
                + " s.");
    }

    @Override
    public void upstreamChanged(String why) {
        log().say(why + " Stage 1 is done once more.");
    }

    @Override
    public void stage1NotNeeded() {
        log().say("Upstream is as it was, and so are we; stage 1 is not needed.");
    }

    @Override
    public void stepStarted(String name) {
        log().say("Begin of " + name + ".");
    }

    @Override
    public void stepEnded(String name, StepResult result) {
        result.output().lines().forEach(line -> log().say(name + ": " + line));
        if (result.isGood()) {
            log().say("End of " + name + ".");
        } else {
            log().error(result.message());
        }
    }
}
