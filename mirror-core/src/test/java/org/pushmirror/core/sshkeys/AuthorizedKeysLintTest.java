package org.pushmirror.core.sshkeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushmirror.core.sshkeys.SshdFacts.HostNames;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.EscapedUtf8;
import org.pushmirror.core.text.Severity;

class AuthorizedKeysLintTest {

    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJv0pFjVQkFvqQ4Yk7yKX5TnB3lJ5pJ0hQyZ6oXkqJrS push@hub";
    private static final String GOOD =
            "restrict,command=\"/usr/local/bin/on-push archive\",from=\"192.0.2.10,2001:db8::10\" ";

    @Test
    void theLineOfTheReferenceIsFaultless() {
        assertThat(check(GOOD + KEY)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            dead-line                    | restrict, command="/x",from="192.0.2.1"                     | restrict,command="/x",from="192.0.2.1"
            dead-line                    | restrictt,command="/x",from="192.0.2.1"                     | restrict,command="/x",from="192.0.2.1"
            dead-line                    | restrict,command="/x",command="/y",from="192.0.2.1"         | restrict,command="/x",from="192.0.2.1"
            no-command                   | restrict,from="192.0.2.1"                                   | restrict,command="/x",from="192.0.2.1"
            not-restricted               | command="/x",from="192.0.2.1"                               | restrict,command="/x",from="192.0.2.1"
            not-restricted               | restrict,pty,command="/x",from="192.0.2.1"                  | pty,restrict,command="/x",from="192.0.2.1"
            flag-by-flag                 | no-pty,no-port-forwarding,no-agent-forwarding,no-X11-forwarding,command="/x",from="192.0.2.1" | restrict,command="/x",from="192.0.2.1"
            from-missing                 | restrict,command="/x"                                       | restrict,command="/x",from="192.0.2.1"
            from-refuses-all             | restrict,command="/x",from="192.0.2.1/24"                   | restrict,command="/x",from="192.0.2.0/24"
            from-refuses-all             | restrict,command="/x",from="192.0.2.1,"                     | restrict,command="/x",from="192.0.2.1"
            from-refuses-all             | restrict,command="/x",from="192.0.2.0/33"                   | restrict,command="/x",from="192.0.2.0/32"
            from-refuses-all             | restrict,command="/x",from="!192.0.2.1"                     | restrict,command="/x",from="*,!192.0.2.1"
            from-name                    | restrict,command="/x",from="hub.example.org"                | restrict,command="/x",from="192.0.2.1"
            inert-permission             | restrict,permitopen="192.0.2.1:80",command="/x",from="192.0.2.1" | restrict,command="/x",from="192.0.2.1"
            one-way-permission           | permitopen="192.0.2.1:80",command="/x",from="192.0.2.1"     | restrict,port-forwarding,permitopen="192.0.2.1:80",permitlisten="8080",command="/x",from="192.0.2.1"
            environment                  | restrict,environment="A=1",command="/x",from="192.0.2.1"    | restrict,command="/x",from="192.0.2.1"
            dangerous-environment        | restrict,environment="LD_PRELOAD=/y",command="/x",from="192.0.2.1" | restrict,environment="A=1",command="/x",from="192.0.2.1"
            ignored-variable             | restrict,environment="A=1",environment="A=2",command="/x",from="192.0.2.1" | restrict,environment="A=1",command="/x",from="192.0.2.1"
            unquoted-original-command    | restrict,command="/x $SSH_ORIGINAL_COMMAND",from="192.0.2.1" | restrict,command="/x \\"$SSH_ORIGINAL_COMMAND\\"",from="192.0.2.1"
            unquoted-original-command    | restrict,command="eval \\"$SSH_ORIGINAL_COMMAND\\"",from="192.0.2.1" | restrict,command="/x",from="192.0.2.1"
            unquoted-original-command    | restrict,command="sh -c \\"$SSH_ORIGINAL_COMMAND\\"",from="192.0.2.1" | restrict,command="exec /x \\"$SSH_ORIGINAL_COMMAND\\"",from="192.0.2.1"
            unquoted-original-command    | restrict,command="/x `echo $SSH_ORIGINAL_COMMAND`",from="192.0.2.1" | restrict,command="/x",from="192.0.2.1"
            shell-command                | restrict,command="~/bin/ftpsync",from="192.0.2.1"           | restrict,command="/home/mirror/bin/ftpsync",from="192.0.2.1"
            shell-command                | restrict,command="ftpsync",from="192.0.2.1"                 | restrict,command="/usr/bin/ftpsync sync:all",from="192.0.2.1"
            shell-command                | restrict,command="/x > /dev/null",from="192.0.2.1"          | restrict,command="/x",from="192.0.2.1"
            principals-without-authority | restrict,principals="a",command="/x",from="192.0.2.1"       | restrict,command="/x",from="192.0.2.1"
            authority-without-principals | cert-authority,restrict,command="/x",from="192.0.2.1"       | cert-authority,principals="a",restrict,command="/x",from="192.0.2.1"
            tunnel                       | restrict,tunnel="0",command="/x",from="192.0.2.1"           | restrict,command="/x",from="192.0.2.1"
            expiry-local-time            | restrict,expiry-time="20991231",command="/x",from="192.0.2.1" | restrict,expiry-time="20991231Z",command="/x",from="192.0.2.1"
            touch-on-plain-key           | restrict,no-touch-required,command="/x",from="192.0.2.1"    | restrict,command="/x",from="192.0.2.1"
            odd-bytes                    | \uFEFFrestrict,command="/x",from="192.0.2.1"                | restrict,command="/x",from="192.0.2.1"
            """)
    void aBadLineIsNamedAndItsMendedTwinIsNot(String rule, String bad, String mended) {
        assertThat(rules(check(bad + " " + KEY))).contains(rule);
        assertThat(rules(check(mended + " " + KEY))).doesNotContain(rule);
    }

    @Test
    void aSlipBeforeTheSameKeyIsAShell() {
        assertThat(rules(check("restrictt,command=\"/x\" " + KEY + "\n" + KEY))).contains("weaker-duplicate");
        assertThat(rules(check(GOOD + KEY + "\ncommand=\"/y\" " + KEY))).contains("weaker-duplicate");
        assertThat(rules(check(GOOD + KEY + "\n" + GOOD + KEY))).doesNotContain("weaker-duplicate");
    }

    @Test
    void theFiveFlagFormOfDebianGetsAdviceAndNoHazardAndIsImproved() {
        String flags = "command=\"~/bin/ftpsync\",no-port-forwarding,no-X11-forwarding,no-agent-forwarding,no-pty ";
        List<Diagnostic> found = check(flags + KEY);

        assertThat(found).extracting(Diagnostic::severity).containsOnly(Severity.ADVICE);
        assertThat(rules(found)).contains("flag-by-flag");
        assertThat(parse(flags + KEY).keys().get(0).improved().line())
                .isEqualTo("restrict,command=\"~/bin/ftpsync\" " + KEY);
    }

    @Test
    void weakAndSmallKeysAreNamed() {
        assertThat(rules(check(GOOD + rsa(1024)))).contains("weak-key");
        assertThat(rules(check(GOOD + rsa(2048)))).contains("small-key").doesNotContain("weak-key");
        assertThat(rules(check(GOOD + rsa(3072)))).isEmpty();
        assertThat(rules(check(GOOD + rsa(3072).replace("ssh-rsa ", "rsa-sha2-512 "))))
                .containsExactly("signature-name");
    }

    @Test
    void whatDependsOnTheServersIsSaidWhenTheyAreKnown() {
        SshdFacts old = new SshdFacts(new OpenSshVersion(9, 0), HostNames.LOOKED_UP, "/bin/bash");
        String line = "restrict,expiry-time=\"20991231Z\",command=\"/x\",from=\"hub.example.org\" " + KEY;

        assertThat(rules(parse(line).diagnostics(old))).containsExactly("bashrc", "expiry-utc");
        assertThat(rules(AuthorizedKeys.parse("a", EscapedUtf8.encode(line), old.oldest())
                        .diagnostics()))
                .containsExactly("dead-line");
    }

    @Test
    void longValuesAreNamed() {
        assertThat(rules(check(GOOD.replace("archive", "a".repeat(9 << 10)) + KEY)))
                .containsExactly("long-value");
        assertThat(rules(check(GOOD.replace("archive", "a".repeat(129 << 10)) + KEY)))
                .containsExactly("too-long-value");
    }

    @Test
    void whatStandsAfterTheKeyDoesNothing() {
        assertThat(rules(check(GOOD + KEY.replace("push@hub", "from=\"192.0.2.1\""))))
                .containsExactly("options-after-key");
        assertThat(rules(check(GOOD + KEY.replace("push@hub", "restrict")))).containsExactly("options-after-key");
    }

    @Test
    void bytesThatNobodySeesAreNamed() {
        assertThat(rules(check(GOOD + KEY + "\0"))).containsExactly("odd-bytes");
        assertThat(rules(check(GOOD + KEY + "\r" + GOOD + KEY))).doesNotContain("odd-bytes");
        assertThat(rules(check("# all\rrestrict " + KEY))).isEmpty();
        assertThat(rules(check("x\rrestrict " + KEY))).containsExactly("dead-line", "odd-bytes");
        assertThat(rules(check("\u000B" + KEY))).contains("odd-bytes");
    }

    private static String rsa(int bits) {
        byte[] modulus = new byte[bits / 8 + 1];
        modulus[1] = (byte) 0x80;
        byte[] blob = new WireWriter()
                .text("ssh-rsa")
                .string(new byte[] {1, 0, 1})
                .string(modulus)
                .bytes();
        return "ssh-rsa " + Base64.getEncoder().encodeToString(blob) + " push@hub";
    }

    private static AuthorizedKeys parse(String text) {
        return AuthorizedKeys.parse("authorized_keys", EscapedUtf8.encode(text + "\n"));
    }

    private static List<Diagnostic> check(String text) {
        return parse(text).diagnostics();
    }

    private static Set<String> rules(List<Diagnostic> diagnostics) {
        return diagnostics.stream().map(Diagnostic::rule).collect(Collectors.toCollection(TreeSet::new));
    }
}
