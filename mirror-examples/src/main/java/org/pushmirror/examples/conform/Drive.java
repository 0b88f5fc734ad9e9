package org.pushmirror.examples.conform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.pushmirror.rsync.Rsync;

/**
 * Drives a receiver through the musts: an upstream on loopback, a tree and a configuration of its own in a temporary
 * folder, and one scene after the other. Nothing is left behind.
 */
public final class Drive {

    private Drive() {}

    /**
     * Drives a receiver.
     *
     * @param rsync the program that serves the upstream
     * @param command the receiver, an absolute path, and arguments for it
     * @return what came of every check
     * @throws IOException if a temporary folder cannot be made or written, or the receiver not be started
     * @throws InterruptedException if the thread is interrupted; everything that was started is ended
     */
    public static Conformance of(Rsync rsync, List<String> command) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("conform").toRealPath();
        try (Upstream upstream = Upstream.start(rsync, folder.resolve("upstream"));
                Receiver receiver =
                        new Receiver(command, Files.createDirectories(folder.resolve("home")), upstream.valve())) {
            receiver.configure();
            Site site = new Site(upstream, receiver);
            try (IndexWatch watch = IndexWatch.of(receiver.tree())) {
                for (Scene scene : List.<Scene>of(
                        StageScenes::firstSync,
                        StageScenes::bothStages,
                        PushScenes::secondPush,
                        PushScenes::stage2DuringStage1,
                        StageScenes::busyUpstream,
                        KeyScenes::escapes)) {
                    site.play(scene);
                }
                site.say(
                        Check.INDICES_BEHIND_DATA,
                        watch.missing().map(Verdict::broken).orElse(Verdict.KEPT));
            }
            site.play(StageScenes::changingUpstream);
            KeyScenes.outOfSight(site);
            return site.conformance();
        } finally {
            Archive.delete(folder);
        }
    }

    /** A part of the drive. */
    @FunctionalInterface
    interface Scene {
        void play(Site site) throws IOException, InterruptedException;
    }
}
