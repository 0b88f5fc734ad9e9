package org.pushmirror.rsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.text.EscapedUtf8;
import org.pushmirror.rsync.RsyncChange.Action;
import org.pushmirror.rsync.RsyncChange.Attribute;
import org.pushmirror.rsync.RsyncChange.Kind;
import org.pushmirror.rsync.fixture.Programs;
import org.pushmirror.rsync.fixture.RandomTree;

/** What changes() says of random trees, beside what rsync itself prints and what is on disk. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChangesOracleTest {

    @TempDir
    Path folder;

    private final Rsync rsync = Programs.rsync();

    @Test
    void theChangesOfRandomTreesAreThoseThatRsyncPrints() throws Exception {
        long seed = Programs.seed();
        Random random = new Random(seed);
        for (int i = 0; i < Programs.count(12, 400); i++) {
            Path source = folder.resolve("source" + i);
            Path target = folder.resolve("target" + i);
            new RandomTree(random).make(source, target);
            Path other = folder.resolve("other" + i);
            output("/bin/cp", "-a", target.toString(), other.toString());
            List<String> printed = output(
                            rsync.program().toString(), "-aHi", "--delete-during", "--", source + "/", other + "/")
                    .lines()
                    .toList();
            RsyncResult result = rsync.pull(RsyncSource.local(source))
                    .into(target)
                    .options(RsyncOptions.archive().with(RsyncOption.HARD_LINKS).delete(Delete.DURING))
                    .run()
                    .requireSuccess();
            assertThat(result.changes().stream().map(RsyncChange::toString).toList())
                    .as("seed %d, tree %d", seed, i)
                    .isEqualTo(printed);
            assertThat(result.changeCount()).isEqualTo(printed.size());
            assertThat(names(result, false)).as("seed %d, tree %d", seed, i).containsAll(newFiles(printed));
            assertThat(names(result, true))
                    .as("seed %d, tree %d", seed, i)
                    .allSatisfy(name -> assertThat(names(target)).contains(name));
        }
    }

    /** The names of created items that are on disk, as the system has them. */
    private static List<String> names(Path root) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("/usr/bin/find", ".", "-printf", "%P\\0")
                .directory(root.toFile())
                .start();
        byte[] output = process.getInputStream().readAllBytes();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        List<String> names = new ArrayList<>();
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        for (byte b : output) {
            if (b == 0) {
                names.add(hex(name.toByteArray()));
                name.reset();
            } else {
                name.write(b);
            }
        }
        return names;
    }

    private static List<String> names(RsyncResult result, boolean onDisk) {
        return result.changes().stream()
                .filter(change -> !onDisk || change.action() != Action.DELETED)
                .map(RsyncChange::nameBytes)
                .map(ChangesOracleTest::withoutSlash)
                .map(ChangesOracleTest::hex)
                .filter(name -> !onDisk || !name.equals(hex(new byte[] {'.'})))
                .toList();
    }

    /** As rsync escapes, undone here a second time and in another way. */
    private static List<String> newFiles(List<String> printed) {
        return printed.stream()
                .filter(line -> line.startsWith(">f+++++++++ "))
                .map(line -> {
                    StringBuilder hex = new StringBuilder();
                    String name = line.substring(12);
                    for (int i = 0; i < name.length(); i++) {
                        int value = name.charAt(i);
                        if (name.substring(i).matches("(?s)\\\\#[0-7]{3}.*")) {
                            value = Integer.parseInt(name.substring(i + 2, i + 5), 8);
                            i += 4;
                        }
                        hex.append(String.format("%02x", value));
                    }
                    return hex.toString();
                })
                .toList();
    }

    private static byte[] withoutSlash(byte[] name) {
        return name[name.length - 1] == '/' ? Arrays.copyOf(name, name.length - 1) : name;
    }

    private static String hex(byte[] bytes) {
        StringBuilder hex = new StringBuilder();
        for (byte b : bytes) {
            hex.append(String.format("%02x", b & 0xFF));
        }
        return hex.toString();
    }

    private String output(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(rsync.environment());
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    @Test
    void aChangeSaysWhatWasDoneToWhat() throws Exception {
        Path source = Files.createDirectories(folder.resolve("source"));
        Path target = Files.createDirectories(folder.resolve("target"));
        Files.writeString(source.resolve("changed"), "longer");
        Files.writeString(target.resolve("changed"), "old");
        Files.createSymbolicLink(source.resolve("link"), Path.of("a -> b"));
        Files.createDirectory(source.resolve("new"));
        Files.createDirectory(target.resolve("gone"));
        RsyncResult result = rsync.pull(RsyncSource.local(source))
                .into(target)
                .options(RsyncOptions.archive().delete(Delete.DURING))
                .run();
        RsyncChange changed = change(result, "changed");
        assertThat(changed.action()).isEqualTo(Action.RECEIVED);
        assertThat(changed.attributes()).contains(Attribute.SIZE).doesNotContain(Attribute.OWNER);
        assertThat(changed.size()).hasValue(6);
        assertThat(changed.isNew()).isFalse();
        assertThat(change(result, "link").kind()).isEqualTo(Kind.LINK);
        assertThat(change(result, "link").linkTarget()).contains("a -> b");
        assertThat(change(result, "new/").isNew()).isTrue();
        assertThat(change(result, "gone/").action()).isEqualTo(Action.DELETED);
        assertThat(change(result, "gone/").kind()).isEqualTo(Kind.FOLDER);
        assertThat(change(result, "gone/").size()).isEmpty();
    }

    private static RsyncChange change(RsyncResult result, String name) {
        return result.changes().stream()
                .filter(change -> change.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void namesWithoutEndAreKeptOnlyAsManyAsAskedButAllAreHeard() throws Exception {
        Path source = Files.createDirectories(folder.resolve("source"));
        for (int i = 0; i < 300; i++) {
            Files.createFile(source.resolve("file" + i));
        }
        List<RsyncChange> heard = Collections.synchronizedList(new ArrayList<>());
        RsyncResult result = rsync.pull(RsyncSource.local(source))
                .into(folder.resolve("target"))
                .options(RsyncOptions.archive())
                .keepChanges(10)
                .onChange(heard::add)
                .run();
        assertThat(result.changes()).hasSize(10);
        assertThat(result.changeCount()).isEqualTo(301);
        assertThat(heard).hasSize(301);
    }

    @Test
    void whatIsNoChangeIsAMessageOrNothing() {
        Stream.of(
                        "",
                        "@",
                        "@>f+++++++++ 1 name",
                        "@>f+++++++++ x name//",
                        "@xf+++++++++ 1 name//",
                        "@>x+++++++++ 1 name//",
                        "@>f+++++++++ 99999999999999999999999 name//",
                        ">f+++++++++ 1 name//")
                .forEach(line -> assertThat(ChangeReader.read(line.getBytes(StandardCharsets.UTF_8)))
                        .as(line)
                        .isNull());
    }

    @Test
    void aNameThatIsNotUtf8KeepsItsBytes() {
        RsyncChange change =
                ChangeReader.read("@>f+++++++++ 1 a\\#377\\#134#012\\#012//".getBytes(StandardCharsets.US_ASCII));
        assertThat(change.nameBytes()).isEqualTo(new byte[] {'a', (byte) 0xFF, '\\', '#', '0', '1', '2', '\n'});
        assertThat(EscapedUtf8.encode(change.name())).isEqualTo(change.nameBytes());
    }
}
