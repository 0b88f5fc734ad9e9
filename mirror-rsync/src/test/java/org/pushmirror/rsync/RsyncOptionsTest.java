package org.pushmirror.rsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RsyncOptionsTest {

    private static final LocalPlace TARGET = RsyncSource.local(Path.of("/b"));
    private static final Ends LOCAL = new Ends(RsyncSource.local(Path.of("/a")), TARGET);
    private static final Ends DAEMON = new Ends(RsyncSource.daemon("hub.example.org", "debian"), TARGET);

    @Test
    void everyPullHasStatisticsPlainNumbersAndATimeout() {
        assertThat(RsyncOptions.plain().arguments(LOCAL))
                .containsExactly("--stats", "--no-human-readable", "--timeout=300");
    }

    @Test
    void onlyADaemonHasAConnectTimeout() {
        assertThat(RsyncOptions.plain().arguments(DAEMON)).contains("--contimeout=60");
    }

    @Test
    void filtersAndRawOptionsKeepTheirOrder() {
        RsyncOptions options = RsyncOptions.archive()
                .filter(RsyncFilter.exclude("/a b"), RsyncFilter.protect("/c"))
                .raw("--fuzzy")
                .filter(RsyncFilter.include("*"))
                .delete(Delete.DELAY)
                .bandwidthLimit(100);
        assertThat(options.arguments(LOCAL))
                .endsWith(
                        "--bwlimit=100",
                        "--delete-delay",
                        "--archive",
                        "--filter=exclude /a b",
                        "--filter=protect /c",
                        "--fuzzy",
                        "--filter=include *");
    }

    @Test
    void timeoutsAreRoundedUpToWholeSeconds() {
        assertThat(RsyncOptions.plain().timeout(Duration.ofMillis(1200)).arguments(LOCAL))
                .contains("--timeout=2");
    }

    @Test
    void wordsMayHoldTheValueOfTheOptionBeforeThem() {
        assertThat(RsyncOptions.plain()
                        .rawWords(List.of("--exclude", "a b", "-v"))
                        .arguments(LOCAL))
                .endsWith("--exclude", "a b", "-v");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "--", "rsync://h/m/", "--a\0b"})
    void whatIsNoOptionIsRefused(String option) {
        assertThatThrownBy(() -> RsyncOptions.plain().raw(option)).isInstanceOf(IllegalArgumentException.class);
    }
}
