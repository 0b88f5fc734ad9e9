package org.pushmirror.examples.runmirrors;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.pushmirror.ssh.SshKeyPair;

/**
 * Pushes a mirror on loopback that hangs up. Java can note meanwhile which classes that takes, and then starts faster
 * ({@code -XX:ArchiveClassesAtExit}).
 */
public final class Rehearsal {

    private static final byte[] GREETING = "SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII);

    private Rehearsal() {}

    /**
     * Pushes, and ends with 0 if the mirror was tried.
     *
     * @param arguments none
     * @throws IOException if the temporary folder cannot be used
     */
    public static void main(String[] arguments) throws IOException {
        Path home = Files.createTempDirectory("rehearsal").toRealPath();
        int status;
        try (ServerSocket mirror = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread hanging = new Thread(() -> hangUp(mirror));
            hanging.setDaemon(true);
            hanging.start();
            configure(home, mirror.getLocalPort());
            Map<String, String> environment = new HashMap<>(System.getenv());
            environment.put("HOME", home.toString());
            PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
            status = new Runmirrors(environment, nowhere, nowhere, StandIns.NONE).run(List.of("-k", "all", "-f"));
        } finally {
            delete(home);
        }
        System.exit(status);
    }

    private static void hangUp(ServerSocket mirror) {
        try {
            while (true) {
                try (var client = mirror.accept()) {
                    client.getOutputStream().write(GREETING);
                }
            }
        } catch (IOException e) {
            // the rehearsal is over
        }
    }

    private static void configure(Path home, int port) throws IOException {
        Path configurations = Files.createDirectories(home.resolve(".config/ftpsync"));
        Files.writeString(configurations.resolve("runmirrors.conf"), "MAILTO=' '\nPUSHDELAY=10\n");
        Files.writeString(configurations.resolve("runmirrors.mirror"), "staged one 127.0.0.1 mirror -p " + port + "\n");
        SshKeyPair.generate("")
                .write(Files.createDirectories(home.resolve(".ssh")).resolve("pushmirror"));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
