package org.pushmirror.rsync.process;

/** Starts processes. The one way by which this module does; safe for use by several threads. */
public interface ProcessLauncher {

    /**
     * Starts a process.
     *
     * @param launch what to run
     * @param out takes its standard output
     * @param err takes its standard error
     * @return the running process
     * @throws ProcessException if it cannot be started
     */
    ProcessRun launch(Launch launch, OutputConsumer out, OutputConsumer err);

    /**
     * The launcher that is used.
     *
     * @return a launcher around Commons Exec
     */
    static ProcessLauncher standard() {
        return new CommonsExecLauncher();
    }
}
