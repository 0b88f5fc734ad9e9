package org.pushmirror.examples.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushmirror.examples.Program;

/** mirrorctl show, roundtrip, check, set and unset of rsyncd.conf, secrets and inetd.conf, as a user calls them. */
class RsyncdCommandsTest {

    @TempDir
    Path folder;

    @Test
    void showFollowsIncludesFromTheGivenFolderAndPutsVariablesIn() throws IOException {
        Files.createDirectory(folder.resolve("d"));
        Files.writeString(folder.resolve("d/a.conf"), "[a]\ncomment = %FOO%\nlist = no\n");
        Path file = write("rsyncd.conf", "port = 8730\n&include d\n[b]\n");

        Program shown = mirrorctl(Map.of("FOO", "foo"), "show", "--json", "--cwd", folder.toString(), file.toString());

        assertThat(shown.status()).isZero();
        assertThat(shown.out())
                .startsWith("{\"version\":1,\"file\":\"" + file + "\",\"format\":\"rsyncd.conf\",\"accepted\":true,")
                .contains("\"startupAccepted\":true,\"startup\":{\"address\":null,")
                .contains("\"port\":8730")
                .contains("{\"name\":\"a\",\"listed\":false,\"parameters\":{")
                .contains("\"comment\":\"foo\"")
                .contains("\"set\":[\"comment\",\"list\"]},{\"name\":\"b\",\"listed\":true,")
                .endsWith("\"set\":[]}]}\n");
    }

    @Test
    void manyFilesGiveARowEachInTheirOrderAndAMissingOneAnError() throws IOException {
        Path good = write("good.rsyncd.conf", "[a]\n");
        Path bad = write("bad.rsyncd.conf", "[a]\n[x/y]\n");

        Program shown = mirrorctl(
                Map.of(),
                "show",
                "--json",
                good.toString(),
                folder.resolve("no.rsyncd.conf").toString(),
                bad.toString());

        assertThat(shown.status()).isEqualTo(66);
        assertThat(shown.out().lines())
                .satisfiesExactly(
                        row -> assertThat(row).contains("\"accepted\":true", "\"startupAccepted\":true"),
                        row -> assertThat(row).contains("\"error\":\"Cannot read "),
                        row -> assertThat(row).contains("\"accepted\":false", "\"startupAccepted\":true"));
    }

    @Test
    void setChangesOneLineOfALongFileAndKeepsEveryOtherByteTheModeAndTheLink() throws IOException {
        String before = IntStream.range(0, 60)
                .mapToObj(i ->
                        "# about " + i + "\r\n[m" + i + "]\r\n\tpath\t= /srv/" + i + "\r\n\tlist = no ; \u00E4\r\n\r\n")
                .reduce("; head\r\n", String::concat);
        Path real = write("real", before);
        Path link = Files.createSymbolicLink(folder.resolve("rsyncd.conf"), real);

        Program set = mirrorctl(Map.of(), "set", link.toString(), "M 17", "PATH", "/new");

        assertThat(set.out() + set.err()).isEmpty();
        assertThat(set.status()).isZero();
        assertThat(link).isSymbolicLink();
        assertThat(Files.readString(real)).isEqualTo(before.replace("/srv/17\r", "/new\r"));
    }

    @Test
    void rsyncSeesWhatWasSet() throws IOException {
        Path file = write("rsyncd.conf", "# the archive\n[a]\n\tcomment\t= old ; not a comment\n# end\n");

        mirrorctl(Map.of(), "set", file.toString(), "a", "comment", "new, and shown");
        Program listed = Program.run(
                folder,
                Map.of(),
                "sh",
                "-c",
                "printf '@RSYNCD: 31.0\n#list\n' | rsync --server --daemon --config=\"$0\" .",
                file.toString());

        assertThat(file).hasContent("# the archive\n[a]\n\tcomment\t= new, and shown\n# end\n");
        assertThat(listed.out()).contains("a              \tnew, and shown\n");
    }

