package org.pushmirror.ssh.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushListener;
import org.pushmirror.core.push.PushPlan;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.TargetEvent;
import org.pushmirror.core.push.TargetReport;
import org.pushmirror.core.push.TargetState;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.ssh.TriggerOutput;
import org.pushmirror.ssh.TriggerResult;

@Timeout(60)
class FanOutTest {

    private static final int TARGETS = 200;
    private static final int WINDOW = 7;

    private final FakeMirrors mirrors = new FakeMirrors();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final Map<Outcome, Integer> expected = new EnumMap<>(Outcome.class);

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, "fan-out-test");
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    /** Every tenth target has a fault of its own kind; the others are healthy. */
    private PushTarget target(int i) {
        String name = "m" + i;
        TargetType type = TargetType.values()[i % 3];
        switch (i % 10) {
            case 1 -> refuses(name, Outcome.UNREACHABLE, "connection-refused");
            case 2 -> refuses(name, Outcome.HOST_KEY_REJECTED, "host-key-changed");
            case 3 -> refuses(name, Outcome.AUTHENTICATION_REFUSED, "key-refused");
            case 4 -> ends(name, Outcome.FAILED, FakeMirrors.exit(3));
            case 5 -> ends(name, Outcome.UNKNOWN, new TriggerResult.Lost("it broke", TriggerOutput.NONE));
            case 6 -> ends(name, Outcome.TIMED_OUT, new TriggerResult.TimedOut("output", TriggerOutput.NONE));
            case 7 -> ends(name, Outcome.FAILED, new TriggerResult.Signalled("KILL", TriggerOutput.NONE));
            default -> expected.merge(Outcome.TRIGGERED, 1, Integer::sum);
        }
        return FakeMirrors.target(type, name);
    }

    private void refuses(String name, Outcome outcome, String code) {
        expected.merge(outcome, 1, Integer::sum);
        mirrors.door(name, () -> {
            throw FakeMirrors.refusal(outcome, code);
        });
    }

    private void ends(String name, Outcome outcome, TriggerResult result) {
        expected.merge(outcome, 1, Integer::sum);
        mirrors.answers(name, result);
    }

    private PushRun run() {
        List<PushTarget> targets = new ArrayList<>();
        for (int i = 0; i < TARGETS; i++) {
            targets.add(target(i));
        }
        return Pusher.builder()
                .connector(mirrors)
                .parallel(WINDOW)
                .retries(new Retries(2, Duration.ofMillis(5), Duration.ofMillis(5)))
                .threadFactory(this::thread)
                .build()
                .push(targets, Push.of("debian"));
    }

    @Test
    void everyTargetOfManyHasItsOwnOutcomeWhateverHappensToTheOthers() {
        PushReport report = run().run();

        assertThat(report.targets()).hasSize(TARGETS);
        assertThat(report.summary()).isEqualTo(expected);
        assertThat(report.targets())
                .allMatch(t -> t.outcome().endedWell() || t.reason().isPresent());
    }

    @Test
    void theReportKeepsTheOrderOfTheList() {
        PushReport report = run().run();

        for (int i = 0; i < TARGETS; i++) {
            assertThat(report.targets().get(i).target().name()).isEqualTo("m" + i);
        }
    }

    @Test
    void handshakesStayWithinTheWindow() {
        run().run();

        assertThat(mirrors.mostHandshakes()).isBetween(1, WINDOW);
    }

    @Test
    void noThreadAndNoSessionIsLeft() {
        run().run();

        assertThat(mirrors.openSessions()).isZero();
        await().until(() -> threads.stream().noneMatch(Thread::isAlive));
    }

    @Test
    void aListenerHearsOfEveryTargetInOrderAndNeverTwiceAtOnce() {
        Recorder recorder = new Recorder();

        PushReport report = run().run(recorder);

        assertThat(recorder.overlaps).hasValue(0);
        assertThat(recorder.started).isEqualTo(1);
        assertThat(recorder.finished).isSameAs(report);
        assertThat(recorder.ended).hasSize(TARGETS).doesNotHaveDuplicates();
        assertThat(recorder.states("m0"))
                .containsExactly(TargetState.CONNECTING, TargetState.RUNNING, TargetState.ENDED);
        assertThat(recorder.states("m10"))
                .containsExactly(
                        TargetState.CONNECTING,
                        TargetState.STAGE1_RUNNING,
                        TargetState.WAITING,
                        TargetState.STAGE2_RUNNING,
                        TargetState.ENDED);
    }

    @Test
    void aListenerThatThrowsCannotHurtTheRun() {
        PushReport report = run().run(new PushListener() {
            @Override
            public void started(PushPlan plan) {
                throw new IllegalStateException("made up");
            }

            @Override
            public void changed(TargetEvent event) {
                throw new AssertionError("made up");
            }

            @Override
            public void ended(TargetReport ended) {
                throw new IllegalStateException("made up");
            }

            @Override
            public void finished(PushReport finished) {
                throw new IllegalStateException("made up");
            }
        });

        assertThat(report.summary()).isEqualTo(expected);
    }

    @Test
    void sessionsThatWaitOrRunDoNotHoldUpHandshakes() {
        CountDownLatch all = new CountDownLatch(20);
        List<PushTarget> targets = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            targets.add(FakeMirrors.target(TargetType.ALL, "m" + i));
            mirrors.sync("m" + i, request -> {
                all.countDown();
                all.await();
                return FakeMirrors.DONE;
            });
        }

        PushReport report = Pusher.builder()
                .connector(mirrors)
                .parallel(2)
                .build()
                .push(targets, Push.of("debian"))
                .run();

        assertThat(report.endedWell()).isTrue();
    }

    @Test
    void aTargetThatRunsOrWaitsCostsNoThread() {
        int count = 60;
        CountDownLatch all = new CountDownLatch(count);
        AtomicInteger working = new AtomicInteger();
        List<PushTarget> targets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            targets.add(FakeMirrors.target(TargetType.STAGED, "m" + i));
            mirrors.sync("m" + i, request -> {
                all.countDown();
                all.await();
                working.accumulateAndGet(
                        (int) threads.stream().filter(Thread::isAlive).count(), Math::max);
                return FakeMirrors.DONE;
            });
        }

        PushReport report = Pusher.builder()
                .connector(mirrors)
                .parallel(4)
                .threadFactory(this::thread)
                .build()
                .push(targets, Push.of("debian"))
                .run();

        assertThat(report.endedWell()).isTrue();
        // the four of the window, and those before them that have been idle too long and are not quite gone
        assertThat(working.get()).isLessThanOrEqualTo(2 * 4);
    }

    /** Notes what it hears. */
    private static final class Recorder implements PushListener {

        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger overlaps = new AtomicInteger();
        private final List<TargetEvent> events = new ArrayList<>();
        private final List<String> ended = new ArrayList<>();
        private int started;
        private PushReport finished;

        @Override
        public void started(PushPlan plan) {
            alone(() -> started++);
        }

        @Override
        public void changed(TargetEvent event) {
            alone(() -> events.add(event));
        }

        @Override
        public void ended(TargetReport report) {
            alone(() -> ended.add(report.target().name()));
        }

        @Override
        public void finished(PushReport report) {
            alone(() -> finished = report);
        }

        private void alone(Runnable note) {
            if (inside.incrementAndGet() > 1) {
                overlaps.incrementAndGet();
            }
            note.run();
            inside.decrementAndGet();
        }

        List<TargetState> states(String name) {
            return events.stream()
                    .filter(event -> event.target().name().equals(name))
                    .map(TargetEvent::state)
                    .toList();
        }
    }
}
