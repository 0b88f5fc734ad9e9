package org.pushmirror.examples.conform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.pushmirror.examples.Program;
import org.pushmirror.examples.conform.Receiver.Trigger;
import org.pushmirror.examples.demo.TreeComparison;
import org.pushmirror.rsync.Rsync;

/** bin/ftpsync is killed, kill -9, at random moments, and triggered once more. */
@Timeout(value = 3600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class KillTest {

    private static final int ROUNDS = Boolean.getBoolean("pushmirror.long") ? 200 : 10;
    private static final int LONGEST_LIFE_MILLIS = 1_200;
    private static final List<String> WORDS = List.of("sync:all", "sync:all", "sync:stage1", "sync:stage2");

    @TempDir
    Path folder;

    @Test
    void afterAKillOneMoreTriggerHealsTheTreeAndNoIndexEverNamesAMissingFile() throws Exception {
        String given = System.getProperty("pushmirror.seed", "");
        long seed = given.isEmpty() ? new Random().nextLong() : Long.parseLong(given);
        Random random = new Random(seed);
        String repeat = "round %d; repeat with -Dpushmirror.seed=" + seed;
        try (Upstream upstream = Upstream.start(Rsync.find(), Files.createDirectories(folder.resolve("upstream")));
                Receiver receiver = new Receiver(
                        List.of(Program.bin().resolve("ftpsync").toString()),
                        Files.createDirectories(folder.resolve("home")),
                        upstream.valve())) {
            receiver.configure();
            for (int i = 0; i < 30; i++) {
                upstream.archive().add("package" + i);
            }
            try (IndexWatch watch = IndexWatch.of(receiver.tree())) {
                for (int round = 0; round < ROUNDS; round++) {
                    kill(upstream.archive(), receiver, round, random);
                    OptionalInt exit =
                            receiver.trigger(" sync:archive: sync:all").await(Site.RUN);
                    assertThat(exit).as(repeat, round).hasValue(0);
                    assertThat(receiver.settle(Site.RUN)).as(repeat, round).isTrue();
                    assertThat(TreeComparison.firstDifference(upstream.archive().root(), receiver.tree()))
                            .as(repeat, round)
                            .isEmpty();
                    assertThat(watch.missing()).as(repeat, round).isEmpty();
                }
                assertThat(watch.rounds()).isPositive();
            }
        }
    }

    /** A new state of upstream, a sync that does not live long, and sometimes another new state. */
    private static void kill(Archive archive, Receiver receiver, int round, Random random) throws Exception {
        archive.add("new" + round).addBig("big" + round % 3).remove("big" + (round + 1) % 3);
        archive.remove("new" + (round - 5)).publish();
        Trigger trigger = receiver.trigger(" sync:archive: " + WORDS.get(random.nextInt(WORDS.size())));
        trigger.await(Duration.ofMillis(random.nextInt(LONGEST_LIFE_MILLIS)));
        trigger.process().destroyForcibly().waitFor();
        if (random.nextInt(4) == 0) {
            archive.add("late" + round).publish();
        }
    }
}
