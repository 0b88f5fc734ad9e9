package org.pushmirror.core.mirrorlist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.oracle.RandomCases;
import org.pushmirror.core.push.PushKind;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.EscapedUtf8;
import org.pushmirror.core.text.Severity;

/** Random lists, carried out by Debian's runmirrors with an ssh that only records, and read by us. */
@Timeout(300)
class MirrorListOracleTest {

    private static final Path RUNMIRRORS = Path.of("/usr/bin/runmirrors");
    private static final int LISTS = 12;
    private static final int LINES = 12;

    @TempDir
    Path folder;

    @Test
    void debiansRunmirrorsContactsWhomWeReadOrADiagnosticSaysWhyNot() {
        assertThat(RUNMIRRORS)
                .as("runmirrors is missing; install it with: apt-get install ftpsync")
                .exists();
        RandomCases.check(LISTS, random -> {
            String list = randomList(random);
            PushKind kind = RandomCases.one(random, PushKind.values());
            Map<String, TreeSet<String>> theirs = debian(list, kind);
            MirrorList ours = MirrorList.parse("runmirrors.mirror", EscapedUtf8.encode(list));
            boolean ended = false;
            for (int line = 1; line <= LINES; line++) {
                String host = "h" + line + ".example.org";
                TreeSet<String> expected = ended ? new TreeSet<>() : contacts(ours, host, kind);
                TreeSet<String> actual = theirs.getOrDefault(host, new TreeSet<>());
                if (!actual.equals(expected)) {
                    assertThat(said(ours, line))
                            .as(
                                    "what is said of line %d, where runmirrors does %s and we read %s in%n%s",
                                    line, actual, expected, list)
                            .isNotEmpty();
                }
                ended |= said(ours, line).stream()
                        .anyMatch(diagnostic -> diagnostic.message().contains("runmirrors ends at this line"));
            }
        });
    }

    private static List<Diagnostic> said(MirrorList list, int line) {
        return list.diagnostics().stream()
                .filter(diagnostic -> diagnostic.place().line() == line)
                .filter(diagnostic -> diagnostic.severity() != Severity.ADVICE)
                .toList();
    }

    private TreeSet<String> contacts(MirrorList list, String host, PushKind kind) {
        TreeSet<String> contacts = new TreeSet<>();
        for (ListedMirror mirror : list.mirrors()) {
            if (!mirror.host().equals(host)) {
                continue;
            }
            String who = mirror.user() + " " + mirror.port().orElse(22) + " "
                    + mirror.identity()
                            .orElse(folder.resolve("home/.ssh/pushmirror").toString()) + " sync:archive:"
                    + mirror.archive().map(Object::toString).orElse("") + " ";
            String mhop = kind == PushKind.MHOP && mirror.type() == TargetType.MHOP ? "sync:mhop " : "";
            if (mirror.type() == TargetType.ALL) {
                contacts.add(who + "sync:all");
                continue;
            }
            if (kind != PushKind.STAGE2) {
                contacts.add(who + mhop + "sync:stage1");
            }
            contacts.add(who + mhop + "sync:stage2");
        }
        return contacts;
    }

