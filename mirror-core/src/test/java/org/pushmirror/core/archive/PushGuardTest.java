package org.pushmirror.core.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.trace.ArchiveSerial;

class PushGuardTest {

    private static final ArchiveSerial OURS = new ArchiveSerial("2026112204");

    /** SHA-256 of the five bytes {@code index}. */
    private static final String SUM = "1bc04b5291c26a46d918139138b992d2de976d6851d0893b0476b85bfbdfc6e6";

    @TempDir
    Path root;

    private ArchiveTree tree;

    @BeforeEach
    void make() throws IOException {
        tree = ArchiveTree.at(root);
        Files.createDirectories(tree.traceFolder());
        Files.writeString(tree.masterTrace(), "Sun Nov 22 12:00:00 UTC 2026\nArchive serial: 2026112204\n");
        Path suite = Files.createDirectories(root.resolve("dists/stable/main/binary-amd64"));
        Files.writeString(suite.resolve("Packages"), "index");
        Files.writeString(
                root.resolve("dists/stable/InRelease"), "SHA256:\n " + SUM + " 5 main/binary-amd64/Packages\n");
    }

    @Test
    void nothingIsAgainstAnArchiveInGoodOrder() {
        assertThat(PushGuard.refusals(tree, null)).isEmpty();
        assertThat(PushGuard.refusals(tree, OURS)).isEmpty();
        assertThat(PushGuard.refusals(tree, new ArchiveSerial("2026112203"))).isEmpty();
    }

    @Test
    void aSerialThatWentBackIsRefused() {
        assertThat(PushGuard.refusals(tree, new ArchiveSerial("2026112205")))
                .containsExactly("The archive " + root
                        + " has serial 2026112204, which is older than 2026112205 of the last push; mirrors would not"
                        + " count it as new.");
    }

    @Test
    void aLostSerialIsRefused() throws IOException {
        Files.delete(tree.masterTrace());

        assertThat(PushGuard.refusals(tree, OURS)).singleElement().asString().contains("has no serial");
        assertThat(PushGuard.refusals(tree, null)).isEmpty();
    }

    @Test
    void anInProgressMarkIsRefused() throws IOException {
        Files.writeString(tree.inProgressMark("hub.example.org"), "1\n");

        assertThat(PushGuard.refusals(tree, OURS))
                .singleElement()
                .asString()
                .contains("has the mark Archive-Update-in-Progress-hub.example.org");
    }

    @Test
    void indicesThatInReleaseDoesNotNameSoAreRefused() throws IOException {
        Files.writeString(root.resolve("dists/stable/main/binary-amd64/Packages"), "other");

        assertThat(PushGuard.refusals(tree, OURS))
                .singleElement()
                .asString()
                .contains("indices of the suite stable", "another SHA-256 sum");
    }
}
