package org.pushmirror.ssh.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushHook;
import org.pushmirror.core.push.PushHook.Point;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.sync.StepResult;

@Timeout(60)
class HooksTest {

    private static final Duration LONG = Duration.ofSeconds(40);

    private final FakeMirrors mirrors = new FakeMirrors();
    private final List<String> diary = new CopyOnWriteArrayList<>();

    private PushReport push(PushHook hook, Duration within) {
        List<PushTarget> targets = List.of(
                FakeMirrors.target(TargetType.ALL, "a"),
                FakeMirrors.target(TargetType.ALL, "b"),
                FakeMirrors.target(TargetType.ALL, "c"));
        for (String name : List.of("a", "b", "c")) {
            mirrors.door(name, () -> diary.add(name));
        }
        return Pusher.builder()
                .connector(mirrors)
                .hook(hook, within)
                .build()
                .push(targets, Push.of("debian"))
                .run();
    }

    @Test
    void hooksRunBeforeBetweenAndAfterTheTargets() {
        PushReport report = push(
                call -> {
                    diary.add(call.point() + " " + call.archive() + " "
                            + call.kind().word());
                    return StepResult.good("");
                },
                LONG);

        assertThat(report.endedWell()).isTrue();
        assertThat(diary)
                .filteredOn(line -> line.contains(" "))
                .containsExactly(
                        "BEFORE_ALL debian all", "BETWEEN debian all", "BETWEEN debian all", "AFTER_ALL debian all");
        assertThat(diary.get(0)).startsWith("BEFORE_ALL");
        assertThat(diary.get(diary.size() - 1)).startsWith("AFTER_ALL");
        assertThat(diary.lastIndexOf("BETWEEN debian all")).isLessThan(diary.indexOf("c"));
    }

    @Test
    void aHookThatFailsDoesNotStopTheFanOut() {
        PushReport report = push(
                call -> {
                    if (call.point() == Point.BETWEEN) {
                        throw new IllegalStateException("made up");
                    }
                    return StepResult.failed("It is made up.", "");
                },
                LONG);

        assertThat(report.endedWell()).isTrue();
        assertThat(mirrors.sent()).hasSize(3);
    }

    @Test
    void aHookThatHangsIsInterruptedAndThePushGoesOn() {
        CountDownLatch never = new CountDownLatch(1);
        List<String> interrupted = new CopyOnWriteArrayList<>();

        PushReport report = push(
                call -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        interrupted.add(call.point().name());
                        throw e;
                    }
                    return StepResult.good("");
                },
                Duration.ofMillis(200));

        assertThat(report.endedWell()).isTrue();
        assertThat(mirrors.sent()).hasSize(3);
        assertThat(interrupted).isNotEmpty();
    }
}
