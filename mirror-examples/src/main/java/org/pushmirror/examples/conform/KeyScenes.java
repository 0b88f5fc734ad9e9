package org.pushmirror.examples.conform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Scenes about the hub's key: what somebody who has stolen it could do. */
final class KeyScenes {

    private static final String ELSEWHERE = "/../../../elsewhere/x";

    private KeyScenes() {}

    /** Words that would make a file, if a shell got to see them. */
    static String commands(Path witness) {
        String touch = "touch${IFS}" + witness;
        return "$(" + touch + ") `" + touch + "` ;" + touch + " |" + touch + " &&" + touch;
    }

    static void escapes(Site site) throws IOException, InterruptedException {
        Receiver receiver = site.receiver();
        Path outside = receiver.home().resolve("outside");
        for (String name : receiver.names()) {
            // the name is appended to "NAME-", which has to be a folder for the path to lead anywhere
            Files.createDirectories(receiver.configurations().resolve(name + "-"));
        }
        receiver.configure(receiver.home().resolve("elsewhere/x.conf"), outside);
        receiver.trigger(" sync:archive:" + ELSEWHERE + " sync:all").await(Site.RUN);
        receiver.settle(Site.RUN);
        site.say(
                Check.NO_PATHS,
                Verdict.keptIf(
                        !Files.exists(outside),
                        "sync:archive:" + ELSEWHERE + " made it read a configuration outside its folder."));
    }

    /** What cannot be seen from a run. */
    static void outOfSight(Site site) {
        site.say(
                Check.KEY_OPTIONS,
                Verdict.notTested("That is in its authorized_keys, and not in the program; mirrorctl check tells."));
        site.say(
                Check.ONE_ADDRESS,
                Verdict.notTested("That is in its configuration and in the DNS, and not in the program."));
    }
}
