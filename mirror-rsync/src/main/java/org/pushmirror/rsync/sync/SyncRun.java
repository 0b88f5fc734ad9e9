package org.pushmirror.rsync.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.pushmirror.core.sync.HookPoint;
import org.pushmirror.core.sync.SyncRequest;
import org.pushmirror.core.sync.SyncScope;
import org.pushmirror.core.trace.TraceFile;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.sync.RequestMark.Wish;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One sync, from the attempt to take the lock to the push to the next tier. For one run. */
final class SyncRun {

    private static final Logger LOG = LoggerFactory.getLogger(MirrorSync.class);

    private final MirrorSyncSettings settings;
    private final SyncListener listener;
    private final TreeFiles files;
    private final SyncGate gate;
    private final SyncRecord record;
    private final SyncSteps steps;
    private final Rsync program;
    private Supplier<SyncScope> undone;
    private boolean synced;

    SyncRun(Rsync rsync, MirrorSyncSettings settings, Clock clock, SyncListener listener, SyncRequest request) {
        this.settings = settings;
        this.listener = listener;
        this.files = new TreeFiles(settings.target(), settings.mirror());
        this.gate = new SyncGate(files);
        this.record = new SyncRecord(settings.mirror(), request, clock);
        this.steps = new SyncSteps(settings, record, listener);
        this.undone = request::scope;
        this.program = SyncConnection.program(rsync, settings)
                .environment(Orphans.VARIABLE, files.lock().toAbsolutePath().toString());
    }

    SyncOutcome run() throws IOException, InterruptedException {
        Files.createDirectories(files.traceFolder());
        SyncGate.Entry entry = gate.enter(record.request());
        if (entry instanceof SyncGate.Entry.Refused refused) {
            return record.lockHeld(refused.pid(), LockHolder.of(refused.pid()));
        }
        SyncGate.Entry.Entered entered = (SyncGate.Entry.Entered) entry;
        boolean left = false;
        SyncOutcome outcome;
        try {
            if (entered.attempt() instanceof SyncLock.Attempt.TakenOver dead) {
                LOG.info("Took over the lock of {}, whose process {} is dead.", settings.mirror(), dead.pid());
                listener.lockTakenOver(dead.pid());
            }
            if (entered.unfinished()) {
                Orphans.end(files.lock(), settings.transfer().grace());
            }
            outcome = locked(entered);
            left = outcome instanceof SyncOutcome.Done;
        } finally {
            if (!left) {
                leave();
            }
        }
        return outcome instanceof SyncOutcome.Done done ? afterwards(done) : outcome;
    }

    private SyncOutcome locked(SyncGate.Entry.Entered entered) throws IOException, InterruptedException {
        SyncRequest todo = entered.request();
        record.asked(todo);
        undone = todo::scope;
        SyncPass pass = new SyncPass(program, settings, files, gate, record, steps, listener);
        pass.begin(todo.scope(), entered.unfinished());
        undone = pass::scope;
        Optional<SyncOutcome> failed = steps.hook(HookPoint.LOCKED);
        if (failed.isPresent()) {
            return failed.get();
        }
        while (true) {
            synced = false;
            failed = pass.run();
            if (failed.isPresent()) {
                return failed.get();
            }
            SyncScope done = pass.scope();
            Path traceFile = done.hasStage2() ? files.trace() : files.stage1Trace();
            TraceFile trace = writeTrace(done, traceFile);
            synced = true;
            if (!gate.hasArrived()) {
                failed = steps.hook(HookPoint.SYNCED);
                if (failed.isPresent()) {
                    return failed.get();
                }
                steps.callback();
            }
            Optional<Wish> next = gate.arrivedOrLeave();
            if (next.isEmpty()) {
                return record.done(done, traceFile, trace);
            }
            SyncRequest more = next.get().after(record.request().withScope(done));
            record.asked(more);
            listener.requestAccepted(more.scope());
            pass.begin(more.scope(), false);
        }
    }

    private TraceFile writeTrace(SyncScope done, Path file) throws IOException {
        TraceFile trace = new TraceWriter(settings, files, record.started(), record.runs()).write(file, record.now());
        if (done == SyncScope.ALL) {
            Files.deleteIfExists(files.stage1Trace());
        }
        return trace;
    }

    /** The next tier comes when the lock is gone, which it would otherwise take for a change under way. */
    private SyncOutcome afterwards(SyncOutcome.Done done) throws InterruptedException {
        if (!steps.push()) {
            return done;
        }
        Optional<SyncOutcome> failed = steps.hook(HookPoint.PUSHED);
        return failed.isPresent() ? failed.get() : record.later(done);
    }

    /** Also after an interruption, which must not keep us from releasing the lock. */
    private void leave() {
        boolean interrupted = Thread.interrupted();
        try {
            if (synced) {
                gate.leave();
            } else {
                gate.leaveUndone(record.request().withScope(undone.get()));
            }
        } catch (IOException e) {
            LOG.warn("The end of the failed sync of {} could not be recorded: {}", settings, Reasons.of(e));
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
