package org.pushmirror.ssh.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.TargetType;

@Timeout(60)
class PushLockTest {

    @TempDir
    Path folder;

    private final FakeMirrors mirrors = new FakeMirrors();
    private final CountDownLatch go = new CountDownLatch(1);

    private PushRun run(String archive, Duration patience) {
        mirrors.sync("a", request -> {
            go.await();
            return FakeMirrors.DONE;
        });
        return Pusher.builder()
                .connector(mirrors)
                .lock(PushLock.in(folder.resolve("state")).waiting(patience))
                .build()
                .push(List.of(FakeMirrors.target(TargetType.STAGED, "a")), Push.of(archive));
    }

    private CompletableFuture<PushReport> running(PushRun run) {
        int before = mirrors.sent().size();
        CompletableFuture<PushReport> report = CompletableFuture.supplyAsync(run::run);
        await().until(() -> mirrors.sent().size() > before);
        return report;
    }

    @Test
    void aSecondPushOfTheArchiveIsRefusedAndSaysWhoRuns() throws Exception {
        CompletableFuture<PushReport> first = running(run("debian", Duration.ZERO));

        assertThatThrownBy(() -> run("debian", Duration.ZERO).run())
                .isInstanceOf(PushBusyException.class)
                .hasMessageStartingWith("A push of \"debian\" is running (process "
                        + ProcessHandle.current().pid());
        go.countDown();

        assertThat(first.get(30, TimeUnit.SECONDS).endedWell()).isTrue();
        assertThat(run("debian", Duration.ZERO).run().endedWell()).isTrue();
    }

    @Test
    void aSecondPushWaitsIfAsked() throws Exception {
        CompletableFuture<PushReport> first = running(run("debian", Duration.ZERO));
        PushRun second = run("debian", Duration.ofSeconds(40));
        CompletableFuture<PushReport> waiting = CompletableFuture.supplyAsync(second::run);

        go.countDown();

        PushReport ended = first.get(30, TimeUnit.SECONDS);
        assertThat(waiting.get(30, TimeUnit.SECONDS).started()).isAfterOrEqualTo(ended.ended());
    }

    @Test
    void aPushThatWaitsForTheLockCanBeCancelled() throws Exception {
        CompletableFuture<PushReport> first = running(run("debian", Duration.ZERO));
        PushRun second = run("debian", Duration.ofSeconds(40));
        CompletableFuture<PushReport> waiting = CompletableFuture.supplyAsync(second::run);

        second.cancel();

        assertThat(waiting.get(30, TimeUnit.SECONDS).target("a").outcome()).isEqualTo(Outcome.CANCELLED);
        go.countDown();
        first.get(30, TimeUnit.SECONDS);
    }

    @Test
    void anotherArchiveIsNotHeldUp() throws Exception {
        CompletableFuture<PushReport> debian = running(run("debian", Duration.ZERO));
        CompletableFuture<PushReport> ubuntu = running(run("ubuntu", Duration.ZERO));
        CompletableFuture<PushReport> unnamed = running(run("", Duration.ZERO));

        go.countDown();

        assertThat(List.of(debian, ubuntu, unnamed))
                .allSatisfy(report ->
                        assertThat(report.get(30, TimeUnit.SECONDS).endedWell()).isTrue());
    }
}
