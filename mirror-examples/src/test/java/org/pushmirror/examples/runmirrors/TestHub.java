package org.pushmirror.examples.runmirrors;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.pushmirror.core.sync.StepResult;
import org.pushmirror.ssh.SshKeyPair;

/**
 * A hub in a folder of its own, pushed by Debian's runmirrors and by ours. Mirrors are shell scripts: both meet the same
 * ones, Debian's through a stand-in for ssh.
 */
final class TestHub {

    private static final Path ORIGINAL = Path.of("/usr/bin/runmirrors");
    private static final long PATIENCE_SECONDS = 120;

    private final Path home;
    private final Path answers;
    private final Path configurations;
    private final List<String> mails = new CopyOnWriteArrayList<>();

    TestHub(Path folder) throws IOException {
        this.home = Files.createDirectories(folder.resolve("home"));
        this.answers = Files.createDirectories(folder.resolve("answers"));
        this.configurations = Files.createDirectories(home.resolve(".config/ftpsync"));
        Path programs = Files.createDirectories(folder.resolve("bin"));
        Files.createDirectories(home.resolve(".ssh"));
        SshKeyPair.generate("push@hub.example.org").write(home.resolve(".ssh/pushmirror"));
        script(programs.resolve("ssh"), """
                host=$2
                for words; do :; done
                printf '%s|%s\\n' "$host" "$*" >>"$RECORD"
                if [ -x "$ANSWERS/$host" ]; then
                    exec "$ANSWERS/$host" $words
                fi
                """);
        // The original looks at its barrier every five seconds.
        script(programs.resolve("sleep"), "exec /bin/sleep 0.\"$1\"\n");
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** How one run went. */
    record Run(int status, List<String> sent, String log, List<String> mails, String err) {

        /** The words that a host was sent, one request after the other. */
        List<String> sentTo(String host) {
            return sent.stream()
                    .filter(line -> line.startsWith(host + ": "))
                    .map(line -> line.substring(host.length() + 2))
                    .toList();
        }
    }

    Path home() {
        return home;
    }

    /** Writes the configuration; {@code BASEDIR} is there, as Debian's program needs it. */
    TestHub configured(String... lines) throws IOException {
        return configuration("runmirrors.conf", "BASEDIR=" + home + "\n" + String.join("\n", lines) + "\n");
    }

    TestHub configuration(String name, String text) throws IOException {
        Files.writeString(configurations.resolve(name), "MAILTO=' '\nPUSHDELAY=60\n" + text);
        return this;
    }

    TestHub listed(String... lines) throws IOException {
        return list("runmirrors.mirror", String.join("\n", lines) + "\n");
    }

    TestHub list(String name, String text) throws IOException {
        Files.writeString(configurations.resolve(name), text);
        return this;
    }

    /** What a mirror does when it is triggered; its words are the arguments of the script. */
    TestHub answer(String host, String shell) throws IOException {
        script(answers.resolve(host), shell + "\n");
        return this;
    }

    /** Pushes with Debian's runmirrors, and waits for what it leaves in the background. */
    Run original(String... arguments) throws IOException, InterruptedException {
        if (!Files.isRegularFile(ORIGINAL)) {
            throw new IllegalStateException("Debian's runmirrors is missing; install it with: apt-get install ftpsync");
        }
        Path record = home.resolve("record");
        Files.writeString(record, "");
        List<String> command = new ArrayList<>(List.of(ORIGINAL.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(home.resolve("out").toFile())
                .redirectError(home.resolve("err").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment());
        builder.environment().put("RECORD", record.toString());
        builder.environment().put("ANSWERS", answers.toString());
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("runmirrors did not end");
        }
        awaitBackground();
        List<String> sent = commandLines().stream().map(TestHub::request).toList();
        return new Run(process.exitValue(), sent, read(log()), List.of(), read(home.resolve("err")));
    }

    /** The triggers go on when the program has ended; they have its record in their environment. */
    private void awaitBackground() throws IOException, InterruptedException {
        Path record = home.resolve("record");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end && hasBackground(record.toString())) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static boolean hasBackground(String record) throws IOException {
        try (var processes = Files.list(Path.of("/proc"))) {
            return processes
                    .map(folder -> folder.resolve("environ"))
                    .filter(file -> file.getParent().getFileName().toString().matches("[0-9]+"))
                    .anyMatch(file -> read(file).contains("RECORD=" + record));
        }
    }

    private static String request(String recorded) {
        int bar = recorded.indexOf('|');
        int words = recorded.indexOf(" sync:archive:");
        return recorded.substring(0, bar) + ": "
                + (words < 0 ? "" : recorded.substring(words).strip());
    }

    /** The arguments that Debian's runmirrors gave to ssh, a line for each start. */
    List<String> commandLines() throws IOException {
        String record = Files.readString(home.resolve("record"));
        return record.isEmpty() ? List.of() : List.of(record.split("\n"));
    }

    /** Pushes with ours. */
    Run ours(String... arguments) {
        ScriptedMirrors mirrors = new ScriptedMirrors(answers);
        return ours(new StandIns(Optional.of(mirrors), notifier()), mirrors.sent(), arguments);
    }

    /** Pushes with ours, and gives the mirrors that were contacted. */
    ScriptedMirrors oursWithMirrors(String... arguments) {
        ScriptedMirrors mirrors = new ScriptedMirrors(answers);
        ours(new StandIns(Optional.of(mirrors), notifier()), mirrors.sent(), arguments);
        return mirrors;
    }

    /** Pushes with ours, over ssh. */
    Run oursOverSsh(String... arguments) {
        return ours(new StandIns(Optional.empty(), notifier()), List.of(), arguments);
    }

    private Optional<org.pushmirror.core.sync.Notifier> notifier() {
        return Optional.of(notice -> {
            mails.add(notice.subject() + "\n" + notice.text());
            return StepResult.good("");
        });
    }

    private Run ours(StandIns standIns, List<String> sent, String... arguments) {
        mails.clear();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        int status = new Runmirrors(environment(), out, new PrintStream(err, true, StandardCharsets.UTF_8), standIns)
                .run(List.of(arguments));
        return new Run(
                status, List.copyOf(sent), read(log()), List.copyOf(mails), err.toString(StandardCharsets.UTF_8));
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("HOME", home.toString());
        environment.put("LOGNAME", "mirror");
        environment.put("PATH", home.resolveSibling("bin") + ":" + System.getenv("PATH"));
        return environment;
    }

    Path log() {
        return home.resolve(".local/log/ftpsync/runmirrors.log");
    }

    static String read(Path file) {
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (java.nio.file.NoSuchFileException | java.nio.file.AccessDeniedException e) {
            return "";
        } catch (IOException e) {
            if (file.startsWith("/proc")) {
                return "";
            }
            throw new UncheckedIOException(e);
        }
    }
}
