package org.pushmirror.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Java in the documents is the Java of the examples, which the other tests run. */
class ReadmeTest {

    private static final Path ROOT = Path.of(System.getProperty("pushmirror.root"));
    private static final Path SOURCES = ROOT.resolve("mirror-examples/src/main/java");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @ParameterizedTest
    @CsvSource({"README.md, 3", "docs/pushing.md, 1"})
    void everyLineOfJavaStandsInAnExampleInThatOrder(String document, int atLeast) throws IOException {
        String examples = examples();
        Matcher blocks = JAVA.matcher(Files.readString(ROOT.resolve(document)));
        int count = 0;
        while (blocks.find()) {
            count++;
            for (String part : blocks.group(1).split("\n\\s*\n")) {
                assertThat(examples).contains(squeezed(part));
            }
        }
        assertThat(count).isGreaterThanOrEqualTo(atLeast);
    }

    @Test
    void theProgramsAndFilesThatTheReadmeNamesAreThere() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));

        List<String> names = Pattern.compile("\\]\\(([A-Za-z][^):]*)\\)|`(bin/[a-z]+)")
                .matcher(readme)
                .results()
                .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                .toList();
        assertThat(names)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(ROOT.resolve(name)).exists());
    }

    private static String examples() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(ReadmeTest::read)
                    .map(ReadmeTest::squeezed)
                    .reduce("", (all, next) -> all + "\n" + next);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String squeezed(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
