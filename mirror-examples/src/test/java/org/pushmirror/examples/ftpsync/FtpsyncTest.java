package org.pushmirror.examples.ftpsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushmirror.core.shell.ShellFile;
import org.pushmirror.examples.Program;

/** bin/ftpsync as a forced command starts it. The syncs themselves are tested by the demo. */
class FtpsyncTest {

    @TempDir
    Path home;

    private Program ftpsync(Map<String, String> more, String... arguments) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("HOME", home.toString());
        String[] command = new String[arguments.length + 1];
        command[0] = Program.bin().resolve("ftpsync").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return Program.run(home, environment, command);
    }

    private void configure(ShellFile conf) throws IOException {
        Path folder = Files.createDirectories(home.resolve(".config/ftpsync"));
        Files.write(folder.resolve("ftpsync-debian.conf"), conf.bytes());
    }

    private ShellFile minimal() {
        return ShellFile.create()
                .with("MIRRORNAME", "mirror1.example.org")
                .with("TRACEHOST", "mirror1.example.org")
                .with("RSYNC_HOST", "127.0.0.1")
                .with("RSYNC_EXTRA", "--port=1")
                .with("TO", home.resolve("archive").toString())
                .with("MAILTO", " ");
    }

    @Test
    void withoutAConfigurationItSaysWhereItLooked() {
        Program program = ftpsync(Map.of(), "sync:archive:debian", "sync:all");

        assertThat(program.status()).isEqualTo(78);
        assertThat(program.err())
                .startsWith("ftpsync: There is no configuration ftpsync-debian.conf in " + home)
                .hasLineCount(1);
    }

    @Test
    void anUnknownOptionIsUsage() {
        assertThat(ftpsync(Map.of(), "-x").status()).isEqualTo(64);
    }

    @Test
    void anArchiveNameThatCouldLeaveTheFolderIsRefused() {
        Program program = ftpsync(Map.of("SSH_ORIGINAL_COMMAND", "sync:archive:../../x sync:all"));

        assertThat(program.status()).isEqualTo(78);
        assertThat(program.err()).contains("archive name").hasLineCount(1);
    }

    @Test
    void wordsThatAreNotKnownAreEchoedAndIgnored() throws IOException {
        Program program = ftpsync(Map.of("SSH_ORIGINAL_COMMAND", "sync:archive:debian $(touch${IFS}x) sync:all"));

        assertThat(program.out()).contains("Unknown option $(touch${IFS}x) ignored");
        assertThat(home.resolve("x")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TO=$(pwd)",
                ". /etc/ftpsync/common",
                "RSYNC_TRANSPORT=rsh",
                "RSYNC_SSL_METHOD=telnet",
                "LOGROTATE=many",
                "SYNCALL=false",
                "ARCH_INCLUDE=../x",
                "RSYNC='nice rsync'",
                "RSYNC_PROXY=user:password@proxy.example.org:3128",
                "CALLBACKHOST='-oProxyCommand=x' CALLBACKKEY=x",
                "BASEDIR=/nowhere/at/all",
                "MIRRORNAME=../x"
            })
    void aSettingThatCannotBeCarriedOutIsRefusedWithItsPlace(String setting) throws IOException {
        String text = "# a comment\n" + setting + "\nRSYNC_HOST=127.0.0.1\n";
        configure(ShellFile.parse("-", text.getBytes(StandardCharsets.UTF_8)));

        Program program = ftpsync(Map.of(), "sync:archive:debian");

        assertThat(program.err()).contains("ftpsync-debian.conf:2:1: ").hasLineCount(1);
        assertThat(program.status()).isEqualTo(78);
    }

    @Test
    void whatDebianPassesOverIsPassedOverAndLogged() throws IOException {
        String text = "HUB=yes\nmkdir -p /nowhere\n";
        configure(ShellFile.parse(
                "-", (text + new String(minimal().bytes(), StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8)));

        assertThat(ftpsync(Map.of(), "sync:archive:debian").status()).isEqualTo(3);

        assertThat(home.resolve(".local/log/ftpsync/ftpsync-debian.log.0"))
                .content()
                .contains("ftpsync-debian.conf:1:1: ", "ftpsync-debian.conf:2:1: ");
    }

    @Test
    void aCallbackWithoutAnybodyToCallIsLogged() throws IOException {
        configure(minimal());

        ftpsync(Map.of(), "sync:archive:debian", "sync:callback");

        assertThat(home.resolve(".local/log/ftpsync/ftpsync-debian.log.0"))
                .content()
                .contains("ERROR: Asked to call back");
    }

    @Test
    void aProgramOfAnotherNameHasConfigurationsOfThatName() throws IOException {
        Path link =
                Files.createSymbolicLink(home.resolve("sync-me"), Program.bin().resolve("ftpsync"));

        Program program = Program.run(home, Map.of("HOME", home.toString()), link.toString());

        assertThat(program.status()).isEqualTo(78);
        assertThat(program.err()).contains("There is no configuration sync-me.conf in ");
    }

    @Test
    void anUpstreamThatCannotBeReachedIsAStage1ThatFailedInOneSentence() throws IOException {
        configure(minimal());

        Program program = ftpsync(Map.of(), "sync:archive:debian", "sync:all");

        assertThat(program.status()).isEqualTo(3);
        assertThat(program.out()).isEmpty();
        assertThat(program.err()).startsWith("ftpsync: ").contains("127.0.0.1").hasLineCount(1);
        assertThat(home.resolve("archive/Archive-Update-in-Progress-mirror1.example.org"))
                .doesNotExist();
    }

    @Test
    void aHeldLockIsExitOneWithTheSentenceOfDebian() throws IOException {
        configure(minimal());
        Path tree = Files.createDirectories(home.resolve("archive"));
        long pid = ProcessHandle.current().pid();
        Files.writeString(tree.resolve("Archive-Update-in-Progress-mirror1.example.org"), pid + "\n");

        Program program = ftpsync(Map.of(), "sync:archive:debian", "sync:all");

        assertThat(program.status()).isEqualTo(1);
        assertThat(program.out()).isEqualTo("Unable to start rsync, lock file still exists, PID " + pid + "\n");
        assertThat(tree.resolve("Archive-Update-Required-mirror1.example.org")).exists();
    }
}
