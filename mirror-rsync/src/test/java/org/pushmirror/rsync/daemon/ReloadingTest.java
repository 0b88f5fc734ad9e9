package org.pushmirror.rsync.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.inetd.Reloader.Effect;
import org.pushmirror.core.inetd.Reloader.Step;
import org.pushmirror.rsync.fixture.Scripts;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReloadingTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void inetdGetsItsHup() throws Exception {
        Process inetd = fakeInetd();
        try {
            Step step = InetdReloader.pidFile(pidFile(inetd.pid())).reload();
            assertThat(step).isEqualTo(new Step("/bin/kill -HUP " + inetd.pid(), Effect.DONE));
            await().atMost(LONG).until(() -> Files.exists(folder.resolve("reloaded")));
        } finally {
            inetd.destroyForcibly();
        }
    }

    @Test
    void aDryRunSignalsNothing() throws Exception {
        Process inetd = fakeInetd();
        try {
            Step step = InetdReloader.pidFile(pidFile(inetd.pid())).dryRun().reload();
            assertThat(step.effect()).isEqualTo(Effect.WOULD_BE_DONE);
            InetdReloader.pidFile(pidFile(inetd.pid())).reload();
            await().atMost(LONG).until(() -> Files.exists(folder.resolve("reloaded")));
            assertThat(folder.resolve("reloaded")).hasContent("once");
        } finally {
            inetd.destroyForcibly();
        }
    }

    /** A shell under the name of inetd; it notes each HUP. */
    private Process fakeInetd() throws Exception {
        Path program = Files.copy(Path.of("/bin/sh").toRealPath(), folder.resolve("inetd"));
        Path ready = folder.resolve("ready");
        // a shell cannot trap a signal that was ignored when it started, as under nohup
        Process process = new ProcessBuilder(
                        "/usr/bin/env",
                        "--default-signal=HUP",
                        program.toString(),
                        "-c",
                        "trap 'printf once >> " + folder.resolve("reloaded") + "' HUP; : > " + ready
                                + "; while :; do sleep 0.1; done")
                .start();
        await().atMost(LONG).until(() -> Files.exists(ready));
        return process;
    }

    @Test
    void anotherProgramUnderTheNumberOfAnOldPidFileIsNotSignalled() throws Exception {
        Path file = pidFile(ProcessHandle.current().pid());
        assertThatThrownBy(() -> InetdReloader.pidFile(file).reload())
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("is no inetd, but ")
                .hasMessageEndingWith("nothing was signalled.");
    }

    @Test
    void aPidFileOfADeadProcessIsSaid() throws Exception {
        Process dead = new ProcessBuilder("/bin/true").start();
        dead.waitFor();
        Path file = pidFile(dead.pid());
        assertThatThrownBy(() -> InetdReloader.pidFile(file).reload())
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("does not run");
        assertThatThrownBy(() -> InetdReloader.pidFile(folder.resolve("nosuch")).reload())
                .isInstanceOf(ServiceException.class);
        Files.writeString(file, "x");
        assertThatThrownBy(() -> InetdReloader.pidFile(file).reload())
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("holds no process id");
    }

    @Test
    void aServiceIsReloadedByItsManager() throws Exception {
        Step step = InetdReloader.service("openbsd-inetd").dryRun().reload();
        assertThat(step.action()).contains("openbsd-inetd").contains("reload");
        assertThatThrownBy(() -> InetdReloader.service("-x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> InetdReloader.service("a;b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aUnitIsEnabledDisabledAndAsked() throws Exception {
        SystemdUnit unit = SystemdUnit.by(fakeSystemctl(), "rsync.socket");
        assertThat(unit.state().isEnabled()).isFalse();
        unit.enable();
        assertThat(unit.state()).isEqualTo(new SystemdUnit.State("enabled", "active"));
        unit.dryRun().disable();
        assertThat(unit.state().isActive()).isTrue();
        unit.disable();
        assertThat(unit.state()).isEqualTo(new SystemdUnit.State("disabled", "inactive"));
        assertThatThrownBy(
                        () -> SystemdUnit.by(fakeSystemctl(), "nosuch.service").enable())
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("nosuch.service")
                .hasMessageContaining("exit 1");
    }

    /** Answers as systemctl does, for one unit. */
    private Path fakeSystemctl() throws Exception {
        String mark = "'" + folder.resolve("enabled") + "'";
        return Scripts.write(
                folder.resolve("systemctl"),
                "case \"$*\" in",
                "  *nosuch*) echo 'Failed to enable unit: Unit file nosuch.service does not exist.' >&2; exit 1;;",
                "  'enable --now -- rsync.socket') : > " + mark + ";;",
                "  'disable --now -- rsync.socket') rm " + mark + ";;",
                "  'is-enabled -- rsync.socket') test -e " + mark + " && echo enabled || { echo disabled; exit 1; };;",
                "  'is-active -- rsync.socket') test -e " + mark + " && echo active || { echo inactive; exit 3; };;",
                "  *) exit 9;;",
                "esac");
    }

    private Path pidFile(long pid) throws Exception {
        return Files.writeString(folder.resolve("inetd.pid"), pid + "\n");
    }
}
