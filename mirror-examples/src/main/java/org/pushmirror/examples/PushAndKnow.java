package org.pushmirror.examples;

import java.nio.file.Path;
import java.util.List;
import org.pushmirror.core.archive.ArchiveTree;
import org.pushmirror.core.mirrorlist.ListedMirror;
import org.pushmirror.core.mirrorlist.MirrorList;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.trace.TraceSource;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.RsyncSource;
import org.pushmirror.rsync.probe.RsyncTraceSource;
import org.pushmirror.ssh.HostKeys;
import org.pushmirror.ssh.Identity;
import org.pushmirror.ssh.push.Pusher;

/** mirror-ssh: trigger mirrors over ssh, all at once and in two stages, and get a receipt from each. */
public final class PushAndKnow {

    private PushAndKnow() {}

    /**
     * Pushes an archive to mirrors, whose traces are read from the module {@code debian} of their rsync daemons.
     *
     * @param archive the tree that was changed
     * @param key the private key that the mirrors let in
     * @param knownHosts the host keys of the mirrors
     * @param mirrors whom to push
     * @return what became of each
     */
    public static PushReport push(Path archive, Path key, Path knownHosts, List<PushTarget> mirrors) {
        // A port between the modules: mirror-ssh asks for traces, mirror-rsync reads them.
        TraceSource traces = new RsyncTraceSource(Rsync.find(), site -> RsyncSource.daemon(site.host(), "debian"));
        return push(archive, key, knownHosts, mirrors, traces);
    }

    /**
     * Pushes an archive to mirrors.
     *
     * @param archive the tree that was changed
     * @param key the private key that the mirrors let in
     * @param knownHosts the host keys of the mirrors
     * @param mirrors whom to push
     * @param traces reads the traces of the mirrors
     * @return what became of each
     */
    public static PushReport push(
            Path archive, Path key, Path knownHosts, List<PushTarget> mirrors, TraceSource traces) {
        Pusher pusher = Pusher.builder()
                .identity(Identity.read(key))
                .hostKeys(HostKeys.strict(knownHosts)) // unknown, changed and revoked keys are refused
                .parallel(64)
                .build();
        Push push = Push.of("debian").tree(ArchiveTree.at(archive)).receipts(traces);
        return pusher.push(mirrors, push).run();
    }

    /**
     * Pushes to the mirrors of a list, and prints what became of each.
     *
     * @param arguments the archive, the private key, the known hosts, and the list (runmirrors.mirror)
     */
    public static void main(String[] arguments) {
        List<PushTarget> mirrors = MirrorList.read(Path.of(arguments[3])).requireAccepted().mirrors().stream()
                .map(ListedMirror::target)
                .toList();
        PushReport report = push(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]), mirrors);
        report.targets().forEach(System.out::println);
        System.exit(report.endedWell() ? 0 : 1);
    }
}
