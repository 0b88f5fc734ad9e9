package org.pushmirror.rsync.sync;

import java.util.Optional;
import org.pushmirror.core.push.PushKind;
import org.pushmirror.core.sync.Callback;
import org.pushmirror.core.sync.Hook;
import org.pushmirror.core.sync.HookCall;
import org.pushmirror.core.sync.HookPoint;
import org.pushmirror.core.sync.StepResult;
import org.pushmirror.core.sync.SyncRequest;

/** What a sync does beside rsync: hooks, the callback, the push to the next tier. For one run, on its thread. */
final class SyncSteps {

    private final MirrorSyncSettings settings;
    private final SyncRecord record;
    private final SyncListener listener;

    SyncSteps(MirrorSyncSettings settings, SyncRecord record, SyncListener listener) {
        this.settings = settings;
        this.record = record;
        this.listener = listener;
    }

    /** What a step does; it may throw what its author did not think of. */
    @FunctionalInterface
    private interface Step {
        StepResult run() throws InterruptedException;
    }

    private StepResult run(String name, Step step) throws InterruptedException {
        listener.stepStarted(name);
        StepResult result;
        try {
            result = step.run();
        } catch (RuntimeException e) {
            result = StepResult.failed("The " + name + " of the sync threw " + e + ".", "");
        }
        record.did(name, result);
        listener.stepEnded(name, result);
        return result;
    }

    /** Runs the hook of a point; the outcome if it failed. */
    Optional<SyncOutcome> hook(HookPoint point) throws InterruptedException {
        Optional<Hook> hook = settings.hook(point);
        if (hook.isEmpty()) {
            return Optional.empty();
        }
        HookCall call = new HookCall(point, record.request(), settings.mirror(), settings.target());
        StepResult result = run("hook" + point.number(), () -> hook.get().run(call));
        return result.isGood() ? Optional.empty() : Optional.of(record.hookFailed(point, result));
    }

    /** Calls back if it was asked for. Its failure does not make the sync fail, as in ftpsync. */
    void callback() throws InterruptedException {
        if (!record.request().callback()) {
            return;
        }
        Optional<Callback> callback = settings.callback();
        run(
                "callback",
                () -> callback.isPresent()
                        ? callback.get().call(settings.mirror())
                        : StepResult.failed("A callback was asked for, and none is configured.", ""));
    }

    /** Triggers the next tier, if there is one and it is time for it; false if there was nothing to trigger. */
    boolean push() throws InterruptedException {
        Optional<PushKind> kind = kind(record.request());
        if (settings.hub().isEmpty() || kind.isEmpty()) {
            return false;
        }
        run("hub", () -> settings.hub().get().push(settings.archive(), kind.get()));
        return true;
    }

    private static Optional<PushKind> kind(SyncRequest request) {
        return switch (request.scope()) {
            case ALL -> Optional.of(PushKind.ALL);
            case STAGE2 -> Optional.of(PushKind.STAGE2);
            case STAGE1 -> request.mhop() ? Optional.of(PushKind.MHOP) : Optional.empty();
        };
    }
}
