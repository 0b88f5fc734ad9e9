package org.pushmirror.rsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RsyncOutputTest {

    @Test
    void progressWithinAFileHasTheRemainingTime() {
        RsyncProgress progress = RsyncProgress.parse("     31,408,128  29%   29.91MB/s    0:00:02  ")
                .orElseThrow();
        assertThat(progress.bytes()).isEqualTo(31_408_128);
        assertThat(progress.percent()).isEqualTo(29);
        assertThat(progress.bytesPerSecond()).isEqualTo((long) (29.91 * 1024 * 1024));
        assertThat(progress.remaining()).contains(Duration.ofSeconds(2));
        assertThat(progress.elapsed()).isEmpty();
        assertThat(progress.files()).isEmpty();
    }

    @Test
    void progressAtTheEndOfAFileHasTheElapsedTimeAndTheCounts() {
        RsyncProgress progress = RsyncProgress.parse("  3 100%  2.93kB/s  1:02:03 (xfr#1, ir-chk=5/8) ")
                .orElseThrow();
        assertThat(progress.elapsed()).contains(Duration.ofSeconds(3723));
        assertThat(progress.remaining()).isEmpty();
        assertThat(progress.files()).contains(new RsyncProgress.Files(1, 5, 8, RsyncProgress.Completeness.GROWING));
    }

    @Test
    void anUnknownTimeIsNoTime() {
        assertThat(RsyncProgress.parse("  0   0%    0.00kB/s  ??:??:??  ")
                        .orElseThrow()
                        .remaining())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "100%", "a 100% 2kB/s 0:00:00", "pool/a%b", "99999999999999999999 1% 1.00kB/s 0:00:00"})
    void otherTextsAreNoProgress(String text) {
        assertThat(RsyncProgress.parse(text)).isEmpty();
    }

    @Test
    void statisticsAreReadWithTheirKindsAndGroupedNumbers() {
        StatsReader reader = new StatsReader();
        """
                Number of files: 1,234 (reg: 1,000, dir: 233, link: 1)
                Number of created files: 2 (reg: 2)
                Number of deleted files: 0
                Number of regular files transferred: 2
                Total file size: 3000020 bytes
                Total transferred file size: 20 bytes
                Literal data: 20 bytes
                Matched data: 0 bytes
                File list size: 44
                File list generation time: 0.001 seconds
                Total bytes sent: 43
                Total bytes received: 105

                sent 43 bytes  received 105 bytes  98.67 bytes/sec
                total size is 3000020  speedup is 1.50
                """.lines().forEach(reader::read);
        assertThat(reader.stats())
                .contains(new RsyncStats(
                        new FileCount(1234, 1000, 233, 1, 0, 0),
                        new FileCount(2, 2, 0, 0, 0, 0),
                        FileCount.NONE,
                        2,
                        3_000_020,
                        20,
                        20,
                        0,
                        44,
                        43,
                        105,
                        Duration.ofMillis(1),
                        Duration.ZERO,
                        98.67,
                        1.5));
    }

    @Test
    void anRsyncThatDidNotGetToItsStatisticsHasNone() {
        StatsReader reader = new StatsReader();
        reader.read("Number of files: 3");
        assertThat(reader.stats()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rsync  version 3.5.0  protocol version 32",
                "rsync  version v3.2.5-12-gabc  protocol version 31",
                "rsync  version 3.1.0  protocol version 31"
            })
    void versionLinesAreRead(String line) {
        assertThat(RsyncVersion.parse(line).orElseThrow().isAtLeast(3, 1)).isTrue();
    }

    @Test
    void everyExitCodeIsFoundByItsNumberAndOthersAreOther() {
        for (RsyncExit exit : RsyncExit.values()) {
            assertThat(RsyncExit.of(exit.code())).isSameAs(exit);
        }
        assertThat(RsyncExit.of(255)).isSameAs(RsyncExit.OTHER);
        assertThat(RsyncExit.of(137)).isSameAs(RsyncExit.OTHER);
    }
}
