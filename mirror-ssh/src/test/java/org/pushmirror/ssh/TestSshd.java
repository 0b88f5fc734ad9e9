package org.pushmirror.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.sshkeys.KnownHosts;
import org.pushmirror.core.sshkeys.PublicKey;

/** A real sshd on loopback, in a folder of its own, as the user who runs the tests. */
public final class TestSshd implements AutoCloseable {

    private static final Path SSHD = Path.of("/usr/sbin/sshd");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int STARTS = 5;

    private final Path folder;
    private final int port;
    private final Process process;
    private final List<PublicKey> hostKeys;

    private TestSshd(Path folder, int port, Process process, List<PublicKey> hostKeys) {
        this.folder = folder;
        this.port = port;
        this.process = process;
        this.hostKeys = hostKeys;
    }

    /** Starts an sshd with an ed25519 host key. */
    public static TestSshd start(Path folder) throws IOException, InterruptedException {
        return start(folder, List.of("ed25519"), "");
    }

    /** Starts an sshd with host keys of these types, and more lines of configuration. */
    public static TestSshd start(Path folder, List<String> keyTypes, String configuration)
            throws IOException, InterruptedException {
        if (!Files.isExecutable(SSHD)) {
            throw new IllegalStateException("sshd is missing; install it with: apt-get install openssh-server");
        }
        if (Files.isWritable(Path.of("/run"))) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("authorized_keys"), "");
        List<PublicKey> hostKeys = new ArrayList<>();
        StringBuilder keyLines = new StringBuilder();
        for (String type : keyTypes) {
            Path key = folder.resolve("host_" + type);
            Programs.run("ssh-keygen", "-q", "-t", type, "-N", "", "-f", key.toString());
            hostKeys.add(PublicKey.parse(Files.readString(key.resolveSibling("host_" + type + ".pub"))
                    .strip()));
            keyLines.append("HostKey ").append(key).append('\n');
        }
        for (int attempt = 1; ; attempt++) {
            TestSshd sshd = launch(folder, keyLines + configuration + "\n", hostKeys);
            if (sshd.isReady()) {
                return sshd;
            }
            sshd.close();
            if (attempt == STARTS) {
                throw new IllegalStateException("sshd does not start: " + sshd.log());
            }
        }
    }

    private static TestSshd launch(Path folder, String more, List<PublicKey> hostKeys) throws IOException {
        int port = freePort();
        Path config = folder.resolve("sshd_config");
        Files.writeString(
                config,
                "Port " + port + "\nListenAddress 127.0.0.1\nPidFile none\nUsePAM no\nStrictModes no\n"
                        + "PasswordAuthentication no\nKbdInteractiveAuthentication no\nMaxStartups 200\n"
                        // A login shell that is bash takes itself for a nested one, and reads no ~/.bashrc.
                        + "SetEnv SHLVL=2\n"
                        + "AuthorizedKeysFile " + folder.resolve("authorized_keys") + "\n" + more);
        Process process = new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sshd.log").toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        return new TestSshd(folder, port, process, hostKeys);
    }

    /** A port of loopback that was free a moment ago. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean isReady() throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (process.isAlive() && Instant.now().isBefore(end)) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(2000);
                InputStream in = socket.getInputStream();
                if (new String(in.readNBytes(4), StandardCharsets.US_ASCII).equals("SSH-")) {
                    return true;
                }
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
        return false;
    }

    /** Lets a key in to run one shell command. */
    public TestSshd authorize(PublicKey key, String command) throws IOException {
        Files.writeString(
                folder.resolve("authorized_keys"),
                "restrict,command=\"" + command.replace("\"", "\\\"") + "\" " + key + "\n",
                StandardOpenOption.APPEND);
        return this;
    }

    /** Lets a key in to be passed on to other hosts, and nothing else. */
    public TestSshd authorizeForwarding(PublicKey key) throws IOException {
        Files.writeString(
                folder.resolve("authorized_keys"),
                "restrict,port-forwarding,command=\"false\" " + key + "\n",
                StandardOpenOption.APPEND);
        return this;
    }

    /** The account to log in to. */
    public static String user() {
        return System.getProperty("user.name");
    }

    public int port() {
        return port;
    }

    public PublicKey hostKey() {
        return hostKeys.get(0);
    }

    /** Known hosts with the first host key of this server. */
    public KnownHosts knownHosts() {
        return KnownHosts.create().with("127.0.0.1", port, hostKey());
    }

    public PushTarget target(TargetType type, String name) {
        return new PushTarget(name, "127.0.0.1", port, user(), type);
    }

    public PushTarget target() {
        return target(TargetType.ALL, "mirror1.example.com");
    }

    /** Kills the processes of every session, as a crash or a cut network would end them. */
    public void killSessions() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
    }

    /** How many connections it has now. */
    public long sessions() {
        return process.children().count();
    }

    public String log() throws IOException {
        return Files.readString(folder.resolve("sshd.log"));
    }

    @Override
    public void close() {
        killSessions();
        process.destroyForcibly();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("sshd does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
