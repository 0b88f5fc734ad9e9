package org.pushmirror.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.mirrorlist.ListedMirror;
import org.pushmirror.core.mirrorlist.MirrorList;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.rsyncd.RsyncdConf;
import org.pushmirror.core.rsyncd.RsyncdModule;
import org.pushmirror.core.rsyncd.RsyncdParameter;
import org.pushmirror.core.secrets.Password;
import org.pushmirror.core.shell.ShellFile;
import org.pushmirror.core.sshkeys.KnownHosts;
import org.pushmirror.core.trace.TraceSource;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.daemon.DaemonSettings;
import org.pushmirror.rsync.daemon.RsyncDaemon;
import org.pushmirror.rsync.probe.RsyncTraceSource;

/** A hub and mirrors with a sync program of their own each, which writes down when it is called and how it ends. */
final class Fleet implements AutoCloseable {

    static final Path DEBIANS = Path.of("/usr/bin/ftpsync");

    private static final int BIG = 200_000;

    /** The archive has two states, one after the other. */
    private static final int STATES = 2;

    private final Path folder;
    private final Rsync rsync = Rsync.find();
    private final boolean madeSshdFolder = Sshd.makePrivilegeSeparationFolder();
    private final Hub hub;
    private final SampleArchive sample;
    private final Map<String, Downstream> mirrors = new LinkedHashMap<>();
    private int states;
    private @Nullable RsyncDaemon face;

    Fleet(Path folder) throws IOException, InterruptedException {
        assertThat(DEBIANS)
                .as("ftpsync is missing; install it with: apt-get install ftpsync")
                .exists();
        this.folder = folder.toRealPath();
        // The daemon reads the archive as nobody when root runs the tests.
        Files.setPosixFilePermissions(this.folder, PosixFilePermissions.fromString("rwx--x--x"));
        this.hub = Hub.make(this.folder.resolve("hub"), rsync);
        this.sample = SampleArchive.in(hub.archive().root());
        publish();
        hub.start();
    }

    /** Changes the archive. */
    void publish() throws IOException {
        byte[] noise = new byte[BIG];
        new SplittableRandom(++states).nextBytes(noise);
        hub.publish(() -> {
            if (states % STATES == 1) {
                sample.firstState();
            } else {
                sample.nextState();
            }
            Files.write(hub.archive().root().resolve("big-" + states + ".tar"), noise);
        });
    }

    /** A mirror whose trigger runs Debian's ftpsync. */
    Downstream debians(String name, ShellFile settings) throws IOException, InterruptedException {
        return add(name, logged(name, DEBIANS + " \"$@\""), settings);
    }

    /** A mirror whose trigger runs our ftpsync. */
    Downstream ours(String name, Path program) throws IOException, InterruptedException {
        return add(name, logged(name, program + " \"$@\""), ShellFile.create());
    }

    /** A mirror whose trigger puts Debian's ftpsync into the background, as some push pages recommend it. */
    Downstream inTheBackground(String name, ShellFile settings) throws IOException, InterruptedException {
        return add(name, "(\n" + logged(name, DEBIANS + " \"$@\"") + ") </dev/null >/dev/null 2>&1 &\n", settings);
    }

    /** A mirror whose trigger runs these lines of a shell script. */
    Downstream add(String name, String script, ShellFile settings) throws IOException, InterruptedException {
        Path program = folder.resolve("programs").resolve(name).resolve("ftpsync");
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Downstream mirror = Downstream.make(name, folder.resolve("mirrors").resolve(name), rsync, program, hub);
        Password password = hub.admit(name);
        mirror.configure(
                password, hub.port(), settings.with("MAILTO", "").with("LOGDIR", folder.resolve("log-" + name) + ""));
        Files.createDirectories(folder.resolve("log-" + name));
        Files.writeString(calls(name), "");
        mirrors.put(name, mirror);
        mirror.start();
        return mirror;
    }

    private String logged(String name, String command) {
        String words = "$SSH_ORIGINAL_COMMAND";
        return "echo \"begin " + words + "\" >>" + calls(name) + "\n" + command + "\nstatus=$?\necho \"end $status "
                + words + "\" >>" + calls(name) + "\nexit $status\n";
    }

    private Path calls(String name) {
        return folder.resolve("calls-" + name);
    }

    /** The calls of a mirror's program: {@code begin WORDS} and {@code end STATUS WORDS}. */
    List<String> callsOf(String name) throws IOException {
        return Files.readAllLines(calls(name), StandardCharsets.UTF_8);
    }

    /** The file of the calls of a mirror. */
    Path callsFile(String name) {
        return calls(name);
    }

    Hub hub() {
        return hub;
    }

    Downstream mirror(String name) {
        return mirrors.get(name);
    }

    List<PushTarget> targets(String... names) {
        return List.of(names).stream()
                .map(name -> mirrors.get(name).target(TargetType.STAGED))
                .toList();
    }

    TraceSource traces() {
        return new RsyncTraceSource(rsync, site -> mirrors.get(site.name()).publicFace());
    }

    /** Serves the trees of all mirrors so far from one daemon, and says where their traces are. */
    String traceTemplate() throws IOException, InterruptedException {
        Path place = Files.createDirectories(folder.resolve("face"));
        RsyncdConf conf = DaemonFiles.configuration(place);
        for (Downstream mirror : mirrors.values()) {
            conf = conf.withModule(RsyncdModule.of(mirror.name(), mirror.tree()).with(RsyncdParameter.READ_ONLY, true));
        }
        conf.write(place.resolve("rsyncd.conf"));
        face = RsyncDaemon.start(rsync, DaemonSettings.of(place.resolve("rsyncd.conf")));
        return "rsync://127.0.0.1:" + face.port() + "/{name}/project/trace/{name}";
    }

    /** The host keys of all mirrors. */
    Path knownHosts() {
        KnownHosts known = KnownHosts.create();
        for (Downstream mirror : mirrors.values()) {
            PushTarget target = mirror.target(TargetType.ALL);
            known = known.with(target.host(), target.port(), mirror.hostKey());
        }
        Path file = folder.resolve("known_hosts");
        known.write(file);
        return file;
    }

    /** All mirrors as the hub's operator would list them. */
    Path list() {
        MirrorList list = MirrorList.create();
        for (Downstream mirror : mirrors.values()) {
            PushTarget target = mirror.target(TargetType.STAGED);
            list = list.with(ListedMirror.of(target.type(), target.name(), target.host(), target.user())
                    .withPort(target.port()));
        }
        Path file = folder.resolve("runmirrors.mirror");
        list.write(file);
        return file;
    }

    @Override
    public void close() {
        mirrors.values().parallelStream().forEach(Downstream::close);
        hub.close();
        if (face != null) {
            face.close();
        }
        if (madeSshdFolder) {
            Sshd.removePrivilegeSeparationFolder();
        }
    }
}
