package org.pushmirror.core.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushmirror.core.text.Diagnostic;

class SuiteConfTest {

    private static final HostContext HOST = HostContext.none()
            .environment(Map.of("HOME", "/home/mirror", "LOGNAME", "mirror"))
            .names("m1", "m1.example.org");

    private static FtpsyncConf ftpsync(String name, String text) {
        return FtpsyncConf.of(ShellFile.parse(name, text.getBytes(StandardCharsets.UTF_8)), HOST);
    }

    private static RunmirrorsConf runmirrors(String text) {
        return RunmirrorsConf.of(ShellFile.parse("runmirrors.conf", text.getBytes(StandardCharsets.UTF_8)), HOST);
    }

    @Test
    void theDefaultsAreThoseOfTheManualPage() {
        FtpsyncConf conf = ftpsync("/etc/ftpsync/ftpsync-security.conf", "RSYNC_HOST=hub.example.org\n");

        assertThat(conf.get(FtpsyncConf.MIRRORNAME)).contains("m1.example.org");
        assertThat(conf.get(FtpsyncConf.TO)).contains("/srv/mirrors/debian/");
        assertThat(conf.get(FtpsyncConf.MAILTO)).contains("mirror");
        assertThat(conf.get(FtpsyncConf.HUB)).contains(false);
        assertThat(conf.get(FtpsyncConf.LOG)).contains("/home/mirror/.local/log/ftpsync/ftpsync-security.log");
        assertThat(conf.get(FtpsyncConf.UIPSLEEP)).contains(Duration.ofSeconds(1200));
        assertThat(conf.get(FtpsyncConf.RSYNC_OPTIONS2))
                .contains(List.of(
                        "--max-delete=40000", "--delay-updates", "--delete", "--delete-delay", "--delete-excluded"));
        assertThat(conf.get(FtpsyncConf.RSYNC_USER)).isEmpty();
        assertThat(conf.isAccepted()).isTrue();
        assertThat(conf.diagnostics()).isEmpty();
        assertThat(runmirrors("").get(RunmirrorsConf.PUSHDELAY)).contains(Duration.ofSeconds(600));
        assertThat(runmirrors("").get(RunmirrorsConf.SSH_OPTS)).contains(List.of("-o", "StrictHostKeyChecking=no"));
    }

    @Test
    void whatTheFileSetsIsTyped() {
        FtpsyncConf conf = ftpsync("ftpsync.conf", """
                RSYNC_HOST=hub.example.org RSYNC_USER=site1 RSYNC_PASSWORD='s e'
                HUB=true; UIPRETRIES=5; ARCH_INCLUDE="amd64 source"
                LOGDIR=/var/log; TRACEHOST=$(hostname -s)
                """);

        assertThat(conf.get(FtpsyncConf.HUB)).contains(true);
        assertThat(conf.get(FtpsyncConf.UIPRETRIES)).contains(5);
        assertThat(conf.get(FtpsyncConf.ARCH_INCLUDE)).contains(List.of("amd64", "source"));
        assertThat(conf.get(FtpsyncConf.LOG)).contains("/var/log/ftpsync.log");
        assertThat(conf.get(FtpsyncConf.TRACEHOST)).contains("m1");
        assertThat(conf.get(FtpsyncConf.RSYNC_PASSWORD)).hasToString("Optional[***]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TO=/a | no-upstream",
                "RSYNC_HOST=h;ARCH_INCLUDE=a;ARCH_EXCLUDE=b | both-architecture-lists",
                "RSYNC_HOST=h;RSYNC_TRANSPORT=tls | unknown-transport",
                "RSYNC_HOST=h;HUB=yes | bad-value",
                "RSYNC_HOST=h;UIPSLEEP=20m | bad-value",
                "RSYNC_HOST=h;EXCLUDE=\"--exclude='x'\" | quotes-in-options",
                "RSYNC_HOST=h;RSYNC_USR=x | misspelt-setting",
                "RSYNC_HOST=h;RSYNC_USER=x | user-without-password",
                "RSYNC_HOST=h;TO='/a b' | odd-folder",
                "RSYNC_HOST=h;MIRRORNAME=a/b | odd-mirror-name",
                "RSYNC_HOST=h;TO=$NOTHING/a | unset-variable",
                "RSYNC_HOST=h;A=$'x\\r' | carriage-return",
                "RSYNC_HOST=h;) | syntax-error"
            })
    void whatWillNotWorkIsSaid(String text, String rule) {
        assertThat(ftpsync("ftpsync.conf", text).diagnostics())
                .extracting(Diagnostic::rule)
                .contains(rule);
    }

    @Test
    void theMissingBaseFolderOfDebiansRunmirrorsIsSaid() {
        assertThat(runmirrors("").diagnostics())
                .extracting(Diagnostic::rule)
                .contains("no-basedir", "host-keys-unchecked");
        assertThat(runmirrors("BASEDIR=$HOME\nSSH_OPTS='-o StrictHostKeyChecking=yes'\n")
                        .diagnostics())
                .isEmpty();
    }
}