    private static String randomList(RandomGenerator random) {
        StringBuilder list = new StringBuilder();
        for (int line = 1; line <= LINES; line++) {
            String host = "h" + line + ".example.org";
            String start =
                    RandomCases.one(random, "all", "all", "staged", "mhop", "\tall", "all  ", "Staged", "stagedx")
                            + " m" + line + " ";
            String columns = start + host + RandomCases.one(random, " u" + line, "\tu" + line, " archvsync ");
            list.append(
                            switch (random.nextInt(16)) {
                                case 0 -> "# all comment " + host + " u";
                                case 1 -> "";
                                case 2 -> RandomCases.one(random, "DELAY", "DELAY 5", "DELAY 10 stage1", "DELAY 1m");
                                case 3, 4 ->
                                    start + "ssh+ftpsync://u" + line + "@" + host
                                            + RandomCases.one(
                                                    random, "", "/", "/security", "/a/b", ":2222/x", " u -p 1");
                                case 5, 6 ->
                                    columns + " "
                                            + RandomCases.one(
                                                    random,
                                                    "-p 2222",
                                                    "-p2222",
                                                    "-4",
                                                    "-o Port=2222",
                                                    "-i /k",
                                                    "-4 -6",
                                                    "-p 2222 -4",
                                                    "-o X=1 -p 2",
                                                    "-p  2222",
                                                    "-p\t22");
                                case 7 -> columns + " 2 /keys/" + line;
                                case 8 ->
                                    columns + " "
                                            + RandomCases.one(
                                                    random, "2", "1", "1 /k", "2  /k", "2\t/k", "2 /k x", "3", "/k",
                                                    "22");
                                case 9 -> random.nextInt(4) == 0 ? columns + " keyfile" : columns;
                                case 10 -> start + RandomCases.one(random, host, "u@" + host, "u@" + host + " v");
                                case 11 -> columns + "\r";
                                case 12 ->
                                    RandomCases.one(
                                            random,
                                            "all",
                                            "all m" + line,
                                            "al m h u",
                                            "  staged m" + line + " " + host + " u");
                                default -> columns;
                            })
                    .append('\n');
        }
        return list.toString();
    }

    /** For each host what ssh was asked for. The programs hold our pipe open until the last of them has ended. */
    private Map<String, TreeSet<String>> debian(String list, PushKind kind) throws IOException, InterruptedException {
        Path home = folder.resolve("home");
        Path records = Files.createTempDirectory(folder, "records");
        Files.createDirectories(home.resolve(".ssh"));
        Files.writeString(home.resolve(".ssh/pushmirror"), "key");
        Path configuration = Files.createDirectories(home.resolve(".config/ftpsync"));
        Files.writeString(configuration.resolve("runmirrors.conf"), "BASEDIR=$HOME\n");
        Files.write(configuration.resolve("runmirrors.mirror"), EscapedUtf8.encode(list));
        Path programs = Files.createDirectories(folder.resolve("bin"));
        script(programs.resolve("ssh"), "record=$(mktemp \"$RECORDS/XXXXXX\"); printf '%s\\0' \"$@\" > \"$record\"");
        script(programs.resolve("sleep"), "exec /bin/sleep 0.01");
        ProcessBuilder builder = new ProcessBuilder(RUNMIRRORS.toString(), "-k", kind.word())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "HOME",
                        home.toString(),
                        "LOGNAME",
                        "mirror",
                        "RECORDS",
                        records.toString(),
                        "PATH",
                        programs + ":/usr/bin:/bin"));
        Process process = builder.start();
        try (InputStream out = process.getInputStream()) {
            out.readAllBytes();
        }
        process.waitFor();
        Map<String, TreeSet<String>> contacts = new TreeMap<>();
        try (Stream<Path> files = Files.list(records)) {
            for (Path file : files.toList()) {
                List<String> words = List.of(
                        Files.readString(file, StandardCharsets.ISO_8859_1).split("\0"));
                contacts.computeIfAbsent(words.get(1), host -> new TreeSet<>()).add(contact(words));
            }
        }
        return contacts;
    }

    private static void script(Path path, String body) throws IOException {
        Files.writeString(path, "#!/bin/bash\n" + body + "\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What ssh makes of its arguments: the user, port, first key and words. */
    private static String contact(List<String> words) {
        SshOptions options = SshOptions.read(words.subList(2, words.size() - 1));
        String port =
                options.port().isPresent() ? Integer.toString(options.port().getAsInt()) : "22";
        List<String> keys = new ArrayList<>();
        options.options().stream().filter(option -> option.letter() == 'i').forEach(option -> keys.add(option.value()));
        String key = keys.isEmpty() ? "none" : keys.get(keys.size() - 1);
        return options.user().orElse("none") + " " + port + " " + key + words.get(words.size() - 1);
    }
}
