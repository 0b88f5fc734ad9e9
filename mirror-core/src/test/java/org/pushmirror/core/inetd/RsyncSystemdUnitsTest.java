package org.pushmirror.core.inetd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class RsyncSystemdUnitsTest {

    @Test
    void theLineOfTheDebianPageBecomesASocketAndAService() {
        RsyncSystemdUnits units = RsyncSystemdUnits.of(InetdService.rsync());

        assertThat(units.socket()).isEqualTo("""
                [Unit]
                Description=rsync daemon, one for each connection

                [Socket]
                ListenStream=873
                Accept=yes

                [Install]
                WantedBy=sockets.target
                """);
        assertThat(units.serviceOfSocket()).isEqualTo("""
                [Unit]
                Description=rsync daemon for one connection

                [Service]
                ExecStart=-/usr/bin/rsync --daemon
                StandardInput=socket
                StandardOutput=inherit
                StandardError=journal
                """);
        assertThat(units.service()).contains("\nExecStart=/usr/bin/rsync --daemon --no-detach\n");
    }

    @Test
    void limitUserGroupPortAndArgumentsAreKept() {
        RsyncSystemdUnits units = RsyncSystemdUnits.of(InetdService.parse(
                        "rsync stream tcp nowait.30 mirror.staff /usr/bin/rsync rsyncd --daemon --config=/a%b"))
                .onPort(8730);

        assertThat(units.socket()).contains("\nListenStream=8730\n", "\nMaxConnections=30\n");
        assertThat(units.serviceOfSocket()).contains("\nUser=mirror\nGroup=staff\n", " \"--config=/a%%b\"\n");
        assertThat(units.service()).contains(" --no-detach --port=8730\n");
    }

    @Test
    void aServiceThatIsNoneForSystemdIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RsyncSystemdUnits.of(InetdService.parse("x dgram udp wait root /usr/bin/x x")))
                .withMessageContaining("stream, tcp, nowait");
    }
}
