package org.pushmirror.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.text.FileException.Operation;

class AtomicFileTest {

    private static final byte[] OLD = "old".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NEW = "new".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    @Test
    void aReplacedFileKeepsItsModeAndOwner() throws IOException {
        Path file = Files.write(folder.resolve("f"), OLD);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x-w-"));
        Object owner = Files.getAttribute(file, "unix:uid");

        AtomicFile.replace(file, NEW);

        assertThat(file).hasBinaryContent(NEW);
        assertThat(mode(file)).isEqualTo("rwxr-x-w-");
        assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(owner);
        assertThat(names()).containsExactly("f");
    }

    @Test
    void rootKeepsAnotherOwnerAndOthersAreToldWhatTheyMayNot() throws IOException {
        Path file = Files.write(folder.resolve("f"), OLD);
        boolean root = Files.getAttribute(file, "unix:uid").equals(0);
        if (root) {
            Files.setAttribute(file, "unix:uid", 12345);
            Files.setAttribute(file, "unix:gid", 12346);

            AtomicFile.replace(file, NEW);

            assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(12345);
            assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(12346);
        } else {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-x------"));

            assertThatExceptionOfType(FileException.class)
                    .isThrownBy(() -> AtomicFile.replace(file, NEW))
                    .withMessage("Cannot write " + file + ": permission denied.");

            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void aSymbolicLinkStaysAndItsTargetIsReplaced() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Path file = Files.write(inner.resolve("f"), OLD);
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("inner/f"));

        AtomicFile.replace(link, NEW);

        assertThat(link).isSymbolicLink();
        assertThat(file).hasBinaryContent(NEW);
    }

    @Test
    void aDanglingLinkGetsItsTarget() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("f"));

        AtomicFile.replace(link, NEW);

        assertThat(folder.resolve("f")).hasBinaryContent(NEW);
    }

    @Test
    void aLinkToItselfIsRefused() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("link"));

        assertThatExceptionOfType(FileException.class)
                .isThrownBy(() -> AtomicFile.replace(link, NEW))
                .withMessageContaining("leads to itself");
    }

    @Test
    void aNewFileHasTheModeOfTheUmask() throws IOException {
        Path byTheSystem = Files.createFile(folder.resolve("system"));

        AtomicFile.replace(folder.resolve("f"), NEW);

        assertThat(mode(folder.resolve("f"))).isEqualTo(mode(byTheSystem));
    }

    @Test
    void aNewPrivateFileIsForItsOwnerAlone() throws IOException {
        AtomicFile.replacePrivate(folder.resolve("f"), NEW);
        AtomicFile.createPrivate(folder.resolve("g"), NEW);

        assertThat(mode(folder.resolve("f"))).isEqualTo("rw-------");
        assertThat(mode(folder.resolve("g"))).isEqualTo("rw-------");
    }

    @Test
    void anExistingFileIsNotCreated() throws IOException {
        Path file = Files.write(folder.resolve("f"), OLD);

        assertThatExceptionOfType(FileException.class)
                .isThrownBy(() -> AtomicFile.createPrivate(file, NEW))
                .withMessage("Cannot write " + file + ": it exists already.");
        assertThat(file).hasBinaryContent(OLD);
    }

    @Test
    void aMissingFolderIsOneClearSentence() {
        Path file = folder.resolve("none/f");

        assertThatExceptionOfType(FileException.class)
                .isThrownBy(() -> AtomicFile.replace(file, NEW))
                .withMessage("Cannot write " + file + ": no such file or folder.")
                .satisfies(failure -> assertThat(failure.operation()).isEqualTo(Operation.WRITE))
                .satisfies(failure -> assertThat(failure.path()).isEqualTo(file));
    }

    @Test
    void aFileThatItsOwnerMayOnlyReadIsReplacedAndStaysSo() throws IOException {
        Path file = Files.write(folder.resolve("f"), OLD);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));

        AtomicFile.replacePrivate(file, NEW);

        assertThat(file).hasBinaryContent(NEW);
        assertThat(mode(file)).isEqualTo("r--r-----");
    }

    @Test
    void extendedAttributesAreKeptWhereThereAreAny() throws IOException {
        Path file = Files.write(folder.resolve("f"), OLD);
        UserDefinedFileAttributeView before = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
        boolean kept = Files.getFileStore(file).supportsFileAttributeView(UserDefinedFileAttributeView.class);
        if (kept) {
            before.write("note", ByteBuffer.wrap(OLD));
        }

        AtomicFile.replace(file, NEW);

        UserDefinedFileAttributeView after = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
        assertThat(kept ? after.list() : List.of()).isEqualTo(kept ? List.of("note") : List.of());
    }

    @Test
    void aFileThatSomebodyHasChangedSinceIsLeftAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "theirs");

        assertThatExceptionOfType(FileException.class)
                .isThrownBy(() -> AtomicFile.replace(file, OLD, NEW))
                .withMessage("Cannot write " + file
                        + ": somebody has changed it since it was read; read it again and repeat the change.");
        assertThat(file).hasContent("theirs");

        AtomicFile.replace(file, Files.readAllBytes(file), NEW);
        assertThat(file).hasBinaryContent(NEW);
        assertThat(names()).containsExactly("f");
    }

    @Test
    void aFolderIsNeitherReadNorReplaced() throws IOException {
        assertThatExceptionOfType(FileException.class)
                .isThrownBy(() -> AtomicFile.read(folder))
                .withMessage("Cannot read " + folder + ": it is a folder.");
        assertThatExceptionOfType(FileException.class)
                .isThrownBy(() -> AtomicFile.replace(folder, NEW))
                .withMessage("Cannot write " + folder + ": it is not a regular file.");
        assertThat(names()).isEmpty();
    }

    @Test
    void aMissingFileIsOneClearSentence() {
        Path file = folder.resolve("none");

        assertThatExceptionOfType(FileException.class)
                .isThrownBy(() -> AtomicFile.read(file))
                .withMessage("Cannot read " + file + ": no such file or folder.");
    }

    @Test
    void anInterruptedWriteLeavesTheOldFileAndNothingBesideIt() throws IOException {
        Path file = Files.write(folder.resolve("f"), OLD);

        Thread.currentThread().interrupt();
        assertThatExceptionOfType(FileException.class)
                .isThrownBy(() -> AtomicFile.replace(file, NEW))
                .withMessage("Cannot write " + file + ": the thread was interrupted.");
        assertThat(Thread.interrupted()).isTrue();

        assertThat(file).hasBinaryContent(OLD);
        assertThat(names()).containsExactly("f");
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
