package org.pushmirror.core.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellFileTest {

    private static final Map<String, String> HOME = Map.of("HOME", "/srv/mirror");

    private static ShellSettings settings(String text) {
        return ShellFile.parse("ftpsync.conf", text.getBytes(StandardCharsets.UTF_8))
                .settings(HOME);
    }

    @Test
    void theAssignmentsOfARealConfigurationAreUnderstood() {
        ShellSettings settings = settings("""
                # ftpsync.conf
                MIRRORNAME="mirror1.example.org"   # our name
                TO=${HOME}/debian/
                  RSYNC_HOST='hub.example.org'
                export RSYNC_USER=site1 RSYNC_PASSWORD='p"a$s s'
                INFO_LOCATION=Some\\ where"; really"
                LOG=~/log EMPTY= LIST="a \\
                b"
                """);

        assertThat(settings.values())
                .containsEntry("MIRRORNAME", "mirror1.example.org")
                .containsEntry("TO", "/srv/mirror/debian/")
                .containsEntry("RSYNC_HOST", "hub.example.org")
                .containsEntry("RSYNC_USER", "site1")
                .containsEntry("RSYNC_PASSWORD", "p\"a$s s")
                .containsEntry("INFO_LOCATION", "Some where; really")
                .containsEntry("LOG", "/srv/mirror/log")
                .containsEntry("EMPTY", "")
                .containsEntry("LIST", "a b");
        assertThat(settings.unresolved()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X=$(hostname -f)",
                "X=`hostname`",
                "X=$RANDOM",
                "X=$(cat /etc/hostname)",
                "X=$((1 + 2))",
                "X=a; if test -e /x; then X=b; fi",
                "X=a; case $HOME in x) X=b;; esac",
                "X=a; read X",
                "X=a; f() { X=b; }; f",
                "test -e /x && X=b",
                "X=${Y[1]}",
                "declare -i X=1+1",
                "X=(a b)",
                "if true; then X=1; fi",
                "f() { X=1; }",
                "X=1 command",
                "X=\"open",
                "X=~other/x"
            })
    void whatNeedsARunningShellIsReportedAndNotGuessed(String text) {
        ShellSettings settings = settings("A=1\n" + text + "\n");

        assertThat(settings.get("X")).isEmpty();
        assertThat(settings.get("A")).contains("1");
        assertThat(settings.unresolved())
                .isNotEmpty()
                .allSatisfy(diagnostic -> assertThat(diagnostic.place().line()).isEqualTo(2));
    }

    @Test
    void nothingIsEverExecuted(@TempDir Path folder) {
        Path witness = folder.resolve("x");
        settings("X=$(touch " + witness + ")\nY=`touch " + witness + "`\ntouch " + witness + "\n");

        assertThat(witness).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "plain", "it's", "a b", "$HOME `x` \"q\" \\", "#x", "~", "line\nbreak", "é", "a=b", "*"})
    void aValueThatIsWrittenIsReadBackByBashAndByUs(String value) throws IOException, InterruptedException {
        ShellFile file = ShellFile.create().withComment("made").with("VALUE", value);

        assertThat(file.settings(Map.of()).get("VALUE")).contains(value);
        assertThat(bash(file)).isEqualTo(value);
    }

    @Test
    void theBytesAreKept() {
        byte[] odd = {'A', '=', (byte) 0xff, 0, '\r', '\n', '"'};

        assertThat(ShellFile.parse("x", odd).bytes()).isEqualTo(odd);
    }

    @Test
    void aNameCannotSmuggleInACommand() {
        ShellFile file = ShellFile.create();

        assertThatThrownBy(() -> file.with("X;rm", "1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> file.withComment("x\nrm")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String bash(ShellFile file) throws IOException, InterruptedException {
        Path script = Files.createTempFile("settings", ".conf");
        try {
            Files.write(script, file.bytes());
            Process process = new ProcessBuilder(List.of(
                            "bash", "--norc", "-c", ". \"$1\"; printf %s \"$VALUE\"", "bash", script.toString()))
                    .start();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            process.getInputStream().transferTo(out);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return out.toString(StandardCharsets.UTF_8);
        } finally {
            Files.delete(script);
        }
    }
}
