package org.pushmirror.core.rsyncd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.oracle.OldRsync;
import org.pushmirror.core.oracle.RandomCases;
import org.pushmirror.core.oracle.RealProgram;

/** What depends on the release: rsync 3.2.7 does what is said of it, and the newest does otherwise. */
class OldRsyncAgreementTest {

    private static final RsyncVersion OLD = RsyncVersion.parse("3.2.7");
    private static final Pattern UNKNOWN = Pattern.compile("Unknown Parameter encountered: \"([^\"]+)\"");

    @TempDir
    Path folder;

    private Path module;
    private String old;

    @BeforeEach
    void findIt() throws Exception {
        module = Files.createDirectory(folder.resolve("module"));
        old = OldRsync.program(folder);
    }

    @Test
    void theParametersThatAreTooNewForItAreThoseThatItDoesNotKnow() throws Exception {
        Set<RsyncdParameter<?>> harmful = Set.of(RsyncdParameter.NAME, RsyncdParameter.LOG_FILE);
        StringBuilder conf = new StringBuilder();
        for (RsyncdParameter<?> parameter : RsyncdParameter.all()) {
            if (!harmful.contains(parameter) && !parameter.name().startsWith("daemon")) {
                conf.append(parameter).append(" =\n");
            }
        }
        Path file = write(conf.toString());

        Set<String> tooNew = RsyncdTree.of(file, Files.readAllBytes(file), surroundings()).check(OLD).stream()
                .filter(found -> found.rule().equals("parameter-too-new"))
                .map(found -> text(conf, found.place().line()))
                .collect(Collectors.toSet());
        said(old, "#list", "--log-file=" + folder.resolve("log"));
        String log = Files.readString(folder.resolve("log"));

        assertThat(UNKNOWN.matcher(log).results().map(match -> match.group(1)).collect(Collectors.toSet()))
                .isEqualTo(tooNew)
                .contains("insecure links");
    }

    private static String text(CharSequence conf, int line) {
        return conf.toString().lines().skip(line - 1L).findFirst().orElseThrow().replace(" =", "");
    }

    @Test
    void itReadsTheGrammarAsTheNewestDoes() {
        RandomCases.check(60, random -> {
            Path main = RandomTree.write(folder, random);

            assertThat(said(old, main, "#list", RandomTree.VARIABLES))
                    .isEqualTo(said("rsync", main, "#list", RandomTree.VARIABLES));
        });
    }

    @Test
    void aNameThatCannotBeLookedUpDeniesNobodyThen() throws Exception {
        Path conf = write("use chroot = no\nreverse lookup = no\nlog file = /dev/null\n[m]\npath = " + module
                + "\nhosts deny = no-such-host.invalid\n");

        assertThat(said(old, "m")).contains("@RSYNCD: OK");
        assertThat(said("rsync", "m")).contains("access denied");
        assertThat(messages(conf, OLD)).contains("denies nobody before 3.5.0");
        assertThat(messages(conf, RsyncVersion.NEWEST)).contains("denies everybody");
    }

    @Test
    void blanksPartUsersBehindACommaThen() throws Exception {
        Path secrets = Files.writeString(folder.resolve("secrets"), "bob:x\n");
        Path conf = write("use chroot = no\nstrict modes = no\nlog file = /dev/null\n[m]\npath = " + module
                + "\nsecrets file = " + secrets + "\nauth users = ,ann bob\n");

        assertThat(login(old, conf)).isZero();
        assertThat(login("rsync", conf)).isEqualTo(5);
        assertThat(messages(conf, OLD)).contains("parts it at commas only, releases before at blanks, too");
    }

    private int login(String program, Path conf) throws Exception {
        Map<String, String> environment = Map.of(
                "RSYNC_PASSWORD", "x", "RSYNC_CONNECT_PROG", program + " --server --daemon --config=" + conf + " .");
        return RealProgram.run(folder, new byte[0], List.of("rsync", "rsync://bob@x/m/"), environment)
                .exit();
    }

    private String messages(Path conf, RsyncVersion version) {
        return RsyncdTree.read(conf, surroundings()).check(version).toString();
    }

    private RsyncdSurroundings surroundings() {
        return new RsyncdSurroundings(folder, Map.of());
    }

    private Path write(String conf) throws Exception {
        return Files.writeString(folder.resolve("rsyncd.conf"), conf);
    }

    private String said(String program, String request, String... options) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(program, "--server", "--daemon", "--config=" + folder.resolve("rsyncd.conf")));
        command.addAll(List.of(options));
        command.add(".");
        return RealProgram.run(
                        folder,
                        ("@RSYNCD: 31.0\n" + request + "\n").getBytes(StandardCharsets.US_ASCII),
                        command,
                        Map.of("SSH_CONNECTION", "192.0.2.7 1 192.0.2.1 22"))
                .text();
    }

    /** Without the greeting, which names the digests of the release. */
    private String said(String program, Path conf, String request, Map<String, String> variables) throws Exception {
        String said = RealProgram.run(
                        folder,
                        ("@RSYNCD: 31.0\n" + request + "\n").getBytes(StandardCharsets.US_ASCII),
                        List.of(program, "--server", "--daemon", "--config=" + conf, "."),
                        variables)
                .text();
        return said.substring(said.indexOf('\n') + 1);
    }
}
