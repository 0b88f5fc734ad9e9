package org.pushmirror.rsync.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pushmirror.core.trace.ArchiveSerial;
import org.pushmirror.core.trace.MirrorSite;
import org.pushmirror.core.trace.TraceException;
import org.pushmirror.core.trace.TraceFile;
import org.pushmirror.rsync.fixture.OneAnswer;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpTraceSourceTest {

    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final MirrorSite SITE = new MirrorSite("site1.example.com", "127.0.0.1");

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void aTraceIsRead() throws Exception {
        try (OneAnswer server = answer("200 OK", "Sun Nov 22 12:00:00 UTC 2026\nArchive serial: 2026112201\n")) {
            assertThat(traces(server.port()).trace(SITE, WITHIN).flatMap(TraceFile::serial))
                    .contains(new ArchiveSerial("2026112201"));
        }
    }

    @Test
    void aMirrorWithoutThatTraceHasNone() throws Exception {
        try (OneAnswer server = answer("404 Not Found", "nothing here")) {
            assertThat(traces(server.port()).trace(SITE, WITHIN)).isEmpty();
        }
    }

    @Test
    void anotherStatusIsSaid() throws Exception {
        try (OneAnswer server = answer("503 Service Unavailable", "later")) {
            assertThatThrownBy(() -> traces(server.port()).trace(SITE, WITHIN))
                    .isInstanceOf(TraceException.class)
                    .hasMessageStartingWith("The trace of site1.example.com at 127.0.0.1 cannot be read: http://127")
                    .hasMessageEndingWith(" answered with status 503.");
        }
    }

    @Test
    void anAnswerWithoutEndIsRefused() throws Exception {
        try (OneAnswer server = answer("200 OK", "x".repeat(RsyncTraceSource.MAX_TRACE_BYTES + 1))) {
            assertThatThrownBy(() -> traces(server.port()).trace(SITE, WITHIN))
                    .isInstanceOf(TraceException.class)
                    .hasMessageContaining("longer than");
        }
    }

    @Test
    void aSilentServerEndsInTime() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> traces(silent.getLocalPort()).trace(SITE, Duration.ofMillis(500)))
                    .isInstanceOf(TraceException.class)
                    .hasMessageContaining("did not answer");
        }
    }

    @Test
    void aPortWhereNothingListensIsSaid() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        assertThatThrownBy(() -> traces(port).trace(SITE, WITHIN)).isInstanceOf(TraceException.class);
    }

    private static OneAnswer answer(String status, String body) throws Exception {
        return new OneAnswer(
                "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body);
    }

    private HttpTraceSource traces(int port) {
        return new HttpTraceSource(
                client, site -> URI.create("http://127.0.0.1:" + port + "/project/trace/" + site.name()));
    }
}
