package org.pushmirror.core.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.archive.SuiteReport.Depth;
import org.pushmirror.core.archive.SuiteReport.Kind;
import org.pushmirror.core.archive.SuiteReport.Problem;

class IndexCheckTest {

    @TempDir
    Path root;

    private String entry(String path, String content) throws NoSuchAlgorithmException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(bytes);
        return " " + HexFormat.of().formatHex(sum) + " " + bytes.length + " " + path + "\n";
    }

    private void write(String path, String content) throws IOException {
        Path file = root.resolve("dists/stable").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void signed(String entries) throws IOException {
        write(
                "InRelease",
                "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nSuite: stable\nMD5Sum:\n 0 1 x\nSHA256:\n"
                        + entries + "-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n");
    }

    private SuiteReport check(Depth depth) {
        List<SuiteReport> reports = ArchiveTree.at(root).checkIndices(depth);
        assertThat(reports).hasSize(1);
        assertThat(reports.get(0).suite()).isEqualTo("stable");
        return reports.get(0);
    }

    @Test
    void aTreeOfOneStateIsConsistentAndWhatIsLeftOutIsNamed() throws Exception {
        write("main/binary-amd64/Packages.xz", "packages");
        signed(entry("main/binary-amd64/Packages", "plain packages")
                + entry("main/binary-amd64/Packages.xz", "packages")
                + entry("main/binary-arm64/Packages.xz", "other"));

        SuiteReport report = check(Depth.CONTENT);

        assertThat(report.isConsistent()).isTrue();
        assertThat(report.checked()).isEqualTo(1);
        assertThat(report.absent()).containsExactly("main/binary-arm64/Packages");
    }

    @Test
    void anIndexOfAnotherUpdateIsFoundByItsSizeOrItsSum() throws Exception {
        write("a", "12345");
        write("b", "12345");
        signed(entry("a", "1234") + entry("b", "54321"));

        assertThat(check(Depth.SIZES).problems()).extracting(Problem::kind).containsExactly(Kind.SIZE);
        assertThat(check(Depth.CONTENT).problems()).extracting(Problem::kind).containsExactly(Kind.SIZE, Kind.SUM);
    }

    @Test
    void aReleaseFileOfAnotherUpdateIsFound() throws Exception {
        write("a", "1");
        signed(entry("a", "1"));
        write("Release", "Suite: stable\nSHA256:\n" + entry("a", "2"));

        assertThat(check(Depth.SIZES).problems()).extracting(Problem::kind).containsExactly(Kind.RELEASE);
    }

    @Test
    void aPathThatLeadsOutIsNotOpened() throws Exception {
        Files.writeString(root.resolve("secret"), "x");
        signed(entry("../../secret", "y") + entry("/etc/passwd", "z"));

        assertThat(check(Depth.CONTENT).problems()).extracting(Problem::kind).containsExactly(Kind.PATH, Kind.PATH);
    }

    @Test
    void aTreeWithoutSuitesHasNoReports() {
        assertThat(ArchiveTree.at(root).checkIndices(Depth.CONTENT)).isEmpty();
    }
}
