package org.pushmirror.examples.push;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.journal.JournalBusyException;
import org.pushmirror.core.journal.JournalFile;
import org.pushmirror.core.journal.Resumption;
import org.pushmirror.core.journal.StateFolder;
import org.pushmirror.core.json.PlanJson;
import org.pushmirror.core.mirrorlist.MirrorList;
import org.pushmirror.core.push.InterruptedPush;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushOrder;
import org.pushmirror.core.push.PushPlan;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.TargetProgress;
import org.pushmirror.core.sshconfig.SshUser;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.Severity;
import org.pushmirror.examples.demo.Screen;
import org.pushmirror.examples.signals.EndOnSignal;
import org.pushmirror.ssh.push.PushBusyException;
import org.pushmirror.ssh.push.PushLock;
import org.pushmirror.ssh.push.PushRun;
import org.pushmirror.ssh.push.Pusher;
import org.pushmirror.ssh.push.PusherBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mirrorctl push}: triggers mirrors, follows each to its end, and says what became of it. */
@Command(
        name = "push",
        description =
                "Triggers the mirrors of a list over ssh, in two stages where they ask for it, and follows each to a"
                        + " definite end.",
        mixinStandardHelpOptions = true)
public final class PushCommand implements Callable<Integer> {

    private static final int WELL = 0;
    private static final int UNWELL = 1;
    private static final int TRY_LATER = 75;
    private static final int INTERRUPTED = 130;

    @Spec
    private CommandSpec spec;

    @Mixin
    private WhatOptions what;

    @Mixin
    private HowOptions how;

    @Mixin
    private ProofOptions proof;

    @Mixin
    private RecordOptions record;

    @Mixin
    private GuardOptions guard;

    @Option(names = "--plan", description = "Print what would happen, and what Debian's runmirrors would do otherwise.")
    private boolean plan;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    /** Made by picocli. */
    public PushCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        record.requireFolders();
        MirrorList list = what.list();
        sayDeadLines(list);
        PushOrder order = understood(() -> what.order(list));
        Push push = understood(() -> proof.apply(what.push()));
        PusherBuilder pusher = understood(() -> proof.apply(how.apply(Pusher.builder(), order)));
        int dead = list.isAccepted() || what.isChoice() ? WELL : UNWELL;
        if (plan) {
            showPlan(list, understood(() -> pusher.plan(order, push)));
            return dead;
        }
        pusher.connector(understood(how::connector));
        EndOnSignal signal = EndOnSignal.interruptingThisThread();
        try {
            return Math.max(dead, push(pusher, order, push));
        } catch (PushBusyException | JournalBusyException busy) {
            say(busy.getMessage());
            return TRY_LATER;
        } finally {
            signal.close();
        }
    }

    private int push(PusherBuilder builder, PushOrder order, Push push) throws InterruptedException {
        StateFolder state = StateFolder.of(System.getenv(), SshUser.current().home());
        PushLock lock = PushLock.in(state.path()).waiting(record.waitLock());
        PushLock.Held held = lock.take(push.archive());
        try (JournalFile journal = JournalFile.open(record.journal(state, push.archive()))) {
            if (guard.refuses(what.tree(), journal.pushes(), this::say)) {
                return UNWELL;
            }
            Pusher pusher = builder.journal(journal).build();
            return record.isResume()
                    ? resume(pusher, journal, order, push)
                    : run(understood(() -> pusher.push(order, push)));
        } finally {
            held.close();
        }
    }

    private int resume(Pusher pusher, JournalFile journal, PushOrder order, Push push) {
        Resumption resumption =
                Resumption.decide(journal.pushes(), push.serial().orElse(null));
        say(resumption.message());
        if (resumption instanceof Resumption.GoOn goOn) {
            return run(pusher.resume(
                    asListed(goOn.push(), order), proof.apply(goOn.push().push())));
        }
        if (resumption instanceof Resumption.NothingToDo nothing) {
            record.write(nothing.report(), out);
            return status(nothing.report());
        }
        return run(understood(() -> pusher.push(order, push)));
    }

    /** The list may have got new addresses since. */
    private static InterruptedPush asListed(InterruptedPush push, PushOrder order) {
        Map<String, PushTarget> listed =
                order.targets().stream().collect(Collectors.toMap(PushTarget::name, Function.identity()));
        List<TargetProgress> targets = push.targets().stream()
                .map(progress -> progress.withTarget(
                        listed.getOrDefault(progress.target().name(), progress.target())))
                .toList();
        return new InterruptedPush(push.id(), push.push(), push.started(), push.barrier(), targets);
    }

    private int run(PushRun run) {
        Screen screen =
                new Screen(out, record.isJsonOnStandardOutput() ? Screen.Kind.SILENT : Screen.Kind.ofStandardOutput());
        PushReport report = run.run(screen.listener(Clock.systemUTC()));
        // What follows writes files, and must not be disturbed by the signal that ended the push.
        boolean interrupted = Thread.interrupted();
        screen.show(PushSummary.of(report));
        record.write(report, out);
        return interrupted ? INTERRUPTED : status(report);
    }

    private int status(PushReport report) {
        boolean well = report.targets().stream()
                .allMatch(target ->
                        target.outcome().endedWell() && !(proof.isAsked() && target.outcome() == Outcome.TRIGGERED));
        return well ? WELL : UNWELL;
    }

    private void showPlan(MirrorList list, PushPlan planned) {
        record.write(PlanJson.write(planned, list), out);
        if (!record.isJsonOnStandardOutput()) {
            out.print(PlanText.of(planned, list));
            out.flush();
        }
    }

    private void sayDeadLines(MirrorList list) {
        for (Diagnostic diagnostic : list.diagnostics()) {
            // A report goes by names, so two mirrors cannot share one.
            boolean ambiguous = diagnostic.rule().equals("duplicate-name");
            if (diagnostic.severity() == Severity.FATAL || ambiguous) {
                say(diagnostic.place() + ": " + diagnostic.message());
            }
        }
    }

    private void say(@Nullable String sentence) {
        spec.commandLine().getErr().println("mirrorctl: " + sentence);
    }

    /** What the library refuses here is a mistake on the command line. */
    private <T> T understood(Supplier<T> step) {
        try {
            return step.get();
        } catch (IllegalArgumentException | NoSuchElementException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
