package org.pushmirror.core.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.pushmirror.core.oracle.RealProgram.Ended;

/** A real sshd on loopback, as the user who runs the tests, and a real ssh that logs in to it. */
public final class RealSshd implements AutoCloseable {

    private static final Path SSHD = Path.of("/usr/sbin/sshd");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int STARTS = 5;

    private final Path folder;
    private final Process process;
    private final int port;

    /** How a login ended: what ssh said, and what sshd logged about it. */
    public record Login(Ended client, String log) {}

    private RealSshd(Path folder, Process process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    /** Starts an sshd that reads {@code folder/authorized_keys} and logs at level DEBUG, with more lines of configuration. */
    public static RealSshd start(Path folder, Path hostKey, String... configuration)
            throws IOException, InterruptedException {
        if (!Files.isExecutable(SSHD)) {
            throw new AssertionError("sshd is missing; install it with: apt-get install openssh-server");
        }
        if (Files.isWritable(Path.of("/run"))) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
        for (int attempt = 1; ; attempt++) {
            RealSshd sshd = launch(folder, hostKey, configuration);
            if (sshd.isReady()) {
                return sshd;
            }
            sshd.close();
            if (attempt == STARTS) {
                throw new AssertionError("sshd does not start: " + Files.readString(folder.resolve("sshd.log")));
            }
        }
    }

    private static RealSshd launch(Path folder, Path hostKey, String... more) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path config = folder.resolve("sshd_config");
        List<String> lines = new ArrayList<>(List.of(
                "Port " + port,
                "ListenAddress 127.0.0.1",
                "PidFile none",
                "UsePAM no",
                "StrictModes no",
                "PasswordAuthentication no",
                "KbdInteractiveAuthentication no",
                "PermitUserEnvironment yes",
                "MaxStartups 100",
                "LogLevel DEBUG",
                "HostKey " + hostKey,
                "AuthorizedKeysFile " + folder.resolve("authorized_keys")));
        lines.addAll(Arrays.asList(more));
        Files.write(config, lines);
        Process process = new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sshd.log").toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        return new RealSshd(folder, process, port);
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
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
        return false;
    }

    /** Logs in with a private key and more options of ssh, and runs a command. */
    public Login login(Path privateKey, String command, String... options) throws IOException, InterruptedException {
        long before = Files.size(folder.resolve("sshd.log"));
        List<String> line = new ArrayList<>(List.of("ssh", "-F", "none", "-T", "-n", "-p", Integer.toString(port)));
        for (String option : options) {
            line.addAll(List.of("-o", option));
        }
        for (String option : List.of(
                "IdentitiesOnly=yes",
                "IdentityFile=" + privateKey,
                "BatchMode=yes",
                "PreferredAuthentications=publickey",
                "PubkeyAcceptedAlgorithms=+ssh-rsa,ssh-dss",
                "KexAlgorithms=curve25519-sha256",
                "GlobalKnownHostsFile=/dev/null",
                "UserKnownHostsFile=/dev/null",
                "StrictHostKeyChecking=no")) {
            line.addAll(List.of("-o", option));
        }
        line.addAll(List.of(user() + "@127.0.0.1", command));
        Ended client = RealProgram.run(folder, new byte[0], line, Map.of());
        byte[] log = Files.readAllBytes(folder.resolve("sshd.log"));
        String mine = new String(log, (int) before, log.length - (int) before, StandardCharsets.ISO_8859_1);
        return new Login(client, mine);
    }

    /** The account to log in to. */
    public static String user() {
        return System.getProperty("user.name");
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
