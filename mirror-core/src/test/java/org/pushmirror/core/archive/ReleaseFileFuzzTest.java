package org.pushmirror.core.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class ReleaseFileFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void anyBytesAreReadAndKept(byte[] data) {
        assertThat(ReleaseFile.parse(data).indices())
                .allSatisfy(index -> assertThat(index.sha256()).hasSize(64));
    }
}
