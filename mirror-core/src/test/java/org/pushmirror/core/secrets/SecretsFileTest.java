package org.pushmirror.core.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushmirror.core.oracle.RandomCases;
import org.pushmirror.core.oracle.RealProgram;
import org.pushmirror.core.secrets.SecretsEntry.Holder;
import org.pushmirror.core.secrets.SecretsEntry.Standing;
import org.pushmirror.core.text.AtomicFile;
import org.pushmirror.core.text.EscapedUtf8;

class SecretsFileTest {

    @TempDir
    Path folder;

    @Test
    void aNewFileHasOneLineForEachSite() {
        SecretsFile secrets = SecretsFile.create()
                .with("site1.example.com", Password.of("one"))
                .with("site2.example.com", Password.of("two"))
                .withGroup("staff", Password.of("three"));

        assertThat(secrets.bytes())
                .asString()
                .isEqualTo("site1.example.com:one\nsite2.example.com:two\n@staff:three\n");
        assertThat(secrets.users()).containsExactly("site1.example.com", "site2.example.com");
        assertThat(secrets.password("site2.example.com")).contains(Password.of("two"));
        assertThat(secrets.groupPassword("staff")).contains(Password.of("three"));
    }

    @Test
    void aChangedPasswordTouchesItsLineAlone() {
        SecretsFile secrets = parse("# keep: this\r\nalice:old\r\n\r\nbob:x");

        assertThat(secrets.with("alice", Password.of("new")).bytes())
                .asString()
                .isEqualTo("# keep: this\r\nalice:new\r\n\r\nbob:x");
        assertThat(secrets.with("carol", Password.of("y")).bytes()).asString().endsWith("\r\nbob:x\r\ncarol:y\r\n");
    }

    @Test
    void theFirstLineOfANameWins() {
        SecretsFile secrets = parse("alice:one\nalice:two\n");

        assertThat(secrets.password("alice")).contains(Password.of("one"));
        assertThat(secrets.entries())
                .containsExactly(
                        new SecretsEntry(1, Holder.USER, "alice", Standing.EFFECTIVE, 3),
                        new SecretsEntry(2, Holder.USER, "alice", Standing.SHADOWED, 3));
        assertThat(secrets.diagnostics())
                .hasToString(
                        "[secrets:2:1: ignored: rsync looks at the first line of \"alice\" only; remove this one.]");
    }

    @Test
    void removingAUserRemovesHisShadowedLinesToo() {
        assertThat(parse("alice:one\nbob:x\nalice:two").without("alice").bytes())
                .asString()
                .isEqualTo("bob:x\n");
    }

    @Test
    void anEmptyPasswordIsAHazardAndNoPassword() {
        SecretsFile secrets = parse("alice:\n");

        assertThat(secrets.password("alice")).isEmpty();
        assertThat(secrets.diagnostics()).hasSize(1);
        assertThat(secrets.diagnostics().get(0).toString()).startsWith("secrets:1:7: hazard: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@staff", "#alice", "a:b", "a b", "a\tb", "a\nb"})
    void aNameThatRsyncCannotMatchIsRefused(String name) {
        Password password = Password.of("x");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretsFile.create().with(name, password));
    }

    @Test
    void aNewFileIsForItsOwnerAlone() throws Exception {
        Path file = folder.resolve("secrets");
        SecretsFile.create().with("alice", Password.random()).write(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void noDescriptionShowsAPassword() {
        SecretsFile secrets = parse("alice:wonderland\nalice:wonderland\n" + "wonderland".repeat(200));

        assertThat(secrets.toString() + secrets.entries() + secrets.diagnostics())
                .doesNotContain("wonderland");
    }

    @Test
    void anEditOfAnyBytesChangesOnePasswordAndNoOther() {
        RandomCases.check(400, random -> {
            String likely = RandomCases.one(random, "ab:@\n\r", "ab:@\n\r\0#  ", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:b");
            byte[] bytes = RandomCases.bytes(random, RandomCases.one(random, 40, 3000), likely);
            SecretsFile secrets = SecretsFile.parse("secrets", bytes);
            assertThat(secrets.bytes()).isEqualTo(bytes);

            String user = RandomCases.one(random, "a", "b", "ab", "new");
            Password password = Password.random();
            Map<String, Integer> others = lengths(secrets, user);

            SecretsFile changed = secrets.with(user, password);
            assertThat(changed.password(user)).contains(password);
            assertThat(lengths(changed, user)).isEqualTo(others);

            SecretsFile removed = changed.without(user);
            assertThat(removed.users()).doesNotContain(user);
            assertThat(lengths(removed, user)).isEqualTo(others);
        });
    }

    private static Map<String, Integer> lengths(SecretsFile secrets, String except) {
        Map<String, Integer> lengths = new HashMap<>();
        for (SecretsEntry entry : secrets.entries()) {
            if (entry.standing() == Standing.EFFECTIVE && !entry.name().equals(except)) {
                lengths.put(entry.holder() + entry.name(), entry.passwordBytes());
            }
        }
        return lengths;
    }

    @ParameterizedTest
    @CsvSource({
        "alice, one,  0",
        "alice, two,  5",
        "bob,   a:b,  0",
        "carol, cut,  0",
        "dave,  tail, 0",
        "erin,  x,    5",
    })
    void rsyncLetsInWhomTheFileSays(String user, String password, int exit) throws Exception {
        SecretsFile secrets =
                parse("alice:one\nalice:two\nbob:a:b\r\ncarol:cut\rjunk\n" + "#".repeat(1023) + "dave:tail\n");

        RealProgram.Ended ended = logIn(secrets, user, password);

        assertThat(ended.exit()).as(ended.errors()).isEqualTo(exit);
        assertThat(secrets.password(user).filter(Password.of(password)::equals).isPresent())
                .isEqualTo(exit == 0);
    }

    @Test
    void rsyncLetsInTheLongestPassword() throws Exception {
        String longest = "x".repeat(Password.MAX_BYTES);
        SecretsFile secrets = SecretsFile.create().with("alice", Password.of(longest));

        assertThat(logIn(secrets, "alice", longest).exit()).isZero();
        assertThat(logIn(secrets, "alice", longest.substring(1)).exit()).isEqualTo(5);
    }

    private RealProgram.Ended logIn(SecretsFile secrets, String user, String password) throws Exception {
        Path file = folder.resolve("secrets");
        secrets.write(file);
        Path served = Files.createDirectories(folder.resolve("served"));
        Path configuration = Files.write(
                folder.resolve("rsyncd.conf"),
                List.of(
                        "log file = " + folder.resolve("log"),
                        "use chroot = no",
                        // Only root may change its user and group, and only root would change it unasked.
                        Files.getAttribute(folder, "unix:uid").equals(0) ? "uid = 0" : "",
                        "[m]",
                        "path = " + served,
                        "auth users = *",
                        "secrets file = " + file));
        Path passwordFile = folder.resolve("password");
        Files.deleteIfExists(passwordFile);
        AtomicFile.createPrivate(passwordFile, EscapedUtf8.encode(password + "\n"));
        return RealProgram.run(
                folder,
                new byte[0],
                List.of("rsync", "--password-file=" + passwordFile, "rsync://" + user + "@127.0.0.1/m/"),
                Map.of("RSYNC_CONNECT_PROG", "rsync --daemon --config=" + configuration));
    }

    private static SecretsFile parse(String text) {
        return SecretsFile.parse("secrets", EscapedUtf8.encode(text));
    }
}
