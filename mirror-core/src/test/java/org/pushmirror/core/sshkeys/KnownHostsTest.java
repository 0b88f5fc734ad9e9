package org.pushmirror.core.sshkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.pushmirror.core.sshkeys.HostKeyVerdict.ACCEPTED;
import static org.pushmirror.core.sshkeys.HostKeyVerdict.CHANGED;
import static org.pushmirror.core.sshkeys.HostKeyVerdict.REVOKED;
import static org.pushmirror.core.sshkeys.HostKeyVerdict.UNKNOWN;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushmirror.core.oracle.RandomCases;
import org.pushmirror.core.oracle.RealProgram;
import org.pushmirror.core.text.EscapedUtf8;

class KnownHostsTest {

    @TempDir
    static Path keys;

    @TempDir
    Path folder;

    private static PublicKey key;
    private static PublicKey other;
    private static PublicKey rsa;

    @BeforeAll
    static void makeKeys() throws Exception {
        key = KeyPairs.make(keys, "key", "ed25519").withComment("");
        other = KeyPairs.make(keys, "other", "ed25519").withComment("");
        rsa = KeyPairs.make(keys, "rsa", "rsa", "-b", "2048").withComment("");
    }

    @Test
    void aLearntKeyIsOneAppendedLine() {
        KnownHosts known =
                KnownHosts.create().with("Mirror.example.org", 2222, key).with("192.0.2.7", 22, key);

        assertThat(known.bytes())
                .asString()
                .isEqualTo("[mirror.example.org]:2222 " + key + "\n192.0.2.7 " + key + "\n");
        assertThat(known.verdict("mirror.EXAMPLE.org", 2222, key)).isEqualTo(ACCEPTED);
        assertThat(known.with("192.0.2.7", 22, key)).isSameAs(known);
    }

    @Test
    void anotherKeyOfAnyTypeHasChanged() {
        KnownHosts known = parse("mirror.example.org " + key);

        assertThat(known.verdict("mirror.example.org", 22, other)).isEqualTo(CHANGED);
        assertThat(known.verdict("mirror.example.org", 22, rsa)).isEqualTo(CHANGED);
        assertThat(known.verdict("other.example.org", 22, other)).isEqualTo(UNKNOWN);
        assertThat(known.with("mirror.example.org", 22, rsa).keys("mirror.example.org", 22))
                .containsExactly(key, rsa);
    }

    @ParameterizedTest
    @CsvSource({
        "*.example.org,         mirror.example.org, 22,   ACCEPTED",
        "m?rror.example.org,    mirror.example.org, 22,   ACCEPTED",
        "'*,!mirror.*',         mirror.example.org, 22,   UNKNOWN",
        "'!mirror.*,*',         mirror.example.org, 22,   UNKNOWN",
        "!mirror.*,             other.example.org,  22,   UNKNOWN",
        "MIRROR.example.org,    mirror.example.org, 22,   ACCEPTED",
        "'a,,mirror.example.org', mirror.example.org, 22, ACCEPTED",
        "*,                     mirror.example.org, 2222, ACCEPTED",
        "[*.example.org]:2222,  mirror.example.org, 2222, ACCEPTED",
        "[*.example.org]:2222,  mirror.example.org, 2223, UNKNOWN",
        "[mirror.example.org]:22, mirror.example.org, 22, UNKNOWN",
        "mirror.example.org,    mirror.example.org, 2222, ACCEPTED",
        "2001:db8::1,           2001:DB8::1,        22,   ACCEPTED",
    })
    void namesMatchAsInSsh(String hosts, String host, int port, HostKeyVerdict verdict) {
        assertThat(parse(hosts + " " + key).verdict(host, port, key)).isEqualTo(verdict);
    }

    @Test
    void aRevokedKeyIsRevokedWhereverItsLineStands() {
        KnownHosts known = parse("mirror.example.org " + key, "@revoked * " + key);

        assertThat(known.verdict("mirror.example.org", 22, key)).isEqualTo(REVOKED);
        assertThat(known.verdict("mirror.example.org", 2222, key)).isEqualTo(REVOKED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> known.with("new.example.org", 22, key))
                .withMessageContaining("revoked");
    }

    @Test
    void aRevokedCertificateRevokesItsKeyAndNoPlainLineHasACertificate() throws Exception {
        KeyPairs.makeFile(keys, "authority", "ed25519");
        RealProgram.run(
                keys, "ssh-keygen", "-q", "-s", "authority", "-I", "x", "-h", "-n", "mirror.example.org", "key.pub");
        String certificate = Files.readString(keys.resolve("key-cert.pub")).strip();

        assertThat(parse("mirror.example.org " + key, "@revoked mirror.example.org " + certificate)
                        .verdict("mirror.example.org", 22, key))
                .isEqualTo(REVOKED);
        assertThat(parse("mirror.example.org " + certificate).verdict("mirror.example.org", 22, key))
                .isEqualTo(CHANGED);
    }

