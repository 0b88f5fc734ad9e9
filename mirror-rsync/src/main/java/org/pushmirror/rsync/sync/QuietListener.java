package org.pushmirror.rsync.sync;

import java.time.Duration;
import java.util.List;
import org.pushmirror.core.sync.StepResult;
import org.pushmirror.core.sync.SyncScope;
import org.pushmirror.rsync.RsyncProgress;
import org.pushmirror.rsync.RsyncResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes everything on to a listener, and keeps what that throws away from the sync. */
final class QuietListener implements SyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(MirrorSync.class);

    private final SyncListener listener;

    QuietListener(SyncListener listener) {
        this.listener = listener;
    }

    private static void quietly(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.warn("A listener of a sync failed.", e);
        }
    }

    @Override
    public Interest interest() {
        return listener.interest();
    }

    @Override
    public void lockTakenOver(long pid) {
        quietly(() -> listener.lockTakenOver(pid));
    }

    @Override
    public void stageStarted(SyncStage stage) {
        quietly(() -> listener.stageStarted(stage));
    }

    @Override
    public void stageProgress(SyncStage stage, RsyncProgress progress) {
        quietly(() -> listener.stageProgress(stage, progress));
    }

    @Override
    public void stageEnded(SyncStage stage, RsyncResult result) {
        quietly(() -> listener.stageEnded(stage, result));
    }

    @Override
    public void requestAccepted(SyncScope scope) {
        quietly(() -> listener.requestAccepted(scope));
    }

    @Override
    public void upstreamBusy(List<String> upstream, Duration pause) {
        quietly(() -> listener.upstreamBusy(upstream, pause));
    }

    @Override
    public void upstreamChanged(String why) {
        quietly(() -> listener.upstreamChanged(why));
    }

    @Override
    public void stage1NotNeeded() {
        quietly(listener::stage1NotNeeded);
    }

    @Override
    public void stepStarted(String name) {
        quietly(() -> listener.stepStarted(name));
    }

    @Override
    public void stepEnded(String name, StepResult result) {
        quietly(() -> listener.stepEnded(name, result));
    }
}
