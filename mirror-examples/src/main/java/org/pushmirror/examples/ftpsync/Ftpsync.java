package org.pushmirror.examples.ftpsync;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pushmirror.core.shell.FtpsyncConf;
import org.pushmirror.core.sync.SyncReport;
import org.pushmirror.core.text.DocumentException;
import org.pushmirror.core.text.FileException;
import org.pushmirror.examples.format.LocalHost;
import org.pushmirror.examples.signals.EndOnSignal;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.RsyncException;
import org.pushmirror.rsync.sync.MirrorSync;
import org.pushmirror.rsync.sync.MirrorSyncSettings;
import org.pushmirror.rsync.sync.SyncException;
import org.pushmirror.rsync.sync.SyncOutcome;
import org.pushmirror.rsync.sync.SyncStage;

/**
 * ftpsync: the downstream side of push mirroring, usually the forced command of the key that a hub triggers it with. It
 * takes the words, configuration files, lock, marks and traces of Debian's ftpsync.
 *
 * <p>Exit codes: 0 done, 1 the lock is held and the request recorded, 3 stage 1 failed, 4 stage 2 failed, 64 usage, 69
 * rsync is missing, 78 configuration; that of a hook, or of runmirrors, if it failed.
 */
public final class Ftpsync {

    private static final int DONE = 0;
    private static final int LOCK_HELD = 1;
    private static final int STEP_FAILED = 1;
    private static final int STAGE1_FAILED = 3;
    private static final int STAGE2_FAILED = 4;
    private static final int USAGE = 64;
    private static final int MISSING_PROGRAM = 69;
    private static final int CONFIGURATION = 78;
    private static final int INTERRUPTED = 130;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    Ftpsync(Map<String, String> environment, PrintStream out, PrintStream err) {
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

    int run(List<String> arguments) {
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
        Configuration conf = Configuration.of(
                System.getProperty("pushmirror.program", "ftpsync"),
                arguments.request().archive(),
                arguments.trigger(),
                environment);
        String host = LocalHost.nodeName().replaceFirst("\\..*", "");
        String program = conf.require(FtpsyncConf.PROGRAM);
        RunLog log = new RunLog(conf.path(FtpsyncConf.LOG), conf.path(FtpsyncConf.LOGDIR), conf.name(), program, host);
        SyncPlan plan = new SyncPlan(conf);
        Rsync rsync = plan.rsync();
        MirrorSyncSettings settings = plan.settings(arguments.request().archive(), log.rsyncLog());
        Preamble preamble = new Preamble(arguments, conf, environment, plan.canCallBack());
        LoggingListener listener = new LoggingListener(log, preamble);
        int status = INTERRUPTED;
        boolean ours = true;
        try {
            SyncOutcome outcome = MirrorSync.of(rsync, settings).run(arguments.request(), listener);
            ours = !(outcome instanceof SyncOutcome.LockHeld);
            status = end(outcome, log);
        } catch (SyncException e) {
            log.error(e.getMessage());
            status = fail(STAGE1_FAILED, e.getMessage());
        } finally {
            if (ours) {
                log.say(status == DONE ? "The end." : "The end, with errors.");
                new EndNote(conf, program, host).send(log, status);
                log.rotate(conf.require(FtpsyncConf.LOGROTATE));
            }
        }
        return status;
    }

    private int end(SyncOutcome outcome, RunLog log) {
        if (outcome instanceof SyncOutcome.LockHeld held) {
            out.println(held.message());
            held.advice().ifPresent(err::println);
            return LOCK_HELD;
        }
        if (outcome instanceof SyncOutcome.Done) {
            log.say(outcome.message());
            return hubStatus(outcome.report());
        }
        log.error(outcome.message());
        return fail(status(outcome), outcome.message());
    }

    private static int status(SyncOutcome outcome) {
        if (outcome instanceof SyncOutcome.HookFailed hook) {
            return hook.result().exitStatus().orElse(STEP_FAILED);
        }
        boolean stage1 = outcome instanceof SyncOutcome.StageFailed failed && failed.stage() == SyncStage.STAGE1;
        return stage1 ? STAGE1_FAILED : STAGE2_FAILED;
    }

    /** What the push to the next tier ended with, if that failed: the sync itself is done. */
    private static int hubStatus(SyncReport report) {
        return report.steps().stream()
                .filter(step -> step.name().equals("hub"))
                .map(SyncReport.Step::result)
                .filter(result -> !result.isGood())
                .map(result -> result.exitStatus().orElse(STEP_FAILED))
                .findFirst()
                .orElse(DONE);
    }

    private int fail(int status, String message) {
        err.println("ftpsync: " + message.replace("\n", "; "));
        return status;
    }
}
