package org.pushmirror.examples.bin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushmirror.examples.Program;

/** The starting scripts, started as a user would. */
class ProgramsTest {

    @TempDir
    Path folder;

    @Test
    void mirrorctlRunsFromAnyFolderAndThroughALink() throws IOException {
        Path link =
                Files.createSymbolicLink(folder.resolve("ctl"), Program.bin().resolve("mirrorctl"));

        Program version = Program.run(folder, Map.of(), link.toString(), "--version");

        assertThat(version.err()).isEmpty();
        assertThat(version.status()).isZero();
        assertThat(version.out()).startsWith("pushmirror ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "--nonsense", "demo --mirrors 0", "demo --mirrors many", "demo extra"})
    void wrongUsageIsOneLineAndExitTwo(String arguments) {
        Program wrong = Program.run(
                folder,
                Map.of(),
                Stream.concat(
                                Stream.of(Program.bin().resolve("mirrorctl").toString()),
                                Stream.of(arguments.split(" ")).filter(word -> !word.isEmpty()))
                        .toArray(String[]::new));

        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err()).startsWith("mirrorctl: ").hasLineCount(1);
    }

    @Test
    void keygenMakesAKeyThatSshKeygenReadsAndPrintsTheLineToHandOut() {
        Program keygen = Program.run(
                folder,
                Map.of(),
                Program.bin().resolve("mirrorctl").toString(),
                "keygen",
                "push",
                "--comment",
                "push@hub.example.org");

        assertThat(keygen.err()).isEmpty();
        assertThat(keygen.status()).isZero();
        assertThat(keygen.out())
                .startsWith("restrict,command=\"exec /usr/bin/ftpsync\" ssh-ed25519 ")
                .endsWith(" push@hub.example.org\n");
        Program derived = Program.run(folder, Map.of(), "ssh-keygen", "-y", "-f", "push");
        assertThat(keygen.out()).contains(derived.out().split(" ")[1]);
        Program again =
                Program.run(folder, Map.of(), Program.bin().resolve("mirrorctl").toString(), "keygen", "push");
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.err()).contains("exists already").hasLineCount(1);
    }

    @Test
    void ftpsyncNeverBuildsAndSaysWhatDoes() throws IOException {
        Path copy = copyOfTheScripts();

        Program program = Program.run(folder, Map.of(), copy.resolve("ftpsync").toString());

        assertThat(program.status()).isEqualTo(69);
        assertThat(program.out()).isEmpty();
        assertThat(program.err())
                .startsWith("ftpsync: not built; build it with: ")
                .hasLineCount(1);
    }

    @Test
    void withoutAPackageManagerOrRightsTheMissingProgramsAreNamed() throws IOException {
        Path copy = copyOfTheScripts();
        Path tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool :
                new String[] {"sh", "readlink", "dirname", "find", "cksum", "sort", "tr", "cat", "sed", "id"}) {
            Path wrapper = Files.writeString(tools.resolve(tool), "#!/bin/sh\nexec " + which(tool) + " \"$@\"\n");
            assertThat(wrapper.toFile().setExecutable(true)).isTrue();
        }

        Program program = Program.run(
                folder,
                Map.of("PATH", tools.toString(), "JAVA_HOME", "/nonexistent"),
                tools.resolve("sh").toString(),
                copy.resolve("mirrorctl").toString());

        assertThat(program.status()).isEqualTo(69);
        assertThat(program.out()).isEmpty();
        assertThat(program.err()).contains("missing:").contains("mvn");
    }

    private Path copyOfTheScripts() throws IOException {
        Path copy = Files.createDirectories(folder.resolve("checkout/bin"));
        try (Stream<Path> scripts = Files.list(Program.bin())) {
            for (Path script : scripts.toList()) {
                Files.copy(script, copy.resolve(script.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return copy;
    }

    private static Path which(String tool) {
        return Stream.of("/usr/bin", "/bin")
                .map(place -> Path.of(place, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }
}
