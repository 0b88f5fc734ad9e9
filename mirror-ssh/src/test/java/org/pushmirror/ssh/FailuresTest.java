package org.pushmirror.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.TargetType;

class FailuresTest {

    private static final PushTarget TARGET =
            PushTarget.of(TargetType.ALL, "mirror1.example.com", "2001:db8::1", "mirror");

    private static String codeOf(IOException cause) {
        TriggerException failure = Failures.notConnected(TARGET, cause);
        assertThat(failure).hasMessageStartingWith("[2001:db8::1]:22 ").hasMessageEndingWith(".");
        assertThat(failure.reason().phase()).isEqualTo("connect");
        return failure.reason().code();
    }

    @Test
    void theErrorsOfTheSystemAreToldApart() {
        assertThat(codeOf(new ConnectException("Connection refused"))).isEqualTo("connection-refused");
        assertThat(codeOf(new ConnectException("Connection timed out"))).isEqualTo("connect-timeout");
        assertThat(codeOf(new SocketTimeoutException("Connect timed out"))).isEqualTo("connect-timeout");
        assertThat(codeOf(new NoRouteToHostException("No route to host"))).isEqualTo("no-route");
        assertThat(codeOf(new SocketException("Network is unreachable"))).isEqualTo("no-route");
        assertThat(codeOf(new SocketException("Connection reset by peer"))).isEqualTo("connection-reset");
    }

    @Test
    void aTimeoutIsTimedOutAndEverythingElseUnreachable() {
        assertThat(Failures.notConnected(TARGET, new SocketTimeoutException("Connect timed out"))
                        .outcome())
                .isEqualTo(Outcome.TIMED_OUT);
        assertThat(Failures.notConnected(TARGET, new ConnectException("Connection refused"))
                        .outcome())
                .isEqualTo(Outcome.UNREACHABLE);
    }
}
