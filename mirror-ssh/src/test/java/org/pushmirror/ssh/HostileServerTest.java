package org.pushmirror.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.Reason;
import org.pushmirror.core.sshkeys.KnownHosts;

@Timeout(60)
class HostileServerTest {

    private static final Duration SHORT = Duration.ofMillis(1500);
    private static final Duration LONG = Duration.ofSeconds(30);

    private static final SshConnector CONNECTOR =
            SshConnector.of(SshKeyPair.generate("").identity(), HostKeys.strict(KnownHosts.create()));

    private static TriggerException failure(ScriptedServer.Script script, Duration within) throws IOException {
        try (ScriptedServer server = new ScriptedServer(script)) {
            TriggerException failure = catchThrowableOfType(
                    TriggerException.class,
                    () -> CONNECTOR.open(server.target(), within).close());
            assertThat(failure)
                    .hasMessageStartingWith("127.0.0.1:" + server.target().port() + " ");
            return failure;
        }
    }

    private static void say(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        client.getOutputStream().flush();
    }

    @Test
    void silenceEndsAtTheDeadline() throws Exception {
        TriggerException failure = failure(ScriptedServer::hold, SHORT);

        assertTimedOut(failure, "banner");
    }

    @Test
    void aBannerDrippedByteByByteEndsAtTheDeadline() throws Exception {
        TriggerException failure = failure(
                client -> {
                    for (int i = 0; i < 600; i++) {
                        say(client, "x");
                        Thread.sleep(100);
                    }
                },
                SHORT);

        assertTimedOut(failure, "banner");
    }

    @Test
    void linesWithoutEndBeforeTheBannerAreNotReadForEver() throws Exception {
        TriggerException failure = failure(
                client -> {
                    while (!client.isClosed()) {
                        say(client, "please wait\r\n");
                    }
                },
                LONG);

        assertReason(failure, Outcome.UNREACHABLE, "not-ssh", "banner");
    }

    @Test
    void oneEndlessLineIsNotReadForEver() throws Exception {
        TriggerException failure = failure(
                client -> {
                    while (!client.isClosed()) {
                        say(client, "SSH-2.0-xxxxxxxxxxxxxxxxxxxxxxxx");
                    }
                },
                LONG);

        assertReason(failure, Outcome.UNREACHABLE, "not-ssh", "banner");
    }

    @Test
    void anotherProtocolIsQuoted() throws Exception {
        TriggerException failure = failure(client -> say(client, "220 ftp.example.com \u001b[2JFTP ready\r\n"), LONG);

        assertReason(failure, Outcome.UNREACHABLE, "not-ssh", "banner");
        assertThat(failure).hasMessageContaining("\"220 ftp.example.com ?[2JFTP ready\"");
    }

    @Test
    void aBusyServerIsToldApartInOldWordsAndInNew() throws Exception {
        for (String words : new String[] {"Exceeded MaxStartups\r\n", "Not allowed at this time\r\n"}) {
            TriggerException failure = failure(client -> say(client, words), LONG);

            assertReason(failure, Outcome.UNREACHABLE, "busy", "banner");
            assertThat(failure).hasMessageContaining(words.strip());
        }
    }

    @Test
    void aConnectionClosedAtOnceIsNoSsh() throws Exception {
        TriggerException failure = failure(Socket::close, LONG);

        assertThat(failure.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(failure.reason().code()).isIn("connection-closed", "connection-reset");
        assertThat(failure.reason().phase()).isEqualTo("banner");
    }

    @Test
    void aResetIsNamed() throws Exception {
        TriggerException failure = failure(
                client -> {
                    client.getInputStream().read();
                    client.setSoLinger(true, 0);
                },
                LONG);

        assertReason(failure, Outcome.UNREACHABLE, "connection-reset", "banner");
    }

    @Test
    void silenceAfterTheBannerEndsAtTheDeadline() throws Exception {
        TriggerException failure = failure(
                client -> {
                    say(client, "SSH-2.0-OpenSSH_9.2\r\n");
                    ScriptedServer.hold(client);
                },
                SHORT.multipliedBy(3));

        assertTimedOut(failure, "key-exchange");
    }

    @Test
    void garbageAfterTheBannerIsNoHandshake() throws Exception {
        TriggerException failure = failure(
                client -> {
                    say(client, "SSH-2.0-OpenSSH_9.2\r\n");
                    OutputStream out = client.getOutputStream();
                    for (int i = 0; i < 100; i++) {
                        out.write("GARBAGE-".repeat(512).getBytes(StandardCharsets.US_ASCII));
                    }
                    ScriptedServer.hold(client);
                },
                SHORT);

        assertThat(failure.outcome()).isIn(Outcome.UNREACHABLE, Outcome.TIMED_OUT);
        assertThat(failure.reason().phase()).isEqualTo("key-exchange");
    }

    @Test
    void anOldProtocolIsNotSpoken() throws Exception {
        TriggerException failure = failure(client -> say(client, "SSH-1.5-old\r\n"), LONG);

        assertThat(failure.outcome()).isEqualTo(Outcome.UNREACHABLE);
    }

    @Test
    void anInterruptEndsAHandshakeAtOnce() throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer::hold)) {
            CompletableFuture<Throwable> end = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    CONNECTOR.open(server.target(), Duration.ofHours(1)).close();
                } catch (InterruptedException | RuntimeException e) {
                    end.complete(e);
                }
            });
            thread.start();
            await().atMost(LONG).until(() -> server.connections() == 1);

            thread.interrupt();

            assertThat(end.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        }
    }

    private static void assertTimedOut(TriggerException failure, String phase) {
        assertReason(failure, Outcome.TIMED_OUT, phase + "-timeout", phase);
    }

    private static void assertReason(TriggerException failure, Outcome outcome, String code, String phase) {
        assertThat(failure.outcome()).isEqualTo(outcome);
        assertThat(failure.reason()).isEqualTo(new Reason(code, phase, String.valueOf(failure.getMessage())));
    }
}
