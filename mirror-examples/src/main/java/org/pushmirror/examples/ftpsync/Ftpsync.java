package org.pushmirror.examples.ftpsync;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pushmirror.core.sync.SyncScope;
import org.pushmirror.core.text.DocumentException;
import org.pushmirror.core.text.FileException;
import org.pushmirror.examples.signals.EndOnSignal;
import org.pushmirror.rsync.RsyncException;
import org.pushmirror.rsync.RsyncResult;
import org.pushmirror.rsync.sync.MirrorSync;
import org.pushmirror.rsync.sync.SyncException;
import org.pushmirror.rsync.sync.SyncListener;
import org.pushmirror.rsync.sync.SyncOutcome;
import org.pushmirror.rsync.sync.SyncStage;

/**
 * ftpsync: the downstream side of push mirroring, usually the forced command of the key that a hub triggers it with. It
 * takes the words, configuration files, lock, marks and traces of Debian's ftpsync.
 *
 * <p>Exit codes: 0 done, 1 the lock is held and the request recorded, 3 stage 1 failed, 4 stage 2 failed, 64 usage, 69
 * rsync is missing, 78 configuration.
 */
public final class Ftpsync {

    private static final int DONE = 0;
    private static final int LOCK_HELD = 1;
    private static final int STAGE1_FAILED = 3;
    private static final int STAGE2_FAILED = 4;
    private static final int USAGE = 64;
    private static final int MISSING_PROGRAM = 69;
    private static final int CONFIGURATION = 78;
    private static final int INTERRUPTED = 130;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    private Ftpsync(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /**
     * Syncs, and ends with the exit code.
     *
     * @param arguments {@code [-T TEXT] [sync:...]...}
     */
    public static void main(String[] arguments) {
        EndOnSignal signal = EndOnSignal.interruptingThisThread();
        int status;
        try {
            status = new Ftpsync(System.getenv(), System.out, System.err).run(List.of(arguments));
        } finally {
            signal.close();
        }
        System.exit(status);
    }

    private int run(List<String> arguments) {
        try {
            Optional<Arguments> parsed =
                    Arguments.parse(arguments, environment.getOrDefault("SSH_ORIGINAL_COMMAND", ""));
            if (parsed.isEmpty()) {
                return fail(
                        USAGE, "usage: ftpsync [-T TEXT] [sync:archive:NAME] [sync:all|sync:stage1|sync:stage2] ...");
            }
            return sync(parsed.get());
        } catch (ConfigurationException | FileException | DocumentException | IllegalArgumentException e) {
            return fail(CONFIGURATION, e.getMessage());
        } catch (RsyncException e) {
            return fail(MISSING_PROGRAM, e.getMessage());
        } catch (InterruptedException e) {
            return fail(INTERRUPTED, "interrupted; rsync was ended and the lock given back.");
        }
    }

    private int sync(Arguments arguments) throws InterruptedException {
        arguments.request().unknown().forEach(word -> out.println("Unknown option " + word + " ignored"));
        Configuration configuration = Configuration.of(arguments.request().archive(), environment);
        MirrorSync sync = MirrorSync.of(configuration.rsync(), configuration.sync(arguments.trigger()));
        SyncLog log = SyncLog.open(configuration.log());
        log.say("Asked for " + arguments.request().command()
                + Optional.ofNullable(environment.get("SSH_CONNECTION"))
                        .map(connection -> " by " + connection.split(" ")[0])
                        .orElse("")
                + ".");
        if (arguments.request().callback()) {
            log.say("Asked to call back, which this ftpsync does not do.");
        }
        try {
            SyncOutcome outcome = sync.run(arguments.request(), new LoggingListener(log));
            log.say(outcome.message());
            return end(outcome);
        } catch (SyncException e) {
            log.say(e.getMessage());
            return fail(STAGE1_FAILED, e.getMessage());
        }
    }

    private int end(SyncOutcome outcome) {
        if (outcome instanceof SyncOutcome.Done) {
            return DONE;
        }
        if (outcome instanceof SyncOutcome.LockHeld held) {
            out.println(held.message());
            return LOCK_HELD;
        }
        boolean stage1 = outcome instanceof SyncOutcome.StageFailed failed && failed.stage() == SyncStage.STAGE1;
        return fail(stage1 ? STAGE1_FAILED : STAGE2_FAILED, outcome.message());
    }

    private int fail(int status, String message) {
        err.println("ftpsync: " + message.replace("\n", "; "));
        return status;
    }

    /** Writes what a sync does into the log. */
    private record LoggingListener(SyncLog log) implements SyncListener {

        @Override
        public void lockTakenOver(long pid) {
            log.say("Took over the lock of process " + pid + ", which is gone.");
        }

        @Override
        public void stageStarted(SyncStage stage) {
            log.say("Begin of " + stage + ".");
        }

        @Override
        public void stageEnded(SyncStage stage, RsyncResult result) {
            log.say("End of " + stage + ": " + result.message());
        }

        @Override
        public void requestAccepted(SyncScope scope) {
            log.say("A request came in meanwhile; now for " + scope.word() + ".");
        }

        @Override
        public void upstreamBusy(List<String> upstream, Duration pause) {
            log.say("Upstream is being changed by " + String.join(", ", upstream) + "; waiting " + pause.toSeconds()
                    + " s.");
        }
    }
}
