package org.pushmirror.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pushmirror.ssh.time.Deadline;

@Timeout(60)
class ResolverTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(30);

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    @Test
    void aNameServiceThatDoesNotAnswerIsGivenUpAtTheDeadlineAndHoldsUpNobodyElse() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        InetAddress[] address = {InetAddress.getLoopbackAddress()};
        Resolver resolver = new Resolver(ResolverTest::daemon, host -> {
            if (host.startsWith("slow")) {
                awaitQuietly(end);
            }
            return address;
        });

        assertThatThrownBy(() -> resolver.resolve("slow.example.com", Deadline.in(SHORT)))
                .isInstanceOf(TimeoutException.class);
        assertThat(resolver.resolve("quick.example.com", Deadline.in(LONG))).isEqualTo(address);
        end.countDown();
    }

    @Test
    void noMoreLookupsRunAtOnceThanAreAllowed() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger running = new AtomicInteger();
        Resolver resolver = new Resolver(ResolverTest::daemon, host -> {
            running.incrementAndGet();
            awaitQuietly(end);
            return new InetAddress[0];
        });

        for (int i = 0; i < 70; i++) {
            String host = "slow" + i + ".example.com";
            assertThatThrownBy(() -> resolver.resolve(host, Deadline.in(Duration.ofMillis(1))))
                    .isInstanceOf(TimeoutException.class);
        }

        assertThat(running.get()).isLessThanOrEqualTo(64);
        end.countDown();
    }

    @Test
    void aNameWithoutAddressIsSaid() {
        Resolver resolver = new Resolver(ResolverTest::daemon, host -> {
            throw new UnknownHostException(host);
        });

        assertThatThrownBy(() -> resolver.resolve("nobody.example.com", Deadline.in(LONG)))
                .isInstanceOf(UnknownHostException.class);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
