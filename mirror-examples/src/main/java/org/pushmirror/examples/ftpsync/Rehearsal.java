package org.pushmirror.examples.ftpsync;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.pushmirror.core.rsyncd.RsyncdConf;
import org.pushmirror.core.rsyncd.RsyncdModule;
import org.pushmirror.core.rsyncd.RsyncdParameter;
import org.pushmirror.core.rsyncd.TriState;
import org.pushmirror.core.shell.ShellFile;
import org.pushmirror.examples.signals.EndOnSignal;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.daemon.DaemonSettings;
import org.pushmirror.rsync.daemon.RsyncDaemon;

/**
 * Syncs a few files from a daemon on loopback into a temporary folder, twice. Java can note meanwhile which classes that
 * takes, and then starts faster ({@code -XX:ArchiveClassesAtExit}).
 */
public final class Rehearsal {

    private static final String MODULE = "rehearsal";

    private Rehearsal() {}

    /**
     * Syncs, and ends with the exit code of ftpsync.
     *
     * @param arguments none
     * @throws IOException if the temporary folder cannot be used
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("rehearsal").toRealPath();
        EndOnSignal signal = EndOnSignal.interruptingThisThread();
        int status;
        try {
            Path archive = archive(folder.resolve("archive"));
            try (RsyncDaemon daemon = RsyncDaemon.start(Rsync.find(), DaemonSettings.of(daemon(archive)))) {
                configure(folder, daemon.port());
                Map<String, String> environment = new HashMap<>(System.getenv());
                environment.put("HOME", folder.toString());
                environment.put("SSH_ORIGINAL_COMMAND", "sync:archive: sync:all");
                PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
                status = new Ftpsync(environment, nowhere, nowhere).run(List.of());
                Files.writeString(archive.resolve("pool/b"), "new\n");
                status += new Ftpsync(environment, nowhere, nowhere).run(List.of());
            }
        } finally {
            delete(folder);
            signal.close();
        }
        System.exit(status);
    }

    private static Path archive(Path root) throws IOException {
        for (String file : List.of("pool/a", "dists/stable/main/binary-amd64/Packages.gz", "dists/stable/InRelease")) {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, file + "\n");
        }
        Path traces = Files.createDirectories(root.resolve("project/trace"));
        Files.writeString(traces.resolve("master"), "Sun Nov 22 10:00:00 UTC 2026\nArchive serial: 2026112201\n");
        return root;
    }

    private static RsyncdConf daemon(Path archive) {
        RsyncdConf conf = RsyncdConf.create().with(RsyncdParameter.USE_CHROOT, TriState.NO);
        if (System.getProperty("user.name").equals("root")) {
            // a daemon of root would serve as nobody, who cannot read a private folder
            conf = conf.with(RsyncdParameter.UID, "root").with(RsyncdParameter.GID, "root");
        }
        return conf.withModule(RsyncdModule.of(MODULE, archive).with(RsyncdParameter.READ_ONLY, true));
    }

    private static void configure(Path folder, int port) throws IOException {
        ShellFile conf = ShellFile.create()
                .with("MIRRORNAME", "mirror1.example.org")
                .with("TRACEHOST", "mirror1.example.org")
                .with("TO", folder.resolve("mirror").toString())
                .with("RSYNC_HOST", "127.0.0.1")
                .with("RSYNC_PATH", MODULE)
                .with("RSYNC_EXTRA", "--port=" + port)
                .with("MAILTO", " ");
        Path configurations = Files.createDirectories(folder.resolve(".config/ftpsync"));
        Files.write(configurations.resolve("ftpsync.conf"), conf.bytes());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
