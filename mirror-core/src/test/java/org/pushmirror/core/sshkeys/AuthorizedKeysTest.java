package org.pushmirror.core.sshkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushmirror.core.oracle.RandomCases;
import org.pushmirror.core.text.EscapedUtf8;

class AuthorizedKeysTest {

    private static final PublicKey KEY = key('r', "push@hub");
    private static final PublicKey OTHER = key('s', "admin");

    @TempDir
    Path folder;

    private static PublicKey key(char last, String comment) {
        return PublicKey.parse("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJv0pFjVQkFvqQ4Yk7yKX5TnB3lJ5pJ0hQyZ6oXkqJ" + last
                + "S " + comment);
    }

    @Test
    void theLineOfATriggerKey() {
        AuthorizedKey line = AuthorizedKey.of(KEY)
                .restrict()
                .command("/usr/local/bin/ftpsync")
                .from("192.0.2.7", "2001:db8::/32");

        assertThat(line.line())
                .isEqualTo("restrict,command=\"/usr/local/bin/ftpsync\",from=\"192.0.2.7,2001:db8::/32\" " + KEY);
        assertThat(line.rights().commandOnly()).isTrue();
        assertThat(line.command()).contains("/usr/local/bin/ftpsync");
        assertThat(line.from()).containsExactly("192.0.2.7", "2001:db8::/32");
    }

    @Test
    void aCommandWithQuotesAndBackslashesIsReadBack() {
        String command = "exec \"$HOME/bin/ftp sync\" \\\"x\\\\y\\\" 'a,b' #c\r.";
        AuthorizedKey line = AuthorizedKey.of(KEY).command(command);

        assertThat(parse(line.line() + "\n").keys()).containsExactly(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo \\", "a\nssh-ed25519 AAAA", "a\0b"})
    void aCommandThatCannotBeWrittenIsRefused(String command) {
        AuthorizedKey line = AuthorizedKey.of(KEY);

        assertThatIllegalArgumentException().isThrownBy(() -> line.command(command));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a,b",
                " a",
                "a\"",
                "127.0.0.1/8",
                "192.0.2.0/33",
                "2001:db8::1/32",
                "host/24",
                "1.2.3/24",
                "!192.0.2.7"
            })
    void aSourceThatWouldLockEveryoneOutIsRefused(String source) {
        AuthorizedKey line = AuthorizedKey.of(KEY);

        assertThatIllegalArgumentException().isThrownBy(() -> line.from(source));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"192.0.2.0/24", "0.0.0.0/0", "2001:db8::/32", "192.0.2.7/32", "*.example.com", "192.0.2.?", "::1"
            })
    void aSourceThatSshdUnderstandsIsTaken(String source) {
        assertThat(AuthorizedKey.of(KEY).from(source).from()).containsExactly(source);
    }

    @Test
    void theFiveFlagsOfDebianLeaveACommandOnly() {
        AuthorizedKeys keys =
                parse("command=\"~/bin/ftpsync\",no-port-forwarding,no-X11-forwarding,no-agent-forwarding,no-pty " + KEY
                        + "\n");

        AuthorizedKey line = keys.find(KEY).orElseThrow();
        assertThat(line.rights()).isEqualTo(new KeyRights(false, false, false, false, true));
        assertThat(line.rights().commandOnly()).isTrue();
        assertThat(line.restrict().line()).isEqualTo("restrict,command=\"~/bin/ftpsync\" " + KEY);
    }

