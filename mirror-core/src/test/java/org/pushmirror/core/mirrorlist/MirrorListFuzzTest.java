package org.pushmirror.core.mirrorlist;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class MirrorListFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void anyBytesAreReadAndKept(byte[] data) {
        MirrorList list = MirrorList.parse("runmirrors.mirror", data);
        assertThat(list.bytes()).isEqualTo(data);
        list.lines().forEach(line -> assertThat(line.entry().text()).doesNotContain("\n"));
    }
}
