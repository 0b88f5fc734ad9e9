package org.pushmirror.core.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any bytes at all are kept, and give entries and diagnostics without an exception; a new password is read back. */
class SecretsFileFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void anyBytesAreReadKeptAndChanged(byte[] bytes) {
        SecretsFile secrets = SecretsFile.parse("secrets", bytes);

        assertThat(secrets.bytes()).isEqualTo(bytes);
        assertThat(secrets.diagnostics()).doesNotContainNull();
        assertThat(secrets.revealPasswords()).hasSameSizeAs(secrets.entries());
        Password password = Password.of("new password");
        SecretsFile changed = secrets.with("ann", password);
        assertThat(changed.password("ann")).contains(password);
        assertThat(changed.without("ann").users()).doesNotContain("ann");
        assertThat(changed.users()).containsAll(secrets.users());
    }
}