    @Test
    void theLastWordOnEachRightCounts() {
        assertThat(parse("restrict,PTY " + KEY).keys().get(0).rights().pty()).isTrue();
        assertThat(parse("pty,restrict " + KEY).keys().get(0).rights().pty()).isFalse();
        assertThat(parse("restrict,pty,no-pty " + KEY).keys().get(0).rights().pty())
                .isFalse();
        assertThat(parse(KEY.toString()).keys().get(0).rights().commandOnly()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",restrict",
                "restrict,,pty",
                ",,,",
                "restrict,",
                "RESTRICT",
                "command=\"\"",
                "command=\"a b,c#=\"",
                "environment=\"A=1\",environment=\"A=2\"",
                "command=\"a\\\"b\""
            })
    void oddOptionsThatSshdTakes(String options) {
        assertThat(parse(options + " " + KEY + "\n").entries().get(0).problem()).isEmpty();
        assertThat(parse(options + "\t" + KEY + "\n").find(KEY)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "restrict, pty",
                "restrict pty",
                "command = \"x\"",
                "command='x y'",
                "command=x",
                "restricted",
                "restrict;pty",
                "command=\"a\"x",
                "command=\"a\"\"b\"",
                "no-restrict",
                "no-command=\"a\"",
                "command=\"a\\\\\"",
                "command=\"a\",command=\"b\"",
                "from=\"a\",FROM=\"b\"",
                "restrict=\"x\"",
                "\uFEFFrestrict",
                "restrict #",
                "command"
            })
    void deadLinesAreNamedAndKept(String options) {
        AuthorizedKeys keys = parse("# comment\n\n" + options + " " + KEY + "\n");

        assertThat(keys.keys()).isEmpty();
        assertThat(keys.entries()).hasSize(1);
        assertThat(keys.diagnostics().get(0).toString())
                .startsWith("authorized_keys:3:1: fatal: sshd drops this line: ");
        assertThat(keys.bytes()).asString().contains(options);
    }

    @Test
    void ensuringARightTwiceChangesNothing() {
        AuthorizedKey line = AuthorizedKey.of(KEY).restrict().command("ftpsync");
        AuthorizedKeys keys = parse(OTHER + "\n").with(line);

        assertThat(keys.bytes()).asString().isEqualTo(OTHER + "\n" + line + "\n");
        assertThat(keys.with(line)).isSameAs(keys);
    }

    @Test
    void changedRightsReplaceTheLineAndItsFallBacks() {
        AuthorizedKeys keys = parse("# one\r\nfrom=\"192.0.2.1\" " + KEY + "\r\n" + OTHER + "\r\n" + KEY + "\r\n# end");
        AuthorizedKey line = AuthorizedKey.of(KEY).restrict();

        assertThat(keys.with(line).bytes()).asString().isEqualTo("# one\r\n" + line + "\r\n" + OTHER + "\r\n# end");
    }

    @Test
    void aKeyIsFoundByFingerprintAndRemoved() {
        AuthorizedKeys keys = parse(KEY + "\n" + OTHER + "\nrestrict " + KEY + "\n");

        assertThat(keys.find(OTHER.fingerprint())).contains(AuthorizedKey.of(OTHER));
        assertThat(keys.without(KEY).bytes()).asString().isEqualTo(OTHER + "\n");
        assertThat(keys.without(KEY).find(KEY)).isEmpty();
    }

    @Test
    void aNewFileIsForItsOwnerAlone() throws Exception {
        Path file = folder.resolve("authorized_keys");
        AuthorizedKeys.create().with(AuthorizedKey.of(KEY)).write(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(AuthorizedKeys.read(file).keys()).containsExactly(AuthorizedKey.of(KEY));
    }

    @Test
    void anyBytesSurviveAndAnEnsuredKeyIsThere() {
        AuthorizedKey line = AuthorizedKey.of(KEY).restrict().command("a \"b\"");
        RandomCases.check(400, random -> {
            byte[] bytes = RandomCases.bytes(random, 100, "restrict,command=\"\\ \t\n\r#");
            AuthorizedKeys keys = AuthorizedKeys.parse("authorized_keys", bytes);

            assertThat(keys.bytes()).isEqualTo(bytes);
            assertThat(keys.with(line).find(KEY)).contains(line);
        });
    }

    @Test
    void anyCommandThatIsTakenIsReadBack() {
        RandomCases.check(400, random -> {
            String command = EscapedUtf8.decode(RandomCases.bytes(random, 12, "\\\"ab, #=\t"));
            AuthorizedKey line;
            try {
                line = AuthorizedKey.of(KEY).restrict().command(command);
            } catch (IllegalArgumentException refused) {
                assertThat(command).matches("(?s).*(\\\\|[\\n\\x00].*)");
                return;
            }
            assertThat(parse(line + "\n").keys()).containsExactly(line);
        });
    }

    private static AuthorizedKeys parse(String text) {
        return AuthorizedKeys.parse("authorized_keys", EscapedUtf8.encode(text));
    }
}
