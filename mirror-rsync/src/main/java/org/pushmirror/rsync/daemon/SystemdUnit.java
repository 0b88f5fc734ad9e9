package org.pushmirror.rsync.daemon;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pushmirror.core.inetd.Reloader;
import org.pushmirror.core.inetd.Reloader.Effect;
import org.pushmirror.core.inetd.Reloader.Step;

/**
 * A unit of systemd, for example {@code rsync.socket} or {@code rsync.service}: enable, disable, reload and query it. Each
 * method that sets something returns a changed copy. Immutable and thread-safe.
 */
public final class SystemdUnit implements Reloader {

    /**
     * The state of a unit.
     *
     * @param enablement in systemd's words: {@code enabled}, {@code disabled}, {@code masked}, {@code not-found} and more
     * @param activity in systemd's words: {@code active}, {@code inactive}, {@code failed} and more
     */
    public record State(String enablement, String activity) {

        /**
         * Whether it starts with the system.
         *
         * @return true if it is enabled
         */
        public boolean isEnabled() {
            return enablement.startsWith("enabled");
        }

        /**
         * Whether it runs, or listens.
         *
         * @return true if it is active
         */
        public boolean isActive() {
            return activity.equals("active");
        }
    }

    private static final Path SYSTEMCTL = Path.of("/usr/bin/systemctl");

    private final Path systemctl;
    private final String name;
    private final Effect effect;

    private SystemdUnit(Path systemctl, String name, Effect effect) {
        this.systemctl = systemctl;
        this.name = name;
        this.effect = effect;
    }

    /**
     * A unit.
     *
     * @param name its name, with its suffix
     * @return the unit
     * @throws IllegalArgumentException if it cannot be the name of a unit
     */
    public static SystemdUnit named(String name) {
        return by(SYSTEMCTL, name);
    }

    static SystemdUnit by(Path systemctl, String name) {
        UnitName.require(name);
        return new SystemdUnit(systemctl, name, Effect.DONE);
    }

    /**
     * The same, but what would change something only says so.
     *
     * @return the changed copy
     */
    public SystemdUnit dryRun() {
        return new SystemdUnit(systemctl, name, Effect.WOULD_BE_DONE);
    }

    /**
     * Has it start now, and with the system.
     *
     * @return what was done
     * @throws ServiceException if it cannot be done
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public Step enable() throws InterruptedException {
        return step("enable", "--now");
    }

    /**
     * Stops it now, and has it not start with the system.
     *
     * @return what was done
     * @throws ServiceException if it cannot be done
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public Step disable() throws InterruptedException {
        return step("disable", "--now");
    }

    /**
     * Has it read its configuration, or, if it cannot, start anew.
     *
     * @return what was done
     * @throws ServiceException if it cannot be done
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    @Override
    public Step reload() throws InterruptedException {
        return step("reload-or-restart");
    }

    private Step step(String... words) throws InterruptedException {
        return ServiceCommand.step(command(words), effect);
    }

    private List<String> command(String... words) {
        List<String> command = new ArrayList<>(List.of(systemctl.toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("--", name));
        return command;
    }

    /**
     * Asks for its state; also in a dry run.
     *
     * @return the state
     * @throws ServiceException if there is no systemd on this system
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public State state() throws InterruptedException {
        return new State(answer("is-enabled"), answer("is-active"));
    }

    /** The exit code says the same as the word, and differs between versions. */
    private String answer(String question) throws InterruptedException {
        String word = ServiceCommand.run(command(question)).first();
        if (word.startsWith("Failed to get unit file state") || word.isEmpty()) {
            return "not-found";
        }
        if (word.indexOf(' ') >= 0) {
            throw new ServiceException("The state of " + name + " is not known: " + word + ".", null);
        }
        return word;
    }

    @Override
    public String toString() {
        return name;
    }
}
