package org.pushmirror.rsync.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.pushmirror.core.inetd.Reloader;

/**
 * Makes inetd read its inetd.conf again, by its HUP signal. Each method returns a changed copy. Immutable and thread-safe.
 */
public final class InetdReloader implements Reloader {

    private static final Path SYSTEMD = Path.of("/run/systemd/system");

    /** How to find inetd. */
    private sealed interface Way {
        record PidFile(Path file) implements Way {}

        record Service(String name) implements Way {}
    }

    private final Way way;
    private final Effect effect;

    private InetdReloader(Way way, Effect effect) {
        this.way = way;
        this.effect = effect;
    }

    /**
     * Signals the process whose id is in a file.
     *
     * @param file the file, for example {@code /run/inetd.pid}
     * @return the reloader
     */
    public static InetdReloader pidFile(Path file) {
        return new InetdReloader(new Way.PidFile(file), Effect.DONE);
    }

    /**
     * Asks the service manager, that of systemd if it runs here.
     *
     * @param name the name of the service, for example {@code inetd} or {@code openbsd-inetd}
     * @return the reloader
     * @throws IllegalArgumentException if it cannot be the name of a service
     */
    public static InetdReloader service(String name) {
        UnitName.require(name);
        return new InetdReloader(new Way.Service(name), Effect.DONE);
    }

    /**
     * The same, but it only says what it would do.
     *
     * @return the changed copy
     */
    public InetdReloader dryRun() {
        return new InetdReloader(way, Effect.WOULD_BE_DONE);
    }

    /**
     * Reloads.
     *
     * @return what was done
     * @throws ServiceException if there is no inetd, or it cannot be told
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    @Override
    public Step reload() throws InterruptedException {
        if (way instanceof Way.PidFile pidFile) {
            long pid = pid(pidFile.file());
            return ServiceCommand.step(List.of("/bin/kill", "-HUP", Long.toString(pid)), effect);
        }
        String name = ((Way.Service) way).name();
        return ServiceCommand.step(
                Files.isDirectory(SYSTEMD)
                        ? List.of("/usr/bin/systemctl", "reload", name)
                        : List.of("/usr/sbin/service", name, "reload"),
                effect);
    }

    /** The process of a pid file that may be old: its number may be that of another program by now. */
    private static long pid(Path file) {
        String text;
        try {
            text = Files.readString(file).strip();
        } catch (IOException e) {
            throw new ServiceException("The pid file " + file + " of inetd cannot be read: " + e.getMessage() + ".", e);
        }
        if (!text.matches("[1-9]\\d{0,9}")) {
            throw new ServiceException("The pid file " + file + " of inetd holds no process id.", null);
        }
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(text)).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            throw new ServiceException(
                    "The process " + text + " that the pid file " + file + " names does not run.", null);
        }
        Optional<String> command = process.get().info().command();
        if (command.isPresent()
                && !Path.of(command.get()).getFileName().toString().contains("inetd")) {
            throw new ServiceException(
                    "The process " + text + " that the pid file " + file + " names is no inetd, but " + command.get()
                            + "; nothing was signalled.",
                    null);
        }
        return process.get().pid();
    }
}
