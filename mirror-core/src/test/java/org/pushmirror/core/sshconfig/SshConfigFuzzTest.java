package org.pushmirror.core.sshconfig;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.util.Map;

class SshConfigFuzzTest {

    private static final SshUser USER = new SshUser("mirror", Path.of("/nonexistent"), "localhost", Map.of());

    @FuzzTest(maxDuration = "10m")
    void anyBytesGiveSettings(byte[] data) {
        SshHostSettings settings = SshConfig.parse("config", data, USER).settings("mirror.example.org", USER);

        assertThat(settings.port()).isBetween(1, 65535);
        settings.proxyJump();
        settings.strictHostKeyChecking();
        settings.userKnownHostsFiles();
    }
}
