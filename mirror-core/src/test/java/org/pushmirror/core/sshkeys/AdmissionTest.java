package org.pushmirror.core.sshkeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushmirror.core.oracle.RealProgram;
import org.pushmirror.core.text.EscapedUtf8;

class AdmissionTest {

    private static final Instant NOW = Instant.parse("2030-01-02T12:00:00Z");

    @TempDir
    static Path folder;

    private static PublicKey key;
    private static PublicKey authority;

    @BeforeAll
    static void makeKeys() throws Exception {
        key = KeyPairs.make(folder, "user", "ed25519");
        authority = KeyPairs.make(folder, "ca", "ed25519");
    }

    @Test
    void theFirstLineThatPassesAllChecksCounts() throws Exception {
        Admission admission = admission(
                "from=\"192.0.2.1\" " + key + "\nrestrictt " + key + "\ncommand=\"second\" " + key + "\n" + key,
                "203.0.113.1");

        assertThat(admission).hasToString("let in by line 3");
        assertThat(admission.grant().orElseThrow().command()).contains("second");
        assertThat(admission.passedOver())
                .extracting(passed -> passed.line().number())
                .containsExactly(1, 2);
        assertThat(admission("from=\"192.0.2.1\" " + key, "203.0.113.1")).hasToString("not let in");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24,            192.0.2.7,   true",
        "'192.0.2.0/24,!192.0.2.7', 192.0.2.7, false",
        "'!192.0.2.7',            192.0.2.8,   false",
        "2001:DB8::/32,           2001:db8::1, true",
        "2001:DB8::*,             2001:db8::1, true",
        "::ffff:192.0.2.7,        192.0.2.7,   false",
        "192.0.2.?,               192.0.2.7,   true",
        "'192.0.2.7,',            192.0.2.7,   false",
        "'192.0.2.7,192.0.2.1/8', 192.0.2.7,   false",
        "0xc0.0.2.7,              192.0.2.7,   true",
        "*,                       ::1,         true",
        "hub.example.org,         192.0.2.7,   false",
    })
    void listsOfAddressesAreReadAsSshdReadsThem(String from, String address, boolean admitted) throws Exception {
        assertThat(admission("from=\"" + from + "\" " + key, address).isAdmitted())
                .isEqualTo(admitted);
    }

    @Test
    void aServerThatLooksUpNamesComparesThem() throws Exception {
        AuthorizedKeys keys = parse("from=\"*.Example.org,!bad.example.org\" " + key);
        LoginAttempt attempt = attempt(key, "192.0.2.7");

        assertThat(keys.admission(attempt.named("HUB.example.org")).isAdmitted())
                .isTrue();
        assertThat(keys.admission(attempt.named("bad.example.org")).isAdmitted())
                .isFalse();
        assertThat(keys.admission(attempt).isAdmitted()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "20300102120000Z, UTC,           true",
        "20300102115959Z, UTC,           false",
        "20300102,        UTC,           false",
        "20300103,        UTC,           true",
        "203001021300,    Europe/Berlin, true",
        "203001021259,    Europe/Berlin, false",
    })
    void aLineIsGoodThroughItsLastSecond(String time, String zone, boolean admitted) throws Exception {
        AuthorizedKeys keys = parse("expiry-time=\"" + time + "\" " + key);

        assertThat(keys.admission(attempt(key, "192.0.2.7").at(ZoneId.of(zone))).isAdmitted())
                .isEqualTo(admitted);
    }

    @Test
    void localTimesHaveNoSummerTime() {
        AuthorizedKey line = parse("expiry-time=\"203007011200\" " + key).keys().get(0);

        assertThat(line.expiry(ZoneId.of("Europe/Berlin"))).contains(Instant.parse("2030-07-01T11:00:00Z"));
        assertThat(line.expiry(ZoneOffset.UTC)).contains(Instant.parse("2030-07-01T12:00:00Z"));
    }

    @Test
    void anAuthorityLetsInWhatItHasSigned() throws Exception {
        PublicKey certificate =
                certificate("-n", "mirror,other", "-O", "clear", "-O", "force-command=x", "-O", "permit-pty");
        String line = "cert-authority,no-user-rc " + authority;

        Admission admission = parse(line).admission(attempt(certificate, "192.0.2.7"));
        assertThat(admission.grant().orElseThrow().command()).contains("x");
        assertThat(admission.grant().orElseThrow().rights()).isEqualTo(new KeyRights(true, false, false, false, false));
        assertThat(parse(line).admission(attempt(key, "192.0.2.7")).isAdmitted())
                .isFalse();
        assertThat(parse(authority.toString())
                        .admission(attempt(certificate, "192.0.2.7"))
                        .isAdmitted())
                .isFalse();
        assertThat(admitted("cert-authority,principals=\"b,other\" " + authority, certificate))
                .isTrue();
        assertThat(admitted("cert-authority,principals=\"b\" " + authority, certificate))
                .isFalse();
        assertThat(admitted("cert-authority,command=\"y\" " + authority, certificate))
                .isFalse();
        assertThat(admitted(line, certificate("-n", "other"))).isFalse();
        assertThat(admitted(line, certificate("-n", "mirror", "-V", "20200101:20200102")))
                .isFalse();
        assertThat(admitted(line, certificate("-n", "mirror", "-O", "source-address=192.0.2.0/24")))
                .isTrue();
        assertThat(admitted(line, certificate("-n", "mirror", "-O", "source-address=198.51.100.0/24")))
                .isFalse();
        assertThat(admitted(line, certificate("-n", "mirror", "-O", "critical:x@example.org=1")))
                .isFalse();
        assertThat(admitted(line, certificate("-h", "-n", "mirror"))).isFalse();
    }

    @Test
    void whatACertificateSaysIsReadable() throws Exception {
        PublicKey signed =
                certificate("-n", "a,b", "-z", "7", "-V", "20300101000000Z:20310101000000Z", "-O", "force-command=x y");
        SshCertificate certificate = signed.certificate().orElseThrow();

        assertThat(certificate.serial()).isEqualTo(7);
        assertThat(certificate.kind()).isEqualTo(SshCertificate.Kind.USER);
        assertThat(certificate.keyId()).isEqualTo("id");
        assertThat(certificate.principals()).containsExactly("a", "b");
        assertThat(certificate.validAfter()).isEqualTo("2030-01-01T00:00:00Z");
        assertThat(certificate.validBefore()).isEqualTo("2031-01-01T00:00:00Z");
        assertThat(certificate.forceCommand()).contains("x y");
        assertThat(certificate.authority()).isEqualTo(authority);
        assertThat(signed.plain()).isEqualTo(key);
        assertThat(signed.fingerprint()).isEqualTo(key.fingerprint());
    }

    @Test
    void anOldSshdDropsWhatItDoesNotKnow() {
        AuthorizedKeys keys = parse("expiry-time=\"20300101Z\" " + key + "\npermitlisten=\"80\" " + key);

        assertThat(keys.readBy(new OpenSshVersion(9, 0)).keys()).hasSize(1);
        assertThat(keys.readBy(new OpenSshVersion(7, 7)).entries())
                .allMatch(line -> line.key().isEmpty());
        assertThat(keys.readBy(new OpenSshVersion(7, 7)).entries().get(1).livesFrom())
                .contains(new OpenSshVersion(7, 8));
    }

    private static boolean admitted(String line, PublicKey shown) throws Exception {
        return parse(line).admission(attempt(shown, "192.0.2.7")).isAdmitted();
    }

    private static PublicKey certificate(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("ssh-keygen", "-q", "-s", "ca", "-I", "id"));
        if (!List.of(options).contains("-V")) {
            command.addAll(List.of("-V", "20200101:20400101"));
        }
        command.addAll(List.of(options));
        command.add("user.pub");
        RealProgram.Ended ended = RealProgram.run(folder, command.toArray(String[]::new));
        assertThat(ended.exit()).as(ended.errors()).isZero();
        return PublicKey.parse(Files.readString(folder.resolve("user-cert.pub")));
    }

    private static LoginAttempt attempt(PublicKey shown, String address) throws Exception {
        return LoginAttempt.of(shown, InetAddress.getByName(address), "mirror", NOW);
    }

    private static Admission admission(String text, String address) throws Exception {
        return parse(text).admission(attempt(key, address));
    }

    private static AuthorizedKeys parse(String text) {
        return AuthorizedKeys.parse("authorized_keys", EscapedUtf8.encode(text + "\n"));
    }
}
