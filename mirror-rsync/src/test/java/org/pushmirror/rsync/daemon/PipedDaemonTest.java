package org.pushmirror.rsync.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.rsyncd.RsyncdConf;
import org.pushmirror.rsync.DaemonListing.ListedModule;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.RsyncOptions;
import org.pushmirror.rsync.fixture.LoopbackDaemon;
import org.pushmirror.rsync.fixture.Programs;
import org.pushmirror.rsync.fixture.Trees;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PipedDaemonTest {

    private static final Duration WITHIN = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Rsync rsync = Programs.rsync();

    @Test
    void aGoodConfigurationIsAcceptedWithWhatItShows() throws Exception {
        Path message = Files.writeString(folder.resolve("motd"), "hello\n");
        ConfVerdict verdict = PipedDaemon.validate(
                rsync,
                conf("motd file = " + message + "\n[b]\npath = /\n[a]\npath = /\n"
                        + "comment = the first\n[c]\nlist = no\npath = /\n"),
                WITHIN);
        assertThat(verdict.accepted()).isTrue();
        assertThat(verdict.listing().orElseThrow().messageOfTheDay()).isEqualTo("hello\n");
        assertThat(verdict.listing().orElseThrow().modules())
                .containsExactly(new ListedModule("b", ""), new ListedModule("a", "the first"));
    }

    @Test
    void aBrokenConfigurationIsRefusedWithWhatRsyncSays() throws Exception {
        ConfVerdict verdict = PipedDaemon.validate(rsync, conf("[m]\npath = /\n[unfinished\n"), WITHIN);
        assertThat(verdict.accepted()).isFalse();
        assertThat(verdict.listing()).isEmpty();
        assertThat(verdict.log()).anyMatch(line -> line.contains("params.c"));
    }

    @Test
    void eachModuleSaysWhatItAsksFor() throws Exception {
        try (PipedDaemon daemon = PipedDaemon.of(
                rsync,
                conf("[open]\npath = " + folder + "\n[login]\npath = " + folder
                        + "\nauth users = x\nsecrets file = /nosuch\n[closed]\npath = /\nhosts deny = *\n"))) {
            assertThat(daemon.ask("open", WITHIN).kind()).isEqualTo(ModuleAnswer.Kind.OPEN);
            assertThat(daemon.ask("login", WITHIN).kind()).isEqualTo(ModuleAnswer.Kind.LOGIN);
            assertThat(daemon.ask("closed", WITHIN).kind()).isEqualTo(ModuleAnswer.Kind.REFUSED);
            assertThat(daemon.ask("nosuch", WITHIN).text()).startsWith("@ERROR: Unknown module");
        }
    }

    @Test
    void aClientPullsFromItWithoutAPort() throws Exception {
        Path root = Files.createDirectories(folder.resolve("it's root"));
        Trees.write(root, "file", "content");
        try (PipedDaemon daemon = PipedDaemon.of(rsync, conf("[m]\npath = " + root + "\n"))) {
            daemon.client()
                    .pull(daemon.source("m"))
                    .into(folder.resolve("target"))
                    .options(RsyncOptions.archive())
                    .run()
                    .requireSuccess();
        }
        assertThat(folder.resolve("target/file")).hasContent("content");
    }

    private static RsyncdConf conf(String text) {
        return RsyncdConf.parse("rsyncd.conf", (LoopbackDaemon.globals() + text).getBytes(StandardCharsets.UTF_8));
    }
}
