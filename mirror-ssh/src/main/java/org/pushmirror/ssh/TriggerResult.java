package org.pushmirror.ssh;

/**
 * How a command that was sent ended, as far as this side can know. A command that was certainly not started is a
 * {@link TriggerException} instead.
 */
public sealed interface TriggerResult {

    /**
     * What the command printed.
     *
     * @return the output so far
     */
    TriggerOutput output();

    /**
     * The command ended with a status.
     *
     * @param status 0 to 255
     * @param output what it printed
     */
    record Exited(int status, TriggerOutput output) implements TriggerResult {}

    /**
     * A signal ended the command.
     *
     * @param signal its name without SIG, for example {@code KILL}
     * @param output what it printed
     */
    record Signalled(String signal, TriggerOutput output) implements TriggerResult {}

    /**
     * The connection was lost after the command had been sent: it may be running still, or be done.
     *
     * @param detail what happened to the connection, a few words
     * @param output what it had printed
     */
    record Lost(String detail, TriggerOutput output) implements TriggerResult {}

    /**
     * The deadline passed after the command had been sent: it may be running still. sshd takes no signals for forced
     * commands, so waiting is all that ends.
     *
     * @param phase {@code exec} if the host had not even confirmed the command, else {@code output}
     * @param output what it had printed
     */
    record TimedOut(String phase, TriggerOutput output) implements TriggerResult {}

    /**
     * The session was closed on this side while the command ran: it may be running still.
     *
     * @param output what it had printed
     */
    record Cancelled(TriggerOutput output) implements TriggerResult {}
}
