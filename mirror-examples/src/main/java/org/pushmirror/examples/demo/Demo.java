package org.pushmirror.examples.demo;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pushmirror.core.json.ReportJson;
import org.pushmirror.core.mirrorlist.ListedMirror;
import org.pushmirror.core.mirrorlist.MirrorList;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.sshkeys.KnownHosts;
import org.pushmirror.core.text.AtomicFile;
import org.pushmirror.core.text.FileException;
import org.pushmirror.core.timeline.Timeline;
import org.pushmirror.core.trace.ArchiveSerial;
import org.pushmirror.core.trace.TraceSource;
import org.pushmirror.examples.signals.EndOnSignal;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.RsyncOptions;
import org.pushmirror.rsync.RsyncSource;
import org.pushmirror.rsync.probe.RsyncTraceSource;
import org.pushmirror.ssh.HostKeys;
import org.pushmirror.ssh.Identity;
import org.pushmirror.ssh.push.Pusher;

/**
 * Push mirroring on one machine, with real parts only: a hub with an rsync daemon, mirrors with an sshd each, pushes
 * over ssh, and receipts from the mirrors' traces. Everything that is started ends with {@link #close()}.
 */
final class Demo implements AutoCloseable {

    private static final Duration RECEIPT_DEADLINE = Duration.ofMinutes(2);
    private static final int PARALLEL = 16;

    private final DemoSettings settings;
    private final Screen screen;
    private final Rsync rsync;
    private final DemoFolder folder;
    private final boolean madeSshdFolder;
    private final List<Downstream> mirrors = new ArrayList<>();
    private final Hub hub;

    /** Makes the hub and the mirrors; nothing is started yet. */
    Demo(DemoSettings settings, Screen screen) throws IOException {
        Account.current().requireShell();
        Programs.require("sshd");
        this.settings = settings;
        this.screen = screen;
        this.rsync = Rsync.at(Programs.require("rsync"));
        this.folder = DemoFolder.make(settings.keep());
        this.madeSshdFolder = Sshd.makePrivilegeSeparationFolder();
        try {
            this.hub = Hub.make(folder.hub(), rsync);
        } catch (IOException | RuntimeException e) {
            removeFolders();
            throw e;
        }
    }

    /**
     * Runs the demo as a program does.
     *
     * @param settings what is asked for
     * @param screen where it tells how it goes
     * @return the exit code: 0 if every mirror is complete and has the hub's tree, else 1
     */
    static int run(DemoSettings settings, Screen screen) throws InterruptedException {
        EndOnSignal signal = EndOnSignal.interruptingThisThread();
        try (Demo demo = new Demo(settings, screen)) {
            return demo.show() ? 0 : 1;
        } catch (InterruptedException e) {
            System.err.println("demo: interrupted; everything that was started has ended.");
            throw e;
        } catch (IOException e) {
            throw stopped(settings, e);
        } finally {
            signal.close();
        }
    }

    private static DemoException stopped(DemoSettings settings, IOException cause) {
        Path keep = settings.keep();
        Path where = keep == null ? Path.of(System.getProperty("java.io.tmpdir")) : keep;
        String file = cause instanceof FileSystemException failure && failure.getFile() != null
                ? failure.getFile()
                : "a file in " + where;
        return new DemoException(
                DemoException.CANNOT_WRITE,
                "The demo stopped, because " + file + " could not be read or written: " + FileException.reason(cause)
                        + ".",
                cause);
    }

    private boolean show() throws IOException, InterruptedException {
        SampleArchive sample = SampleArchive.in(hub.archive().root());
        ArchiveSerial first = hub.publish(() -> {
            copyGivenArchive();
            sample.firstState();
        });
        start();
        screen.say("The archive has serial " + first + ". First push: every mirror pulls everything.");
        PushReport report = push(TargetType.ALL, screen);
        screen.show("\n" + ReceiptTable.of(report, bytes(TargetType.ALL)) + "\n");
        ArchiveSerial second = hub.publish(sample::nextState);
        screen.say("The archive has changed: new packages, one deleted, new indices; serial " + second
                + ". Staged push: all fetch the packages first, then switch to the new indices together.");
        report = push(TargetType.STAGED, screen);
        screen.show("\n" + ReceiptTable.of(report, bytes(TargetType.STAGED)) + "\n");
        write(report);
        return compareTrees(report) && report.endedWell();
    }

    private void copyGivenArchive() throws IOException {
        Path given = settings.archive();
        if (given == null) {
            return;
        }
        if (!Files.isDirectory(given)) {
            throw new DemoException(DemoException.CANNOT_OPEN, "There is no archive at " + given + ".", null);
        }
        try {
            rsync.pull(RsyncSource.local(given.toRealPath()))
                    .into(hub.archive().root())
                    .options(RsyncOptions.archive().raw("--chmod=D755,F644"))
                    .run()
                    .requireSuccess();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the archive was copied");
        }
    }

