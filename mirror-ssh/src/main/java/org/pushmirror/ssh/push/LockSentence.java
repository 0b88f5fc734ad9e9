package org.pushmirror.ssh.push;

/** What ftpsync prints, with exit status 1, when its lock is held: the request is recorded all the same. */
final class LockSentence {

    private static final String HELD = "Unable to start rsync, lock file still exists, PID ";
    private static final String YOUNG = "Unable to start rsync, lock file younger than one hour";

    private LockSentence() {}

    /** Whether the output of a sync has the sentence. */
    static boolean isIn(String output) {
        return output.contains(HELD) || output.contains(YOUNG);
    }
}
