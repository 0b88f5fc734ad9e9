package org.pushmirror.rsync;

/** What an exit code of rsync means, for rsync 3.1 to 3.5. */
public enum RsyncExit {
    /** All done. */
    SUCCESS(0, "all was done", "it has what the source has", Advice.NONE),
    /** A wrong option or value; also what a daemon's "module is read only" ends with. */
    USAGE(1, "rsync was asked for something that it does not take", "it is as it was", Advice.CHANGE),
    /** The two ends speak no common protocol. */
    PROTOCOL_INCOMPATIBLE(2, "the two ends speak no common protocol", "it is as it was", Advice.CHANGE),
    /** An input or output file or folder could not be selected. */
    FILE_SELECTION(3, "a file or folder of the command cannot be used", "it is as it was", Advice.CHANGE),
    /** The other end refuses or does not know an option. */
    UNSUPPORTED(4, "an action is not supported or refused at the other end", "it is as it was", Advice.CHANGE),
    /** The daemon refused: any {@code @ERROR} line ends so. */
    START_REFUSED(5, "the other end refused to start", "it is as it was", Advice.CHANGE),
    /** The connection could not be made or was lost. */
    SOCKET(10, "the connection failed", "it is as it was, or in the middle of a change", Advice.LATER),
    /** A local file could not be read or written. */
    FILE_IO(
            11,
            "a file could not be read or written",
            "it is in the middle of a change, and its own disk is the cause",
            Advice.CHANGE),
    /** The other end closed the connection early. */
    STREAM(12, "the other end closed the connection early", "it is in the middle of a change", Advice.LATER),
    /** The output of the program could not be written. */
    DIAGNOSTICS(13, "its messages could not be written", "it is in the middle of a change", Advice.LATER),
    /** The parts of rsync could not talk to each other; also: the remote shell cannot be run. */
    IPC(14, "its own processes could not talk to each other", "it is in the middle of a change", Advice.LATER),
    /** One of rsync's own processes crashed. */
    SIBLING_CRASHED(15, "one of its own processes crashed", "it is in the middle of a change", Advice.LATER),
    /** One of rsync's own processes ended abnormally. */
    SIBLING_TERMINATED(
            16, "one of its own processes ended abnormally", "it is in the middle of a change", Advice.LATER),
    /** Stopped by SIGUSR1. */
    SIGUSR1(19, "it was stopped by a signal", "it is in the middle of a change", Advice.LATER),
    /** Stopped by SIGINT, SIGTERM or SIGHUP. */
    SIGNAL(20, "it was stopped by a signal", "it is in the middle of a change", Advice.LATER),
    /** Waiting for one of its own processes failed. */
    WAIT(21, "it could not wait for its own processes", "it is in the middle of a change", Advice.LATER),
    /** Out of memory. */
    MEMORY(22, "it ran out of memory", "it is in the middle of a change", Advice.LATER),
    /** Some files or attributes were not transferred. */
    PARTIAL(
            23,
            "some files were not transferred",
            "it lacks some files, and nothing was deleted if the source could not be read",
            Advice.LATER),
    /** Some files vanished at the source during the run; usual for an archive that changes. */
    VANISHED(
            24,
            "some files vanished at the source during the run",
            "it has what the source has now; a further run brings what changed meanwhile",
            Advice.LATER),
    /** The limit on deletions stopped them. */
    MAX_DELETE(
            25,
            "more files were to be deleted than the limit allows",
            "it has what the source has, and more that was not deleted",
            Advice.CHANGE),
    /** Nothing was sent or received for the time of the timeout. */
    TIMEOUT(30, "the other end fell silent", "it is in the middle of a change", Advice.LATER),
    /** The daemon could not be reached in time. */
    CONNECT_TIMEOUT(35, "the daemon could not be reached in time", "it is as it was", Advice.LATER),
    /** The remote shell failed. */
    SHELL_FAILED(124, "the remote shell failed", "it is as it was", Advice.LATER),
    /** The remote shell was killed. */
    SHELL_KILLED(125, "the remote shell was killed", "it is in the middle of a change", Advice.LATER),
    /** The remote command cannot be run. */
    COMMAND_NOT_RUN(126, "the remote command cannot be run", "it is as it was", Advice.CHANGE),
    /** The remote command was not found. */
    COMMAND_NOT_FOUND(127, "the remote command was not found", "it is as it was", Advice.CHANGE),
    /** Any other code: the status of a remote shell, or death by signal (128 and more). */
    OTHER(-1, "it ended with an exit code that is not its own", "it may be in the middle of a change", Advice.LATER);

    /** Whether running it again can help. */
    public enum Advice {
        /** Nothing to repeat. */
        NONE,
        /** The same command may work later. */
        LATER,
        /** Something must be changed first. */
        CHANGE
    }

    private final int code;
    private final String meaning;
    private final String mirror;
    private final Advice advice;

    RsyncExit(int code, String meaning, String mirror, Advice advice) {
        this.code = code;
        this.meaning = meaning;
        this.mirror = mirror;
        this.advice = advice;
    }

    /**
     * The meaning of a code.
     *
     * @param code an exit code
     * @return its constant; {@link #OTHER} for codes that are not rsync's own
     */
    public static RsyncExit of(int code) {
        for (RsyncExit exit : values()) {
            if (exit.code == code) {
                return exit;
            }
        }
        return OTHER;
    }

    /**
     * The code.
     *
     * @return the exit code; -1 for {@link #OTHER}
     */
    public int code() {
        return code;
    }

    /**
     * What it means, as the end of a sentence.
     *
     * @return for example {@code the other end fell silent}
     */
    public String meaning() {
        return meaning;
    }

    /**
     * What it means for a mirror that was its target, as the end of a sentence.
     *
     * @return for example {@code it is in the middle of a change}
     */
    public String forMirror() {
        return mirror;
    }

    /**
     * Whether running the same command again can help.
     *
     * @return the advice
     */
    public Advice advice() {
        return advice;
    }
}
