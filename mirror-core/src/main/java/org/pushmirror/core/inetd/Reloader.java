package org.pushmirror.core.inetd;

/**
 * A port: makes a running service read its changed configuration. mirror-rsync has some that signal inetd or call the
 * service manager; a test can stand one in.
 */
@FunctionalInterface
public interface Reloader {

    /**
     * What was done.
     *
     * @param action in words, for example {@code kill -HUP 812}
     * @param effect whether it was done
     */
    record Step(String action, Effect effect) {}

    /** Whether a step was done. */
    enum Effect {
        /** It was done. */
        DONE,
        /** A dry run: it would be done. */
        WOULD_BE_DONE
    }

    /**
     * Reloads.
     *
     * @return what was done
     * @throws RuntimeException if it cannot be done; the message is one sentence that says why
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    Step reload() throws InterruptedException;
}
