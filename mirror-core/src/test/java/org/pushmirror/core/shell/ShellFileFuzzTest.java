package org.pushmirror.core.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;

class ShellFileFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void anyBytesAreReadAndKept(byte[] data) {
        ShellFile file = ShellFile.parse("ftpsync.conf", data);
        ShellSettings settings = file.settings(
                HostContext.none().environment(Map.of("HOME", "/home/mirror")).names("m", "m.example.org"));
        settings.diagnostics();
        FtpsyncConf.of(file, HostContext.none()).diagnostics();
        assertThat(file.bytes()).isEqualTo(data);
        settings.unresolved()
                .forEach(unresolved -> unresolved
                        .name()
                        .ifPresent(name -> assertThat(settings.get(name)).isEmpty()));
    }
}