    /** Starts the hub, then makes and starts the mirrors. */
    void start() throws IOException, InterruptedException {
        hub.start();
        Path ours = Path.of(System.getProperty("pushmirror.bin", "bin"))
                .resolve("ftpsync")
                .toAbsolutePath();
        for (int i = 1; i <= settings.mirrors(); i++) {
            String name = "mirror" + i + ".example.org";
            Path given = settings.ftpsync();
            Path program = i == settings.mirrors() && given != null ? executable(given) : executable(ours);
            Downstream mirror = Downstream.make(name, folder.mirror(name), rsync, program, hub);
            mirrors.add(mirror);
            mirror.start();
        }
        knownHosts().write(knownHostsFile());
        list().write(folder.hub().resolve("runmirrors.mirror"));
        screen.say("The hub " + Hub.NAME + " serves rsync://127.0.0.1:" + hub.port() + "/" + Hub.MODULE + " to "
                + mirrors.size() + (mirrors.size() == 1 ? " mirror." : " mirrors.") + " Everything is in "
                + folder.root() + ".");
    }

    private static Path executable(Path program) {
        if (!Files.isExecutable(program) || Files.isDirectory(program)) {
            throw new DemoException(
                    DemoException.MISSING_PROGRAM,
                    "The sync program " + program + " is not there, or cannot be run.",
                    null);
        }
        return program.toAbsolutePath();
    }

    private KnownHosts knownHosts() {
        KnownHosts known = KnownHosts.create();
        for (Downstream mirror : mirrors) {
            PushTarget target = mirror.target(TargetType.ALL);
            known = known.with(target.host(), target.port(), mirror.hostKey());
        }
        return known;
    }

    /** The mirrors as the hub's operator would list them. */
    private MirrorList list() {
        MirrorList list = MirrorList.create();
        for (Downstream mirror : mirrors) {
            PushTarget target = mirror.target(TargetType.STAGED);
            list = list.with(ListedMirror.of(target.type(), target.name(), target.host(), target.user())
                    .withPort(target.port()));
        }
        return list;
    }

    Path knownHostsFile() {
        return folder.hub().resolve("known_hosts");
    }

    /** Pushes the hub's archive to every mirror, and waits for the receipts. */
    PushReport push(TargetType type, Screen to) throws InterruptedException {
        List<PushTarget> targets =
                mirrors.stream().map(mirror -> mirror.target(type)).toList();
        Push push = Push.of(Downstream.ARCHIVE)
                .tree(hub.archive())
                .receipts(traces())
                .receiptDeadline(RECEIPT_DEADLINE);
        Pusher pusher = Pusher.builder()
                .identity(Identity.read(hub.keyFile()))
                .hostKeys(HostKeys.strict(knownHostsFile()))
                .parallel(PARALLEL)
                .build();
        PushReport report = pusher.push(targets, push).run(to.listener(Clock.systemUTC()));
        if (Thread.interrupted()) {
            throw new InterruptedException("The push was interrupted.");
        }
        return report;
    }

    private Map<String, Long> bytes(TargetType type) throws IOException {
        Map<String, Long> bytes = new HashMap<>();
        for (Downstream mirror : mirrors) {
            mirror.bytesOfLastPush(type).ifPresent(count -> bytes.put(mirror.name(), count));
        }
        return bytes;
    }

    private TraceSource traces() {
        return new RsyncTraceSource(rsync, site -> mirror(site.name()).publicFace());
    }

    Hub hub() {
        return hub;
    }

    List<Downstream> mirrors() {
        return List.copyOf(mirrors);
    }

    private Downstream mirror(String name) {
        return mirrors.stream()
                .filter(mirror -> mirror.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void write(PushReport report) {
        String json = ReportJson.write(report);
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        if (settings.keep() != null) {
            AtomicFile.replace(folder.report(), bytes);
        }
        if (settings.html() != null) {
            AtomicFile.replace(settings.html(), Timeline.html(report).getBytes(StandardCharsets.UTF_8));
        }
        Path wanted = settings.json();
        if (wanted != null && wanted.toString().equals("-")) {
            System.out.print(json);
            System.out.flush();
        } else if (wanted != null) {
            AtomicFile.replace(wanted, bytes);
        }
    }

    /** Whether every mirror that is complete really has the hub's tree; a difference is said. */
    private boolean compareTrees(PushReport report) throws IOException {
        boolean equal = true;
        int compared = 0;
        for (Downstream mirror : mirrors) {
            if (report.target(mirror.name()).outcome().endedWell()) {
                Optional<String> difference =
                        TreeComparison.firstDifference(hub.archive().root(), mirror.tree());
                difference.ifPresent(text -> screen.say("The tree of " + mirror.name() + " " + text + "."));
                equal &= difference.isEmpty();
                compared++;
            }
        }
        if (equal && compared > 0) {
            screen.say(
                    "The trees of " + compared + " of " + mirrors.size() + " mirrors equal the hub's, byte for byte.");
        }
        return equal;
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            mirrors.parallelStream().forEach(Downstream::close);
            hub.close();
            removeFolders();
        } catch (IOException e) {
            screen.say("The folder " + folder.root() + " could not be removed: " + FileException.reason(e) + ".");
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void removeFolders() throws IOException {
        if (madeSshdFolder) {
            Sshd.removePrivilegeSeparationFolder();
        }
        folder.remove();
    }
}
