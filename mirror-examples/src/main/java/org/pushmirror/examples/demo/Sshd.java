package org.pushmirror.examples.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.text.FileException;

/**
 * The sshd of one mirror: an own port on loopback, an own host key, and one file of authorized keys. It runs as
 * whoever runs the demo, and lets in nobody else.
 */
public final class Sshd implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofSeconds(20);
    private static final int START_ATTEMPTS = 5;
    private static final Path PRIVILEGE_SEPARATION_FOLDER = Path.of("/run/sshd");

    private final Path program;
    private final Path folder;
    private final Path authorizedKeys;
    private int port;
    private @Nullable Process process;

    /**
     * An sshd that is not started yet.
     *
     * @param program the absolute path of sshd, which it needs to start itself again for each connection
     * @param folder holds its configuration, its host key {@code ssh_host_ed25519_key}, and its log
     * @param authorizedKeys who may log in
     */
    public Sshd(Path program, Path folder, Path authorizedKeys) {
        this.program = program;
        this.folder = folder;
        this.authorizedKeys = authorizedKeys;
        this.port = FreePort.choose();
    }

    /**
     * Its port on 127.0.0.1.
     *
     * @return the port; another start may choose another
     */
    public int port() {
        return port;
    }

    /**
     * Starts it, on another port if somebody took the chosen one meanwhile, and waits for its banner.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public void start() throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            writeConfiguration();
            if (startOnce()) {
                return;
            }
            close();
            if (attempt == START_ATTEMPTS) {
                throw new DemoException(1, "sshd does not start on 127.0.0.1 port " + port + ": " + lastWords(), null);
            }
            port = FreePort.choose();
        }
    }

    private boolean startOnce() throws InterruptedException {
        List<String> command = new ArrayList<>();
        // In a session of its own, Ctrl-C reaches it through the demo, which ends the triggered syncs first.
        Programs.find("setsid").ifPresent(setsid -> command.add(setsid.toString()));
        command.addAll(
                List.of(program.toString(), "-D", "-e", "-f", configuration().toString()));
        try {
            process = new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
        } catch (IOException e) {
            throw new DemoException(
                    DemoException.MISSING_PROGRAM, program + " cannot be started: " + e.getMessage(), e);
        }
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            if (isListening() && greets()) {
                return true;
            }
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        return false;
    }

    /** Whether it says so: a greeting alone may be that of somebody else, who took the port first. */
    private boolean isListening() {
        try {
            return Files.readString(log(), StandardCharsets.ISO_8859_1).contains("Server listening on ");
        } catch (IOException e) {
            return false;
        }
    }

    private boolean greets() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
            socket.setSoTimeout(2_000);
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(4), StandardCharsets.US_ASCII).equals("SSH-");
        } catch (IOException e) {
            return false;
        }
    }

    private void writeConfiguration() {
        String text = """
                Port %d
                ListenAddress 127.0.0.1
                HostKey %s
                AuthorizedKeysFile %s
                PidFile none
                # The folder may lie under /tmp, which this check never accepts.
                StrictModes no
                UsePAM %s
                PermitRootLogin forced-commands-only
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                AllowTcpForwarding no
                AllowAgentForwarding no
                X11Forwarding no
                PermitTunnel no
                PermitUserRC no
                PrintMotd no
                LogLevel INFO
                """.formatted(
                        port,
                        quoted(folder.resolve("ssh_host_ed25519_key")),
                        quoted(authorizedKeys),
                        Account.current().isLocked() ? "yes" : "no");
        try {
            Files.writeString(configuration(), text);
            Files.deleteIfExists(log());
        } catch (IOException e) {
            throw new DemoException(
                    DemoException.CANNOT_WRITE,
                    configuration() + " cannot be written: " + FileException.reason(e) + ".",
                    e);
        }
    }

    private static String quoted(Path path) {
        return '"' + path.toString().replace("%", "%%") + '"';
    }

    private Path configuration() {
        return folder.resolve("sshd_config");
    }

    private Path log() {
        return folder.resolve("sshd.log");
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log(), StandardCharsets.ISO_8859_1);
            return lines.isEmpty()
                    ? "it says nothing."
                    : lines.get(lines.size() - 1).strip();
        } catch (IOException e) {
            return "it left no log.";
        }
    }

    /** Ends it with every session and everything that the sessions started. */
    @Override
    public void close() {
        Process running = process;
        if (running != null) {
            ProcessTree.held(running.toHandle()).end();
            process = null;
        }
    }

    /**
     * Makes the folder without which sshd does not start as root. Debian's service makes it; where sshd never ran, it
     * is not there.
     *
     * @return whether it was made, so that it can be removed afterwards
     */
    public static boolean makePrivilegeSeparationFolder() {
        if (!Account.current().isRoot() || Files.isDirectory(PRIVILEGE_SEPARATION_FOLDER)) {
            return false;
        }
        try {
            Files.createDirectory(
                    PRIVILEGE_SEPARATION_FOLDER,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            return true;
        } catch (IOException e) {
            throw new DemoException(
                    DemoException.CANNOT_WRITE,
                    "sshd needs the folder " + PRIVILEGE_SEPARATION_FOLDER + ", which cannot be made: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Removes that folder again. */
    static void removePrivilegeSeparationFolder() {
        try {
            Files.deleteIfExists(PRIVILEGE_SEPARATION_FOLDER);
        } catch (IOException e) {
            // Another sshd that started meanwhile may use it: then it stays.
        }
    }
}
