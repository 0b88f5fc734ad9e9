package org.pushmirror.core.sshkeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneOffset;

class AuthorizedKeysFuzzTest {

    private static final PublicKey KEY =
            PublicKey.parse("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJv0pFjVQkFvqQ4Yk7yKX5TnB3lJ5pJ0hQyZ6oXkqJrS");

    @FuzzTest(maxDuration = "10m")
    void anyBytesAreReadAndKept(byte[] data) {
        AuthorizedKeys keys = AuthorizedKeys.parse("authorized_keys", data);

        assertThat(keys.bytes()).isEqualTo(data);
        keys.diagnostics();
        keys.admission(LoginAttempt.of(KEY, InetAddress.getLoopbackAddress(), "mirror", Instant.EPOCH)
                .at(ZoneOffset.UTC));
        assertThat(keys.lines().stream().filter(AuthorizedKeysLine::isEntry))
                .usingElementComparator((one, other) -> same(one, other) ? 0 : 1)
                .containsExactlyElementsOf(keys.entries());
        AuthorizedKey line = AuthorizedKey.trigger(KEY, "ftpsync", "192.0.2.1");
        assertThat(keys.with(line).find(KEY)).contains(line);
    }

    /** A line that is read alone says what it says in its file. */
    private static boolean same(AuthorizedKeysLine one, AuthorizedKeysLine other) {
        return one.number() == other.number()
                && one.kind() == other.kind()
                && one.key().equals(other.key())
                && one.publicKey().equals(other.publicKey())
                && one.problem().equals(other.problem())
                && one.writtenOptions().equals(other.writtenOptions());
    }
}