    @Test
    void unsetRemovesOneLineAndTheDashMeansThePartBeforeTheFirstHeader() throws IOException {
        Path file = write("rsyncd.conf", "uid = nobody\n[a]\n# c\npath = /a\ncomment = x\n");

        mirrorctl(Map.of(), "set", file.toString(), "-", "port", "8730");
        mirrorctl(Map.of(), "unset", file.toString(), "a", "comment");

        assertThat(file).hasContent("uid = nobody\nport = 8730\n[a]\n# c\npath = /a\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "none | list    | no  | There is no module \"none\"",
                "a    | lisst   | no  | did you mean \"list\"?",
                "a    | list    | off | is not yes, no, true, false, 1 or 0",
                "a    | port    | 1   | is a global parameter",
                "a    | comment | %A% | has a %NAME% that rsync replaces",
                "b    | comment | x   | other.inc",
            })
    void whatCannotBeSetIsOneLineAndChangesNothing(String module, String parameter, String value, String message)
            throws IOException {
        String before = "[a]\n[b]\n&merge other.inc\n";
        Path file = write("rsyncd.conf", before);
        Path other = write("other.inc", "comment = y\n");

        Program set = mirrorctl(Map.of(), "set", "--cwd", folder.toString(), file.toString(), module, parameter, value);

        assertThat(set.status()).isEqualTo(1);
        assertThat(set.err()).startsWith("mirrorctl: ").contains(message).hasLineCount(1);
        assertThat(file).hasContent(before);
        assertThat(other).hasContent("comment = y\n");
    }

    @ParameterizedTest
    @CsvSource({"rsyncd.conf", "secrets", "inetd.conf"})
    void roundtripGivesAnyBytesBack(String format) throws IOException {
        byte[] bytes = new byte[4096];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + i / 256);
        }
        Path file = Files.write(folder.resolve("any"), bytes);
        Path out = folder.resolve("out");

        Program.run(
                folder,
                Map.of(),
                "sh",
                "-c",
                "\"$0\" roundtrip --as \"$1\" \"$2\" > \"$3\"",
                Program.bin().resolve("mirrorctl").toString(),
                format,
                file.toString(),
                out.toString());

        assertThat(out).hasBinaryContent(bytes);
    }

    @Test
    void checkSaysWhatIsWrongInTheOrderOfLinesAndJudgesForARelease() throws IOException {
        Path file = write("rsyncd.conf", "max connections = 4\n[a]\npath = /a\nread_only = no\nauth users =\n");

        Program checked = mirrorctl(Map.of(), "check", file.toString());
        Program old = mirrorctl(Map.of(), "check", "--rsync", "3.2.7", file.toString());

        assertThat(checked.status()).isEqualTo(1);
        assertThat(checked.out().lines())
                .containsExactly(
                        file
                                + ":4:1: ignored: rsync knows no parameter \"read_only\" and ignores it; did you mean \"read only\"?",
                        file
                                + ":5:1: hazard: The module \"a\" has an empty \"auth users\": anyone may log in; name users, or remove the line.");
        assertThat(old.out()).contains("CVE-2024-12084");
    }

    @Test
    void secretsAreShownWithoutPasswordsUnlessAskedFor() throws IOException {
        Path file = write("x.secrets", "ann:pass word\n@staff:b\nann:c\n");

        assertThat(mirrorctl(Map.of(), "show", file.toString()).out())
                .contains("{\"line\":1,\"user\":\"ann\",\"effective\":true,\"passwordBytes\":9}")
                .contains("{\"line\":2,\"group\":\"staff\",\"effective\":true,\"passwordBytes\":1}")
                .contains("{\"line\":3,\"user\":\"ann\",\"effective\":false,\"passwordBytes\":1}")
                .doesNotContain("pass word");
        assertThat(mirrorctl(Map.of(), "show", "--reveal", file.toString()).out())
                .contains("\"password\":\"pass word\"");
    }

    @Test
    void inetdServicesAreShownWithThoseThatAreSwitchedOff() throws IOException {
        Path file = write("inetd.conf", "#<off># rsync stream tcp nowait.9 root.g /usr/bin/rsync rsyncd --daemon\n");

        assertThat(mirrorctl(Map.of(), "show", file.toString()).out())
                .contains("\"services\":[{\"line\":1,\"enabled\":false,\"service\":\"rsync\",\"socketType\":\"stream\","
                        + "\"protocol\":\"tcp\",\"wait\":false,\"maximum\":9,\"user\":\"root\",\"group\":\"g\","
                        + "\"server\":\"/usr/bin/rsync\",\"arguments\":[\"rsyncd\",\"--daemon\"]}]");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    }

    private Program mirrorctl(Map<String, String> environment, String... arguments) {
        String program = Program.bin().resolve("mirrorctl").toString();
        List<String> command =
                Stream.concat(Stream.of(program), Arrays.stream(arguments)).toList();
        return Program.run(folder, environment, command.toArray(String[]::new));
    }
}
