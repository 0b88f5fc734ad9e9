package org.pushmirror.core.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.oracle.RandomCases;
import org.pushmirror.core.text.EscapedUtf8;

/** Random files, read by bash and by us. */
class ShellOracleTest {

    private static final int BATCHES = 4;
    private static final int FILES = 100;
    private static final String SET = "+";
    private static final String UNSET = "-";

    @TempDir
    Path folder;

    @Test
    void bashAndWeAgreeOnEveryValueOfRandomFiles() {
        RandomCases.check(BATCHES, random -> {
            List<String> files = Stream.generate(() -> new RandomShellFiles(random).file())
                    .limit(FILES)
                    .toList();
            for (String locale : List.of("C.UTF-8", "C")) {
                compare(files, Map.of("HOME", "/home/mirror", "LC_ALL", locale));
            }
        });
    }

    private void compare(List<String> files, Map<String, String> environment) throws IOException, InterruptedException {
        List<List<String>> bash = bash(files, environment);
        HostContext host = host().environment(environment);
        SoftAssertions all = new SoftAssertions();
        int resolved = 0;
        for (int i = 0; i < files.size(); i++) {
            ShellSettings settings = ShellFile.parse("ftpsync.conf", EscapedUtf8.encode(files.get(i)))
                    .settings(host);
            all.assertThat(ours(settings, bash.get(i)))
                    .as("read in %s:%n%s", environment.get("LC_ALL"), files.get(i))
                    .isEqualTo(bash.get(i));
            resolved += settings.values().size();
        }
        all.assertAll();
        assertThat(resolved).as("settings that could be told").isGreaterThan(FILES);
    }

    /** Where only a running shell could tell, anything is right. */
    private static List<String> ours(ShellSettings settings, List<String> bash) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < RandomShellFiles.NAMES.size(); i++) {
            String name = RandomShellFiles.NAMES.get(i);
            String told = settings.get(name).map(value -> SET + value).orElse(UNSET);
            values.add(settings.isUnresolved(name) && i < bash.size() ? bash.get(i) : told);
        }
        return values;
    }

    @Test
    void everyValueThatIsWrittenIsReadBackByBashWhereverItIsWritten() {
        RandomCases.check(BATCHES, random -> {
            List<String> files = new ArrayList<>();
            List<String> names = new ArrayList<>();
            List<String> values = new ArrayList<>();
            for (int i = 0; i < FILES; i++) {
                names.add(RandomShellFiles.NAMES.get(random.nextInt(RandomShellFiles.NAMES.size())));
                values.add(randomValue(random));
                ShellFile file = readableFile(random);
                files.add(EscapedUtf8.decode(
                        file.with(names.get(i), values.get(i)).bytes()));
            }
            List<List<String>> bash = bash(files, Map.of("HOME", "/home/mirror", "LC_ALL", "C.UTF-8"));
            for (int i = 0; i < files.size(); i++) {
                assertThat(bash.get(i).get(RandomShellFiles.NAMES.indexOf(names.get(i))))
                        .as("%s in:%n%s", names.get(i), files.get(i))
                        .isEqualTo(SET + values.get(i));
            }
        });
    }

    /** One that bash reads to its end. */
    private static ShellFile readableFile(RandomGenerator random) {
        ShellFile file = ShellFile.parse("f", EscapedUtf8.encode(new RandomShellFiles(random).file()));
        boolean broken = file.settings(HostContext.none()).diagnostics().stream()
                .anyMatch(diagnostic -> diagnostic.rule().equals("syntax-error"));
        return broken ? readableFile(random) : file;
    }

    private static String randomValue(RandomGenerator random) {
        StringBuilder value = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            value.append(
                    switch (random.nextInt(3)) {
                        case 0 -> " '\"\\$`~#;&|<>(){}[]*?!\n\t\r=:".charAt(random.nextInt(27));
                        case 1 -> (char) ('a' + random.nextInt(26));
                        default -> random.nextBoolean() ? 'é' : (char) (0xDC80 + random.nextInt(128));
                    });
        }
        return EscapedUtf8.decode(EscapedUtf8.encode(value));
    }

    private static HostContext host() throws IOException, InterruptedException {
        return HostContext.none()
                .names(line("hostname"), line("hostname", "-f"))
                .clock(Clock.systemDefaultZone());
    }

    private static String line(String... command) throws IOException, InterruptedException {
        return new String(output(new ProcessBuilder(command)), StandardCharsets.UTF_8).strip();
    }

    /** For each file and name the value, or that it is not set. One bash reads them all, each in a subshell. */
    private List<List<String>> bash(List<String> files, Map<String, String> environment)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "--norc",
                "-c",
                "names=$1; shift; for file; do (set -a; . \"$file\" 2>/dev/null; for name in $names; do"
                        + " if [ -n \"${!name+set}\" ]; then printf '+%s\\0' \"${!name}\"; else printf -- '-\\0'; fi;"
                        + " done); printf '=\\0'; done",
                "bash",
                String.join(" ", RandomShellFiles.NAMES)));
        for (int i = 0; i < files.size(); i++) {
            Path file = folder.resolve(i + ".conf");
            Files.write(file, EscapedUtf8.encode(files.get(i)));
            command.add(file.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("PATH", "/usr/bin:/bin");
        List<List<String>> values = new ArrayList<>();
        List<String> row = new ArrayList<>();
        for (String field : EscapedUtf8.decode(output(builder)).split("\0")) {
            if (field.equals("=")) {
                values.add(List.copyOf(row));
                row.clear();
            } else {
                row.add(field);
            }
        }
        return values;
    }

    private static byte[] output(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.start();
        process.getOutputStream().close();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (InputStream in = process.getInputStream()) {
            in.transferTo(out);
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return out.toByteArray();
    }
}
