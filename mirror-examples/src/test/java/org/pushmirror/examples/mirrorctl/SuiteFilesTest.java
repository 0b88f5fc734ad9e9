package org.pushmirror.examples.mirrorctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.archive.ArchiveTree;
import org.pushmirror.core.trace.ArchiveSerial;
import org.pushmirror.examples.Program;

/** The files of the ftpsync suite on the command line. */
class SuiteFilesTest {

    @TempDir
    Path folder;

    private Program mirrorctl(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(Program.bin().resolve("mirrorctl").toString()));
        command.addAll(List.of(arguments));
        return Program.run(folder, Map.of("HOME", "/home/mirror"), command.toArray(String[]::new));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void aConfigurationIsShownAndNothingInItIsCarriedOut() throws IOException {
        write("ftpsync-bpo.conf", "LOG=\"~/${NAME}.log\"\nTO=~/$(touch x)\nRSYNC_HOST='hub.example.org'\nHOOK1=~/h\n");

        Program shown = mirrorctl("show", "--json", "ftpsync-bpo.conf");

        assertThat(shown.status()).isZero();
        assertThat(shown.out())
                .contains(
                        "\"LOG\":\"~/ftpsync-bpo.log\"",
                        "\"RSYNC_HOST\":\"hub.example.org\"",
                        "\"HOOK1\":\"/home/mirror/h\"")
                .contains("\"unresolved\":[{\"name\":\"TO\",\"line\":2}]");
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void aSettingIsSetInPlaceWhateverItsValueLooksLike() throws IOException {
        Path file = write("ftpsync.conf", "# ours\nEXCLUDE=\"\"  # none\nHUB=false\n");

        assertThat(mirrorctl("set", "ftpsync.conf", "EXCLUDE", "--exclude=*.iso")
                        .status())
                .isZero();
        assertThat(mirrorctl("set", "ftpsync.conf", "HOOK1", "@it's ü").status())
                .isZero();
        assertThat(mirrorctl("unset", "ftpsync.conf", "HUB").status()).isZero();

        assertThat(file).hasContent("# ours\nEXCLUDE=\"--exclude=*.iso\"  # none\nHOOK1='@it'\\''s ü'\n");
        assertThat(mirrorctl("unset", "ftpsync.conf", "HUB").status()).isEqualTo(1);
    }

    @Test
    void aListIsShownAndItsTrapsAreFound() throws IOException {
        write("runmirrors.mirror", "staged a a.example.org u -p 2222\nDELAY 1.5\nal b b.example.org u\n");

        assertThat(mirrorctl("show", "--json", "runmirrors.mirror").out())
                .contains(
                        "{\"line\":1,\"type\":\"staged\",\"name\":\"a\",\"host\":\"a.example.org\",\"port\":2222,\"user\":\"u\"")
                .contains("{\"line\":2,\"delaySeconds\":1.5,\"untilStage1\":false}");
        Program checked = mirrorctl("check", "runmirrors.mirror");
        assertThat(checked.status()).isEqualTo(1);
        assertThat(checked.out()).contains("runmirrors.mirror:3:1: fatal: ");
    }

    @Test
    void aPublicationStampsTheSerialOnlyIfItsCommandEndsWell() throws IOException {
        ArchiveTree tree = ArchiveTree.at(Files.createDirectory(folder.resolve("archive")));

        Program first = mirrorctl("publish", "archive", "--", "sh", "-c", "ls archive");
        ArchiveSerial serial = tree.serial().orElseThrow();

        assertThat(first.status()).isZero();
        assertThat(first.out()).contains("Archive-Update-in-Progress-", serial.value());
        assertThat(mirrorctl("publish", "archive", "--", "false").status()).isEqualTo(1);
        assertThat(tree.serial()).contains(serial);
        assertThat(tree.inProgress()).isEmpty();
        assertThat(mirrorctl("show", "archive/project/trace/master").out()).contains("\"serial\":\"" + serial + "\"");
    }

    @Test
    void anyFileComesBackAsItWas() throws IOException {
        byte[] odd = {'A', '=', (byte) 0xff, 0, '\r', '\n', '"', (byte) 0xc3};
        Files.write(folder.resolve("odd"), odd);
        for (String format : List.of("ftpsync.conf", "runmirrors.conf", "runmirrors.mirror", "trace")) {
            Path out = folder.resolve("out");
            Program.run(
                    folder,
                    Map.of(),
                    "sh",
                    "-c",
                    "'" + Program.bin().resolve("mirrorctl") + "' roundtrip --as " + format + " odd > out");
            assertThat(out).hasBinaryContent(odd);
        }
    }
}
