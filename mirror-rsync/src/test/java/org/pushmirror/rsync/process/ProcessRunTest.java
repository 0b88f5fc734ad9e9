package org.pushmirror.rsync.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProcessRunTest {

    private static final Duration GRACE = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
    private final List<String> out = Collections.synchronizedList(new ArrayList<>());
    private final List<String> err = Collections.synchronizedList(new ArrayList<>());
    private final OutputConsumer collect = piece -> out.add(piece.text());

    @AfterEach
    void noThreadIsLeft() {
        await().atMost(LONG).until(() -> threads.stream().noneMatch(Thread::isAlive));
    }

    @Test
    void everyArgumentArrivesAsItIs() throws Exception {
        List<String> nasty = List.of(
                "a b", "it's", "\"q\"", " blanks ", "", "*", "$HOME", "back\\slash", "new\nline", "--", "-x", "a\"b'c");
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "printf '%s\\000' \"$@\"", "sh"));
        command.addAll(nasty);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        run(command, ProcessInput.none(), limits(null, null), piece -> {
            bytes.writeBytes(piece.bytes());
            bytes.write('\n');
        });
        String expected = String.join("\0", nasty) + "\0\n";
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(expected);
    }

    @Test
    void theEnvironmentIsTheGivenOne() throws Exception {
        run(List.of("/usr/bin/env"), ProcessInput.none(), limits(null, null), collect);
        assertThat(out).containsExactlyInAnyOrder("ONE=1", "PATH=/usr/bin:/bin");
    }

    @Test
    void standardInputIsAtItsEnd() throws Exception {
        ProcessEnd end = run(List.of("/bin/cat"), ProcessInput.none(), limits(null, null), collect);
        assertThat(end.reason()).isEqualTo(StopReason.EXITED);
        assertThat(out).isEmpty();
    }

    @Test
    void standardInputIsTheGivenBytes() throws Exception {
        ProcessInput input = ProcessInput.of("secret".getBytes(StandardCharsets.US_ASCII));
        run(List.of("/bin/cat"), input, limits(null, null), collect);
        assertThat(out).containsExactly("secret");
        assertThat(input).hasToString("***");
    }

    @Test
    void theExitCodeAndBothOutputsAreReported() throws Exception {
        ProcessEnd end = shell("echo one; echo two >&2; exit 7", limits(null, null));
        assertThat(end.exitCode()).isEqualTo(7);
        assertThat(out).containsExactly("one");
        assertThat(err).containsExactly("two");
    }

    @Test
    void nothingOfALongOutputIsLost() throws Exception {
        shell("i=0; while [ $i -lt 20000 ]; do echo $i; i=$((i+1)); done", limits(null, null));
        assertThat(out).hasSize(20000).endsWith("19999");
    }

    @Test
    void anEndlessLineIsCutAndTheProcessGoesOn() throws Exception {
        ProcessEnd end = shell("head -c 30000000 /dev/zero; echo; echo end", limits(null, null));
        assertThat(end.exitCode()).isZero();
        assertThat(out).hasSize(2).endsWith("end");
        assertThat(out.get(0)).hasSize(LineSplitter.LIMIT);
    }

    @Test
    void aCancelledProcessAndItsStubbornChildrenAreDead() throws Exception {
        ProcessRun run = launch(
                List.of("/bin/sh", "-c", "trap '' TERM; sh -c 'while :; do sleep 1; done' & echo $!; wait; wait"),
                limits(null, null),
                collect);
        await().atMost(LONG).until(() -> !out.isEmpty());
        long child = Long.parseLong(out.get(0));
        run.stop(StopReason.CANCELLED);
        assertThat(run.await().reason()).isEqualTo(StopReason.CANCELLED);
        assertDead(run.pid());
        assertDead(child);
    }

    @Test
    void aGrandchildThatHoldsThePipeDoesNotHoldUpTheEndAndIsDead() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        ProcessRun run = launch(
                List.of(
                        "/bin/sh",
                        "-c",
                        "sh -c 'trap \"\" TERM; while :; do sleep 1; done' & echo $!; sleep 2; exit 3"),
                limits(null, null),
                piece -> {
                    out.add(piece.text());
                    seen.countDown();
                });
        assertThat(seen.await(60, TimeUnit.SECONDS)).isTrue();
        ProcessEnd end = run.await();
        assertThat(end.reason()).isEqualTo(StopReason.EXITED);
        assertThat(end.exitCode()).isEqualTo(3);
        assertDead(Long.parseLong(out.get(0)));
    }

    @Test
    void aDeadlineStopsIt() throws Exception {
        ProcessEnd end = shell("sleep 600", limits(Duration.ofMillis(200), null));
        assertThat(end.reason()).isEqualTo(StopReason.TIMED_OUT);
    }

    @Test
    void silenceStopsIt() throws Exception {
        ProcessEnd end = shell("echo one; sleep 600", limits(null, Duration.ofSeconds(1)));
        assertThat(end.reason()).isEqualTo(StopReason.STALLED);
        assertThat(out).containsExactly("one");
    }

    @Test
    void aConsumerThatThrowsStopsItAndIsTheCause() throws Exception {
        ProcessEnd end =
                run(List.of("/bin/sh", "-c", "echo one; sleep 600"), ProcessInput.none(), limits(null, null), piece -> {
                    throw new IllegalStateException("broken consumer");
                });
        assertThat(end.reason()).isEqualTo(StopReason.CONSUMER_FAILED);
        assertThat(end.failure()).hasMessage("broken consumer");
    }

    @Test
    void aConsumerThatDoesNotReturnIsGivenUpAtTheDeadline() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        ProcessEnd end =
                run(List.of("/bin/echo", "one"), ProcessInput.none(), limits(Duration.ofMillis(500), null), piece -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        assertThat(end.reason()).isEqualTo(StopReason.TIMED_OUT);
    }

    @Test
    void anInterruptedWaitStopsIt() throws Exception {
        ProcessRun run = launch(List.of("/bin/sleep", "600"), limits(null, null), collect);
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Thread waiting = new Thread(() -> {
            try {
                run.await();
            } catch (InterruptedException e) {
                thrown.set(e);
            }
        });
        waiting.start();
        waiting.interrupt();
        waiting.join();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(run.end()).isCompleted();
        assertDead(run.pid());
    }

    @Test
    void theFirstReasonStays() throws Exception {
        ProcessRun run = launch(List.of("/bin/sleep", "600"), limits(null, null), collect);
        run.stop(StopReason.STALLED);
        run.stop(StopReason.CANCELLED);
        assertThat(run.await().reason()).isEqualTo(StopReason.STALLED);
    }

    @Test
    void aMissingProgramIsSaid() {
        assertThatThrownBy(() -> launch(List.of("/no/such/program"), limits(null, null), collect))
                .isInstanceOf(ProcessException.class)
                .hasMessage("The program /no/such/program cannot be started: it is missing or cannot be executed.");
    }

    @Test
    void anArgumentWithANulIsRefused() {
        assertThatThrownBy(() -> launch(List.of("/bin/echo", "a\0b"), limits(null, null), collect))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private ProcessEnd shell(String script, Launch.Limits limits) throws InterruptedException {
        return run(List.of("/bin/sh", "-c", script), ProcessInput.none(), limits, collect);
    }

    private ProcessEnd run(List<String> command, ProcessInput input, Launch.Limits limits, OutputConsumer consumer)
            throws InterruptedException {
        return launch(command, input, limits, consumer).await();
    }

    private ProcessRun launch(List<String> command, Launch.Limits limits, OutputConsumer consumer) {
        return launch(command, ProcessInput.none(), limits, consumer);
    }

    private ProcessRun launch(List<String> command, ProcessInput input, Launch.Limits limits, OutputConsumer consumer) {
        Launch launch = new Launch(command, Map.of("PATH", "/usr/bin:/bin", "ONE", "1"), input, limits, task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            threads.add(thread);
            return thread;
        });
        return ProcessLauncher.standard().launch(launch, consumer, piece -> err.add(piece.text()));
    }

    private static Launch.Limits limits(@Nullable Duration deadline, @Nullable Duration silence) {
        return new Launch.Limits(deadline, silence, GRACE);
    }

    private static void assertDead(long pid) {
        assertThat(ProcessHandle.of(pid).filter(handle -> !ProcessFamily.isDead(handle)))
                .isEmpty();
    }
}
