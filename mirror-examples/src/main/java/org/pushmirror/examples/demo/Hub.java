package org.pushmirror.examples.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.archive.ArchiveTree;
import org.pushmirror.core.archive.Publication;
import org.pushmirror.core.inetd.InetdConf;
import org.pushmirror.core.inetd.InetdService;
import org.pushmirror.core.rsyncd.RsyncdConf;
import org.pushmirror.core.rsyncd.RsyncdModule;
import org.pushmirror.core.rsyncd.RsyncdParameter;
import org.pushmirror.core.secrets.Password;
import org.pushmirror.core.secrets.SecretsFile;
import org.pushmirror.core.sshkeys.PublicKey;
import org.pushmirror.core.trace.ArchiveSerial;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.daemon.DaemonSettings;
import org.pushmirror.rsync.daemon.RsyncDaemon;
import org.pushmirror.ssh.SshKeyPair;

/**
 * The upstream: an archive, an rsync daemon that serves it to those who have a password, and the key that triggers
 * mirrors. Its files are those of Debian's push-server page.
 */
final class Hub implements AutoCloseable {

    static final String NAME = "hub.example.org";
    static final String MODULE = "debian";
    private static final int MAX_CONNECTIONS = 250;

    private final Path folder;
    private final Rsync rsync;
    private final ArchiveTree archive;
    private final SshKeyPair key;
    private SecretsFile secrets = SecretsFile.create();
    private @Nullable RsyncDaemon daemon;

    private Hub(Path folder, Rsync rsync) {
        this.folder = folder;
        this.rsync = rsync;
        this.archive = ArchiveTree.at(folder.resolve("archive"));
        this.key = SshKeyPair.generate("push@" + NAME);
    }

    /** Makes the hub's folder, key and configuration; nothing is started yet. */
    static Hub make(Path folder, Rsync rsync) throws IOException {
        Hub hub = new Hub(folder, rsync);
        Files.createDirectories(hub.archive.root());
        hub.key.write(hub.keyFile());
        hub.secrets.write(hub.secretsFile());
        hub.configuration().write(folder.resolve("rsyncd.conf"));
        InetdConf.create().with(InetdService.rsync()).write(folder.resolve("inetd.conf"));
        return hub;
    }

    private RsyncdConf configuration() {
        return DaemonFiles.configuration(folder)
                .with(RsyncdParameter.MAX_CONNECTIONS, MAX_CONNECTIONS)
                .with(RsyncdParameter.SOCKET_OPTIONS, "SO_KEEPALIVE")
                .withModule(RsyncdModule.of(MODULE, archive.root())
                        .with(RsyncdParameter.COMMENT, "Sample archive, by subscription")
                        .with(RsyncdParameter.AUTH_USERS, "*")
                        .with(RsyncdParameter.READ_ONLY, true)
                        .with(RsyncdParameter.SECRETS_FILE, secretsFile().toString()));
    }

    private Path secretsFile() {
        return folder.resolve("rsyncd.secrets");
    }

    /** The private key that triggers mirrors. */
    Path keyFile() {
        return folder.resolve("push_ed25519");
    }

    PublicKey publicKey() {
        return key.publicKey();
    }

    ArchiveTree archive() {
        return archive;
    }

    /** Gives a mirror a password of its own. The daemon knows it from the next connection on. */
    Password admit(String mirror) {
        Password password = Password.random();
        secrets = secrets.with(mirror, password);
        secrets.write(secretsFile());
        return password;
    }

    /** A change of the archive that may fail. */
    interface Change {
        void apply() throws IOException;
    }

    /** Changes the archive under its in-progress mark, and stamps the next serial. */
    ArchiveSerial publish(Change change) throws IOException {
        try (Publication publication = archive.publish(NAME, Clock.systemUTC())) {
            change.apply();
            return publication.commit();
        }
    }

    void start() throws InterruptedException {
        daemon = RsyncDaemon.start(rsync, DaemonSettings.of(folder.resolve("rsyncd.conf")));
    }

    int port() {
        RsyncDaemon running = daemon;
        if (running == null) {
            throw new IllegalStateException("The hub is not started.");
        }
        return running.port();
    }

    @Override
    public void close() {
        RsyncDaemon running = daemon;
        if (running != null) {
            running.close();
            daemon = null;
        }
    }
}
