package org.pushmirror.examples.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.archive.ArchiveTree;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.rsyncd.RsyncdConf;
import org.pushmirror.core.rsyncd.RsyncdModule;
import org.pushmirror.core.rsyncd.RsyncdParameter;
import org.pushmirror.core.secrets.Password;
import org.pushmirror.core.shell.ShellFile;
import org.pushmirror.core.sshkeys.AuthorizedKey;
import org.pushmirror.core.sshkeys.AuthorizedKeys;
import org.pushmirror.core.sshkeys.PublicKey;
import org.pushmirror.core.text.AtomicFile;
import org.pushmirror.core.trace.TraceFile;
import org.pushmirror.rsync.DaemonPlace;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.RsyncSource;
import org.pushmirror.rsync.daemon.DaemonSettings;
import org.pushmirror.rsync.daemon.RsyncDaemon;
import org.pushmirror.ssh.SshKeyPair;

/**
 * A downstream mirror: an sshd with one authorized key that can only start a sync, a home with the configuration of
 * ftpsync, a tree, and an rsync daemon that serves the tree, so that its trace can be read.
 */
final class Downstream implements AutoCloseable {

    /** The name of the archive in {@code sync:archive:} words and in the name of the configuration file. */
    static final String ARCHIVE = "debian";

    private static final int MAX_SWEEPS = 5;
    private static final String LOOPBACK = "127.0.0.1";

    private final String name;
    private final Path folder;
    private final Rsync rsync;
    private final Path ftpsync;
    private final SshKeyPair hostKey;
    private final Sshd sshd;
    private @Nullable RsyncDaemon daemon;

    private Downstream(String name, Path folder, Rsync rsync, Path ftpsync) {
        this.name = name;
        this.folder = folder;
        this.rsync = rsync;
        this.ftpsync = ftpsync;
        this.hostKey = SshKeyPair.generate("host@" + name);
        this.sshd = new Sshd(Programs.require("sshd"), folder.resolve("sshd"), authorizedKeysFile());
    }

    /**
     * Makes the mirror's folder and files; nothing is started yet.
     *
     * @param name its name
     * @param folder its folder
     * @param rsync the rsync to serve its tree with
     * @param ftpsync the program that a trigger starts: ours, or Debian's
     * @param hub whom it pulls from, and whose key it lets in
     */
    static Downstream make(String name, Path folder, Rsync rsync, Path ftpsync, Hub hub) throws IOException {
        Downstream mirror = new Downstream(name, folder, rsync, ftpsync);
        Files.createDirectories(mirror.tree());
        Files.createDirectories(folder.resolve("sshd"));
        Files.createDirectories(mirror.authorizedKeysFile().getParent());
        Files.createDirectories(mirror.configurationFile().getParent());
        mirror.hostKey.write(folder.resolve("sshd").resolve("ssh_host_ed25519_key"));
        mirror.authorize(hub.publicKey());
        mirror.configure(hub.admit(name), hub.port(), ShellFile.create());
        mirror.daemonConfiguration().write(folder.resolve("rsyncd.conf"));
        return mirror;
    }

    /** Lets this key start a sync, and nothing else; other keys are let in no more. */
    void authorize(PublicKey key) {
        String command = "exec " + ShellFile.quote(Programs.require("env").toString()) + " HOME="
                + ShellFile.quote(home().toString())
                + " JAVA_HOME=" + ShellFile.quote(System.getProperty("java.home"))
                + " PATH=" + ShellFile.quote(System.getenv().getOrDefault("PATH", "/usr/bin:/bin"))
                + " " + ShellFile.quote(ftpsync.toString());
        AuthorizedKeys.create()
                .with(AuthorizedKey.of(key).restrict().command(command).from(LOOPBACK))
                .write(authorizedKeysFile());
    }

    /** Writes {@code ftpsync-debian.conf}, which both programs read; the extra settings stand at its beginning. */
    void configure(Password password, int hubPort, ShellFile extra) {
        ShellFile conf = extra.withComment("The downstream " + name + ", as ftpsync.conf(5) has it.")
                .with("MIRRORNAME", name)
                .with("TRACEHOST", name)
                .with("TO", tree() + "/")
                .with("RSYNC_HOST", LOOPBACK)
                .with("RSYNC_PATH", Hub.MODULE)
                .with("RSYNC_USER", name)
                .with("RSYNC_PASSWORD", password.reveal())
                .with("RSYNC_EXTRA", "--port=" + hubPort)
                .with("INFO_MAINTAINER", "Mirror team <mirrors@example.org>")
                .with("HUB", "false");
        AtomicFile.replacePrivate(configurationFile(), conf.bytes());
    }

    private RsyncdConf daemonConfiguration() {
        return DaemonFiles.configuration(folder)
                .withModule(RsyncdModule.of(Hub.MODULE, tree())
                        .with(RsyncdParameter.COMMENT, "The public face of " + name)
                        .with(RsyncdParameter.READ_ONLY, true));
    }

    void start() throws InterruptedException {
        sshd.start();
        daemon = RsyncDaemon.start(rsync, DaemonSettings.of(folder.resolve("rsyncd.conf")));
    }

    String name() {
        return name;
    }

    Path tree() {
        return folder.resolve("archive");
    }

    /** The bytes that its last push brought, as its traces say: of both stages where there were two. */
    OptionalLong bytesOfLastPush(TargetType type) throws IOException {
        ArchiveTree archive = ArchiveTree.at(tree());
        List<Path> traces = new ArrayList<>(List.of(archive.traceFolder().resolve(name)));
        if (type.isStaged()) {
            traces.add(archive.traceFolder().resolve(name + "-stage1"));
        }
        long sum = 0;
        for (Path trace : traces) {
            if (!Files.exists(trace)) {
                return OptionalLong.empty();
            }
            sum += TraceFile.parse(Files.readAllBytes(trace)).bytesReceived().orElse(0);
        }
        return OptionalLong.of(sum);
    }

    private Path home() {
        return folder.resolve("home");
    }

    private Path authorizedKeysFile() {
        return home().resolve(".ssh").resolve("authorized_keys");
    }

    private Path configurationFile() {
        return home().resolve(".config").resolve("ftpsync").resolve(ftpsync.getFileName() + "-" + ARCHIVE + ".conf");
    }

    PublicKey hostKey() {
        return hostKey.publicKey();
    }

    /** Its entry in the hub's list. */
    PushTarget target(TargetType type) {
        return PushTarget.of(type, name, LOOPBACK, Account.current().name()).withPort(sshd.port());
    }

    /** Where its tree can be read. */
    DaemonPlace publicFace() {
        RsyncDaemon running = daemon;
        if (running == null) {
            throw new IllegalStateException("The mirror " + name + " is not started.");
        }
        return RsyncSource.daemon(LOOPBACK, Hub.MODULE).port(running.port());
    }

    /** Ends its sshd only: the mirror cannot be reached, and its tree can still be looked at. */
    void stopSshd() {
        sshd.close();
    }

    /** Starts its sshd again, where it was. */
    void startSshd() throws InterruptedException {
        sshd.start();
    }

    /** Ends its sshd with every sync that it started, and its daemon. */
    @Override
    public void close() {
        sshd.close();
        // A session that was just starting its sync may have escaped once.
        for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
            ProcessTree syncs = ProcessTree.withHome(home());
            if (syncs.isEmpty()) {
                break;
            }
            syncs.end();
        }
        RsyncDaemon running = daemon;
        if (running != null) {
            running.close();
            daemon = null;
        }
    }
}
