package org.pushmirror.rsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pushmirror.rsync.sync.SyncFixture.ALL;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pushmirror.core.secrets.Password;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.RsyncSource;
import org.pushmirror.rsync.fixture.LoopbackDaemon;
import org.pushmirror.rsync.fixture.Programs;
import org.pushmirror.rsync.fixture.Scripts;
import org.pushmirror.rsync.fixture.TlsFront;
import org.pushmirror.rsync.fixture.Trees;
import org.pushmirror.rsync.sync.SyncTransport.Ssh;
import org.pushmirror.rsync.sync.SyncTransport.Tls;
import org.pushmirror.rsync.sync.SyncTransport.TlsMethod;

/** The ways to upstream's daemon. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SyncTransportTest {

    @RegisterExtension
    final LoopbackDaemon hub = new LoopbackDaemon();

    @TempDir
    static Path certificates;

    @TempDir
    Path folder;

    private SyncFixture mirror;

    @BeforeAll
    static void aCertificate() throws Exception {
        TlsFront.prepare(certificates);
    }

    @BeforeEach
    void anArchive() throws Exception {
        Trees.debian(hub.root());
        mirror = new SyncFixture(folder.resolve("mirror"), hub.debian());
    }

    private static MirrorSyncSettings over(SyncTransport transport, MirrorSyncSettings settings) {
        return settings.transfer(SyncTransfer.DEFAULT.transport(transport));
    }

    private void assertSynced(Rsync rsync, MirrorSyncSettings settings, String word) throws Exception {
        SyncOutcome outcome = MirrorSync.of(rsync, settings).run(ALL, SyncListener.NONE);
        assertThat(outcome.message()).isEqualTo("The sync is done, serial 2026112201.");
        assertThat(Trees.content(mirror.target)).isEqualTo(Trees.content(hub.root()));
        assertThat(Files.readAllLines(mirror.trace())).contains("Rsync-Transport: " + word);
    }

    @Test
    void aRemoteShellStartsTheDaemonAtTheFarEnd() throws Exception {
        Path log = folder.resolve("called");
        Path shell = Scripts.write(
                folder.resolve("shell"),
                "echo \"$*\" >> " + log,
                "exec rsync --server --daemon --config=" + hub.config() + " .");
        assertSynced(Programs.rsync(), over(new Ssh(List.of(shell.toString(), "-p", "2222")), mirror.settings), "ssh");
        assertThat(Files.readAllLines(log)).allMatch(line -> line.matches("-p 2222 .*127.0.0.1 rsync .*--daemon.*"));
    }

    /** openssl stands in for the other programs, which are not on every machine; it is called as they are. */
    private Rsync rsync() throws Exception {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        String rest = "exec openssl s_client -quiet -verify_quiet -verify_return_error";
        Scripts.write(
                bin.resolve("socat"),
                "test \"$1\" = - || exit 1",
                "to=${2#openssl-connect:}",
                "capath=${to#*,capath=}",
                rest + " -CApath ${capath%%,*} -verify_ip 127.0.0.1 -connect ${to%%,*}");
        Scripts.write(
                bin.resolve("stunnel"),
                "test \"$1 $2\" = '-fd 3' || exit 1",
                "while read -r name is value; do eval \"$name='$value'\"; done <&3",
                "test \"$client $verify\" = 'yes 2' || exit 1",
                rest + " -CApath $CApath ${checkHost:+-verify_ip $checkHost} -connect $connect");
        return Programs.rsync().environment("PATH", bin + ":" + System.getenv("PATH"));
    }

    @ParameterizedTest
    @EnumSource(TlsMethod.class)
    void tlsIsMadeByAnyOfThePrograms(TlsMethod method) throws Exception {
        try (TlsFront front = TlsFront.before(hub.daemon().port(), certificates)) {
            Tls tls = new Tls(method, front.port(), front.authorities());
            assertThat(tls.programs()).hasSize(1);
            assertSynced(rsync(), over(tls, mirror.settings), "ssl");
        }
    }

    @Test
    void aNameIsCheckedToo() throws Exception {
        try (TlsFront front = TlsFront.before(hub.daemon().port(), certificates)) {
            Tls tls = new Tls(TlsMethod.OPENSSL, front.port(), front.authorities());
            RsyncSource byName = RsyncSource.daemon("localhost", "debian")
                    .user(LoopbackDaemon.USER)
                    .password(Password.of(LoopbackDaemon.PASSWORD));
            mirror.settings = new SyncFixture(mirror.target, byName).settings;
            assertSynced(Programs.rsync(), over(tls, mirror.settings), "ssl");
        }
    }

    @Test
    void aCertificateOfSomeoneElseIsRefused() throws Exception {
        try (TlsFront front = TlsFront.before(hub.daemon().port(), certificates)) {
            Tls tls = new Tls(TlsMethod.OPENSSL, front.port(), Files.createDirectory(folder.resolve("nobody")));
            SyncOutcome outcome =
                    MirrorSync.of(Programs.rsync(), over(tls, mirror.settings)).run(ALL, SyncListener.NONE);
            assertThat(outcome).isInstanceOf(SyncOutcome.StageFailed.class);
            assertThat(mirror.target.resolve("pool")).doesNotExist();
        }
    }

    @Test
    void whatAShellWouldTakeForItsOwnIsRefused() {
        assertThatThrownBy(() -> new Tls(TlsMethod.SOCAT, 1873, Path.of("/etc/ssl; reboot")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("may have letters, digits and . _ - / only");
        assertThatThrownBy(() -> new Ssh(List.of("ssh", "-o 'x'")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("words without blanks");
        assertThatThrownBy(() -> SyncTransfer.DEFAULT.proxy("user:secret@proxy.example.com:3128"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }
}
