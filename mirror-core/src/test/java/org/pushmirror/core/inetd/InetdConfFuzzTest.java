package org.pushmirror.core.inetd;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any bytes at all are kept, and give services and diagnostics without an exception. */
class InetdConfFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void anyBytesAreReadKeptAndChanged(byte[] bytes) {
        InetdConf conf = InetdConf.parse("inetd.conf", bytes);

        assertThat(conf.bytes()).isEqualTo(bytes);
        assertThat(conf.diagnostics()).doesNotContainNull();
        assertThat(conf.entries()).doesNotContainNull();
        InetdConf with = conf.with(InetdService.rsync());
        assertThat(with.entries())
                .anyMatch(entry -> entry.state() == InetdEntry.State.ENABLED
                        && entry.service().equals(InetdService.rsync()));
        assertThat(with.disable("rsync")
                        .enable("rsync")
                        .find("rsync")
                        .orElseThrow()
                        .state())
                .isEqualTo(InetdEntry.State.ENABLED);
    }
}
