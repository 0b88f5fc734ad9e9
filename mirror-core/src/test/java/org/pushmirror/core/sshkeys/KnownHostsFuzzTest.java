package org.pushmirror.core.sshkeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

class KnownHostsFuzzTest {

    private static final PublicKey KEY =
            PublicKey.parse("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJv0pFjVQkFvqQ4Yk7yKX5TnB3lJ5pJ0hQyZ6oXkqJrS");

    @FuzzTest(maxDuration = "10m")
    void anyBytesAreReadAndKept(byte[] data) {
        KnownHosts known = KnownHosts.parse("known_hosts", data);

        assertThat(known.bytes()).isEqualTo(data);
        known.diagnostics();
        for (String host : List.of("mirror.example.org", "192.0.2.1")) {
            if (known.verdict(host, 2222, KEY) == HostKeyVerdict.ACCEPTED) {
                assertThat(known.keys(host, 2222)).contains(KEY);
            }
            assertThat(known.without(host).find(host)).allMatch(line -> line.marker() != KnownHostsLine.Marker.NONE);
        }
    }
}
