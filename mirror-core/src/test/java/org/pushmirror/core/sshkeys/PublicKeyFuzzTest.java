package org.pushmirror.core.sshkeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class PublicKeyFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void anyBlobIsAKeyOrRefused(byte[] data) {
        PublicKey key;
        try {
            key = PublicKey.of(data, "");
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageEndingWith(".");
            return;
        }
        assertThat(PublicKey.parse(key.toString())).isEqualTo(key);
        assertThat(PublicKey.of(key.blob(), "").fingerprint()).isEqualTo(key.fingerprint());
    }
}