    @Test
    void anAuthorityLineAcceptsNoPlainKey() {
        assertThat(parse("@cert-authority * " + key).verdict("mirror.example.org", 22, key))
                .isEqualTo(UNKNOWN);
    }

    @Test
    void aPlainNameWithAnotherKeySaysNothingAboutAnotherPort() {
        assertThat(parse("mirror.example.org " + other).verdict("mirror.example.org", 2222, key))
                .isEqualTo(UNKNOWN);
    }

    @Test
    void namesThatSshKeygenHashedAreFound() throws Exception {
        Path file = folder.resolve("known_hosts");
        KnownHosts plain =
                KnownHosts.create().with("mirror.example.org", 22, key).with("a.example.org", 2222, other);
        plain.write(file);
        assertThat(RealProgram.run(folder, "ssh-keygen", "-H", "-f", file.toString())
                        .exit())
                .isZero();

        KnownHosts hashed = KnownHosts.read(file);

        assertThat(Files.readString(file)).doesNotContain("mirror");
        assertThat(hashed.diagnostics()).isEmpty();
        assertThat(hashed.verdict("Mirror.example.org", 22, key)).isEqualTo(ACCEPTED);
        assertThat(hashed.verdict("a.example.org", 2222, key)).isEqualTo(CHANGED);
        assertThat(hashed.verdict("a.example.org", 2223, other)).isEqualTo(UNKNOWN);
    }

    @Test
    void sshKeygenFindsWhatWasAdded() throws Exception {
        Path file = folder.resolve("known_hosts");
        KnownHosts.create().with("mirror.example.org", 2222, key).write(file);

        String found = RealProgram.run(folder, "ssh-keygen", "-F", "[mirror.example.org]:2222", "-f", file.toString())
                .text();

        assertThat(found).contains("[mirror.example.org]:2222 " + key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mirror.example.org",
                "mirror.example.org ssh-ed25519",
                "mirror.example.org ssh-ed25519 AAAA",
                "@odd h KEY",
                "@revoked @revoked h KEY",
                "@REVOKED h KEY",
                "@revoked\th KEY",
                "|1|a|b KEY",
                "|1| KEY"
            })
    void deadLinesAreNamedAndKept(String line) {
        KnownHosts known = parse("# comment", "", "   " + line.replace("KEY", key.toString()));

        assertThat(known.diagnostics()).hasSize(1);
        assertThat(known.diagnostics().get(0).toString())
                .startsWith("known_hosts:3:4: fatal: ssh passes this line over: ");
        assertThat(known.verdict("h", 22, key)).isEqualTo(UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a,b", "*", "!a", "|1|a", "@a", "#a", "a\nb", "[a]", "-a"})
    void whatIsNoHostIsRefused(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KnownHosts.create().with(host, 22, key));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65536})
    void whatIsNoPortIsRefused(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KnownHosts.create().verdict("a", port, key));
    }

    @Test
    void anyBytesSurviveAndAnAppendedKeyIsFound() {
        RandomCases.check(300, random -> {
            byte[] bytes = RandomCases.bytes(random, 120, "@revoked h,*!|1 \t\n\r#ssh-ed25519 AAAA=");
            KnownHosts known = KnownHosts.parse("known_hosts", bytes);

            assertThat(known.bytes()).isEqualTo(bytes);
            assertThat(known.with("fresh.example.org", 22, key).verdict("fresh.example.org", 22, key))
                    .isEqualTo(ACCEPTED);
        });
    }

    @Test
    void itAgreesWithSshKeygenOnWhichLinesNameAHost() {
        RandomCases.check(60, random -> {
            String hosts = RandomCases.one(
                    random,
                    "a.example.org",
                    "*.example.org",
                    "a.*,!a.example.org",
                    "[a.example.org]:2222",
                    "A.Example.Org",
                    "?.example.org,b");
            String asked = RandomCases.one(random, "a.example.org", "[a.example.org]:2222", "b.example.org", "b");
            Path file = Files.write(folder.resolve("k"), List.of(hosts + " " + key));
            int exit = RealProgram.run(folder, "ssh-keygen", "-F", asked, "-f", file.toString())
                    .exit();

            boolean found = HostPatterns.parse(hosts).matches(asked);

            assertThat(found).as("%s in %s", asked, hosts).isEqualTo(exit == 0);
        });
    }

    private static KnownHosts parse(String... lines) {
        return KnownHosts.parse("known_hosts", EscapedUtf8.encode(String.join("\n", lines) + "\n"));
    }
}
