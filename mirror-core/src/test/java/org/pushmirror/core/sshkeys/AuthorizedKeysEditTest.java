package org.pushmirror.core.sshkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushmirror.core.oracle.RandomCases;
import org.pushmirror.core.sshkeys.StrictModes.PrivateGroups;
import org.pushmirror.core.text.EscapedUtf8;
import org.pushmirror.core.text.FileException;

class AuthorizedKeysEditTest {

    private static final PublicKey KEY = PublicKey.parse(
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJv0pFjVQkFvqQ4Yk7yKX5TnB3lJ5pJ0hQyZ6oXkqJrS push@hub");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', nullValues = "-", textBlock = """
            -                               | no-pty            | no-pty
            COMMAND="x"                     | command="y"       | command="y"
            Restrict,,pty,                  | command="y"       | Restrict,,pty,command="y",
            restrict,pty                    | no-pty            | restrict,no-pty
            pty,restrict                    | pty               | pty,restrict,pty
            pty,no-pty,user-rc              | pty               | pty,user-rc
            command="x"                     | restrict          | restrict,command="x"
            restrict,command="x"            | restrict          | restrict,command="x"
            environment="A=1",pty           | environment="B=1" | environment="A=1",pty,environment="B=1"
            environment="A=1",pty           | environment="A=2" | environment="A=2",pty
            permitopen="a:1"                | permitopen="b:1"  | permitopen="a:1",permitopen="b:1"
            expiry-time="2030 1 1",pty,expiry-time="20310101" | expiry-time="20320101" | pty,expiry-time="20320101"
            """)
    void oneOptionChangesAndTheRestOfTheLineStays(String before, String option, String after) {
        String old = (before == null ? "" : before + " \t") + KEY;
        AuthorizedKeys keys = parse("# a\r\n  " + old + "  \r\nx\n");
        KeyOption changed = option.contains("=")
                ? KeyOption.of(option.split("=", 2)[0], option.split("\"")[1])
                : KeyOption.flag(option);

        assertThat(keys.withOption(2, changed).bytes())
                .asString()
                .isEqualTo("# a\r\n  " + after + (before == null ? " " : " \t") + KEY + "  \r\nx\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', nullValues = "-", textBlock = """
            no-pty,command="x"          | no-pty                    | command="x"
            command="x",PTY             | pty                       | command="x"
            pty,command="x",no-pty      | pty                       | command="x"
            ,pty,,                      | pty                       | -
            command="x"                 | pty                       | command="x"
            """)
    void anOptionGoesAndTheRestOfTheLineStays(String before, String name, String after) {
        AuthorizedKeys keys = parse(before + "  " + KEY + "\n");

        AuthorizedKeys changed = keys.withoutOption(1, KeyOptionName.of(name.replace("no-", "")));

        assertThat(changed.bytes()).asString().isEqualTo((after == null ? "" : after + "  ") + KEY + "\n");
    }

    @Test
    void linesMoveAndAreAddedReplacedAndRemoved() {
        AuthorizedKeys keys = parse("1\n2\n3");

        assertThat(keys.move(3, 1).bytes()).asString().isEqualTo("3\n1\n2\n");
        assertThat(keys.move(1, 3).bytes()).asString().isEqualTo("2\n3\n1\n");
        assertThat(keys.move(1, 2).bytes()).asString().isEqualTo("2\n1\n3");
        assertThat(keys.remove(2).bytes()).asString().isEqualTo("1\n3");
        assertThat(keys.replace(2, AuthorizedKey.of(KEY)).bytes()).asString().isEqualTo("1\n" + KEY + "\n3");
        assertThat(keys.add(AuthorizedKey.of(KEY)).bytes()).asString().isEqualTo("1\n2\n3\n" + KEY + "\n");
    }

    @Test
    void keysAreFoundByFingerprintAndComment() {
        AuthorizedKeys keys = parse("restrict " + KEY + "\n");

        assertThat(keys.find(KEY.fingerprint())).isPresent();
        assertThat(keys.find(KEY.md5Fingerprint())).isPresent();
        assertThat(keys.findByComment("push@hub"))
                .extracting(AuthorizedKeysLine::number)
                .containsExactly(1);
        assertThat(keys.findByComment("push")).isEmpty();
    }

    @Test
    void anyOptionCanBeSetOnAnyLineAndIsReadBack() {
        RandomCases.check(300, random -> {
            AuthorizedKeys keys = AuthorizedKeys.parse("a", new RandomKeyLines(random, List.of(KEY)).file());
            KeyOption option = RandomCases.one(
                    random,
                    KeyOption.flag("restrict"),
                    KeyOption.flag("no-pty"),
                    KeyOption.flag("pty"),
                    KeyOption.of("command", "a \"b\" \\x"),
                    KeyOption.of("environment", "PMA=q"),
                    KeyOption.of("from", "192.0.2.1"));
            for (AuthorizedKeysLine line : keys.entries()) {
                if (line.key().isPresent()) {
                    AuthorizedKeys changed = keys.withOption(line.number(), option);
                    AuthorizedKeysLine now = changed.lines().get(line.number() - 1);
                    assertThat(now.key().orElseThrow().options())
                            .as(line.text())
                            .contains(option);
                    assertThat(changed.lines()).hasSameSizeAs(keys.lines());
                    AuthorizedKeys without = changed.withoutOption(line.number(), option.option());
                    assertThat(without.lines()
                                    .get(line.number() - 1)
                                    .key()
                                    .orElseThrow()
                                    .options())
                            .as(now.text())
                            .noneMatch(left -> left.option() == option.option());
                }
            }
        });
    }

    @Test
    void typedOptionsAreWrittenSoThatSshdReadsThem() {
        AuthorizedKey line = AuthorizedKey.trigger(KEY, "/usr/local/bin/ftpsync", "192.0.2.7")
                .expires(Instant.parse("2030-01-02T03:04:05Z"))
                .with(KeyOption.of("environment", "A=1"))
                .with(KeyOption.flag("verify-required"));

        assertThat(line.line())
                .isEqualTo(
                        "restrict,command=\"/usr/local/bin/ftpsync\",from=\"192.0.2.7\",expiry-time=\"20300102030405Z\","
                                + "environment=\"A=1\",verify-required " + KEY);
        assertThat(parse(line + "\n").keys()).containsExactly(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "environment|A",
                "environment|A-B=1",
                "permitopen|a",
                "permitopen|a:0",
                "permitlisten|a:b",
                "expiry-time|2030",
                "tunnel|x",
                "nosuch|x",
                "pty|x",
                "command|x\\",
                "from|a\nb"
            })
    void aValueThatWouldKillItsLineIsRefused(String option) {
        String[] parts = option.split("\\|");

        assertThatIllegalArgumentException().isThrownBy(() -> KeyOption.of(parts[0], parts[1]));
    }

    @Test
    void aFileThatOthersMayWriteIsNotWritten() throws Exception {
        AuthorizedKeys keys = AuthorizedKeys.create().with(AuthorizedKey.of(KEY));
        Path file = Files.writeString(folder.resolve("authorized_keys"), "old");
        for (String mode : List.of("rw-rw----", "rw----rw-")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

            assertThatExceptionOfType(FileException.class)
                    .isThrownBy(() -> keys.write(file))
                    .withMessageContaining("sshd would refuse it")
                    .withMessageContaining("chmod go-w");
        }
        assertThat(file).hasContent("old");
    }

    @Test
    void strictModesLooksAtEveryFolderUpToTheHome() throws Exception {
        long me = ((Number) Files.getAttribute(folder, "unix:uid")).longValue();
        Path home = Files.createDirectory(folder.resolve("home"));
        Path ssh = Files.createDirectory(home.resolve(".ssh"));
        Path file = ssh.resolve("authorized_keys");
        StrictModes upstream = StrictModes.of(me, home, PrivateGroups.REFUSED);
        for (Path path : List.of(home, ssh)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }

        assertThat(upstream.problems(file)).isEmpty();
        AuthorizedKeys.create().write(file, upstream);
        assertThat(upstream.problems(file)).isEmpty();

        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxr-x"));
        assertThat(upstream.problems(file)).singleElement().asString().contains("its group may write", "Debian");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xrwx"));
        assertThat(StrictModes.of(me, home, PrivateGroups.ACCEPTED).problems(file))
                .hasSize(1);
        assertThatExceptionOfType(FileException.class)
                .isThrownBy(() -> AuthorizedKeys.create().write(file, upstream));
        assertThat(StrictModes.of(me + 1, ssh, PrivateGroups.REFUSED).problems(file))
                .hasSize(me == 0 ? 0 : 2);
    }

    private static AuthorizedKeys parse(String text) {
        return AuthorizedKeys.parse("authorized_keys", EscapedUtf8.encode(text));
    }
}
