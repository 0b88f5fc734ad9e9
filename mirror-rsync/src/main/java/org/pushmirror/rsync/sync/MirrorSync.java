package org.pushmirror.rsync.sync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import org.pushmirror.core.sync.SyncRequest;
import org.pushmirror.core.text.FileException;
import org.pushmirror.rsync.Rsync;

/**
 * The two-stage sync of a downstream: stage 1 brings data and deletes nothing, stage 2 brings the indices and deletes.
 * On disk it is a drop-in for Debian's ftpsync: the same lock, marks and traces, so that both can take turns on one
 * tree. One sync of a tree runs at a time, whichever program runs it.
 *
 * <p>A request that arrives meanwhile is recorded with what it asked for, and is carried out by the sync that runs:
 * a stage 2 that meets a running stage 1 is done after it. A request that Debian's ftpsync recorded does not say what it
 * asked for; then we repeat what we do. What a killed or failed sync has left to do is left in the mark; the next one
 * does a stage 1 that was missed before its own stage 2. A stage 2 that was missed is not done by a next stage 1, whose
 * own stage 2 will follow.
 *
 * <p>Both stages bring one state of upstream: it is looked at before each, and stage 1 is repeated when an index or the serial
 * has changed. {@link SyncGuards} look at the numbers of stage 1 before anything is deleted.
 *
 * <p>A lock is taken over when its process is dead or a zombie, or is younger than the lock. Immutable; may be used by
 * several threads, whose syncs then meet as those of several processes do.
 */
public final class MirrorSync {

    private final Rsync rsync;
    private final MirrorSyncSettings settings;
    private final Clock clock;

    private MirrorSync(Rsync rsync, MirrorSyncSettings settings, Clock clock) {
        this.rsync = rsync;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A sync.
     *
     * @param rsync the program
     * @param settings what to sync
     * @return the sync, which has not begun
     */
    public static MirrorSync of(Rsync rsync, MirrorSyncSettings settings) {
        return new MirrorSync(rsync, settings, Clock.systemUTC());
    }

    /**
     * Sets the clock that traces are dated by; the system's clock if not set.
     *
     * @param newClock the clock
     * @return the changed copy
     */
    public MirrorSync clock(Clock newClock) {
        return new MirrorSync(rsync, settings, newClock);
    }

    /**
     * What is synced.
     *
     * @return the settings
     */
    public MirrorSyncSettings settings() {
        return settings;
    }

    /**
     * Carries out a request, and those that arrive meanwhile.
     *
     * @param request what is asked for; of its words the scope counts here
     * @param listener hears what happens
     * @return how it ended
     * @throws SyncException if the folder of the mirror cannot be read or written
     * @throws org.pushmirror.rsync.RsyncException if rsync cannot be started
     * @throws InterruptedException if the thread is interrupted; rsync has then been stopped, the lock is released,
     *     and what was not done is left in the mark
     */
    public SyncOutcome run(SyncRequest request, SyncListener listener) throws InterruptedException {
        try {
            return new SyncRun(rsync, settings, clock, new QuietListener(listener), request).run();
        } catch (IOException | UncheckedIOException | FileException e) {
            if (Thread.interrupted()) {
                InterruptedException interrupted = new InterruptedException("The sync was interrupted.");
                interrupted.initCause(e);
                throw interrupted;
            }
            throw new SyncException(sentence(e), e);
        }
    }

    private String sentence(Exception e) {
        return e instanceof FileException
                ? e.getMessage()
                : "The folder of the mirror, " + settings.target() + ", cannot be used: " + Reasons.of(e) + ".";
    }

    @Override
    public String toString() {
        return settings.toString();
    }
}
