package org.pushmirror.examples.benchmark;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.pushmirror.core.sshkeys.AuthorizedKey;
import org.pushmirror.core.sshkeys.AuthorizedKeys;
import org.pushmirror.core.sshkeys.HostKeyVerdict;
import org.pushmirror.core.sshkeys.KnownHosts;
import org.pushmirror.core.sshkeys.PublicKey;

/** authorized_keys of 100,000 lines beside Apache MINA SSHD, and a thousand checks of hosts against 10,000 hashed lines. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class SshKeysBenchmark {

    private static final int LINES = 100_000;
    private static final int HOSTS = 10_000;
    private static final int CHECKS = 1_000;

    private byte[] authorizedKeys;
    private KnownHosts knownHosts;
    private List<PublicKey> keys;

    /** Made by JMH. */
    public SshKeysBenchmark() {}

    @Setup
    public void makeFiles() {
        Random random = new Random(1);
        keys = random.ints(HOSTS).mapToObj(seed -> key(new Random(seed))).toList();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            PublicKey key = key(random).withComment("push@hub" + i + ".example.org");
            AuthorizedKey line = switch (i % 4) {
                case 0 -> AuthorizedKey.of(key);
                case 1 -> AuthorizedKey.of(key).restrict().command("/usr/local/bin/ftpsync sync:all");
                default -> AuthorizedKey.trigger(key, "/usr/local/bin/ftpsync", "192.0.2." + i % 256, "2001:db8::/32");
            };
            lines.append(line).append('\n');
        }
        authorizedKeys = lines.toString().getBytes(StandardCharsets.UTF_8);
        StringBuilder hosts = new StringBuilder();
        for (int i = 0; i < HOSTS; i++) {
            hosts.append(host(i)).append(' ').append(keys.get(i)).append('\n');
        }
        knownHosts = KnownHosts.parse("known_hosts", hosts.toString().getBytes(StandardCharsets.UTF_8))
                .hashed();
    }

    private static String host(int number) {
        return "mirror" + number + ".example.org";
    }

    private static PublicKey key(Random random) {
        byte[] blob = new byte[51];
        random.nextBytes(blob);
        byte[] start = {0, 0, 0, 11, 's', 's', 'h', '-', 'e', 'd', '2', '5', '5', '1', '9', 0, 0, 0, 32};
        System.arraycopy(start, 0, blob, 0, start.length);
        return PublicKey.of(blob, "");
    }

    @Benchmark
    public AuthorizedKeys authorizedKeysHere() {
        return AuthorizedKeys.parse("authorized_keys", authorizedKeys);
    }

    /** Every value of every line taken out, too. */
    @Benchmark
    public List<AuthorizedKey> authorizedKeysHereTakenOut() {
        return AuthorizedKeys.parse("authorized_keys", authorizedKeys).keys();
    }

    @Benchmark
    public List<AuthorizedKeyEntry> authorizedKeysInMina() throws IOException {
        return AuthorizedKeyEntry.readAuthorizedKeys(new ByteArrayInputStream(authorizedKeys), true);
    }

    @Benchmark
    public int thousandKnownHosts() {
        int accepted = 0;
        for (int i = 0; i < CHECKS; i++) {
            int host = i * 7 % HOSTS;
            accepted += knownHosts.verdict(host(host), 22, keys.get(host)) == HostKeyVerdict.ACCEPTED ? 1 : 0;
        }
        if (accepted != CHECKS) {
            throw new IllegalStateException("Only " + accepted + " keys were accepted.");
        }
        return accepted;
    }

    /** A check that a look at the lines of the key cannot decide: the host shows another key. */
    @Benchmark
    public HostKeyVerdict changedKnownHost() {
        return knownHosts.verdict("mirror" + System.nanoTime() + ".example.org", 22, keys.get(0));
    }
}
