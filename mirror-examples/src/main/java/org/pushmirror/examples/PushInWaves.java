package org.pushmirror.examples;

import java.nio.file.Path;
import java.time.Duration;
import org.pushmirror.core.archive.ArchiveTree;
import org.pushmirror.core.journal.JournalFile;
import org.pushmirror.core.journal.StateFolder;
import org.pushmirror.core.mirrorlist.MirrorList;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushListener;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.TargetEvent;
import org.pushmirror.core.sshconfig.SshUser;
import org.pushmirror.core.trace.TraceSource;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.RsyncSource;
import org.pushmirror.rsync.probe.RsyncTraceSource;
import org.pushmirror.ssh.HostKeys;
import org.pushmirror.ssh.Identity;
import org.pushmirror.ssh.push.Barrier;
import org.pushmirror.ssh.push.PushLock;
import org.pushmirror.ssh.push.PushRun;
import org.pushmirror.ssh.push.Pusher;
import org.pushmirror.ssh.push.Waves;

/** Pushes to the mirrors of a list: a canary first, then all others, with a journal that survives a crash. */
public final class PushInWaves {

    private PushInWaves() {}

    /**
     * Pushes an archive.
     *
     * @param archive the tree that was changed
     * @param key the private key that the mirrors let in
     * @param knownHosts the host keys of the mirrors
     * @param list whom to push
     * @param traces reads the traces of the mirrors
     * @param state where the journal and the lock are
     * @return what became of each
     */
    public static PushReport push(
            Path archive, Path key, Path knownHosts, MirrorList list, TraceSource traces, StateFolder state) {
        Push push = Push.of("debian").tree(ArchiveTree.at(archive)).receipts(traces);
        try (JournalFile journal = JournalFile.open(state.journal(push.archive()))) {
            Pusher pusher = Pusher.builder()
                    .identity(Identity.read(key))
                    .hostKeys(HostKeys.strict(knownHosts))
                    .waves(Waves.together().canary(1)) // the first of the list must be complete before the others begin
                    .barrier(Barrier.quorum(80)) // stage 2 for those who have stage 1, if that are 80 of 100
                    .barrierTimeout(Duration.ofMinutes(10))
                    .runDeadline(Duration.ofHours(2))
                    .lock(PushLock.in(state.path())) // one push of an archive at a time
                    .journal(journal)
                    .build();
            PushRun run = pusher.push(list, push);
            System.out.print(run.plan());
            return run.run(new PushListener() {
                @Override
                public void changed(TargetEvent event) {
                    System.out.println(
                            event.target().name() + " " + event.state().word());
                }
            });
        }
    }

    /**
     * Pushes to the mirrors of a list, and prints what became of each.
     *
     * @param arguments the archive, the private key, the known hosts, and the list (runmirrors.mirror)
     */
    public static void main(String[] arguments) {
        TraceSource traces = new RsyncTraceSource(Rsync.find(), site -> RsyncSource.daemon(site.host(), "debian"));
        PushReport report = push(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                Path.of(arguments[2]),
                MirrorList.read(Path.of(arguments[3])).requireAccepted(),
                traces,
                StateFolder.of(System.getenv(), SshUser.current().home()));
        report.targets().forEach(System.out::println);
        System.exit(report.endedWell() ? 0 : 1);
    }
}
