package org.pushmirror.core.inetd;

import java.util.Locale;

/**
 * The rsync daemon as units of systemd: what replaces its line of inetd.conf today. Immutable and thread-safe. The texts follow systemd.unit(5); each
 * belongs into a file of its own in /etc/systemd/system.
 *
 * <p>Either {@code rsync.socket} and {@code rsync@.service}, where systemd listens and starts a daemon for each connection, as inetd does; or
 * {@code rsync.service}, where the daemon listens itself.
 */
public final class RsyncSystemdUnits {

    /** The port of rsync. */
    public static final int PORT = 873;

    private static final int MAX_PORT = 65535;

    private final InetdService service;
    private final int port;

    private RsyncSystemdUnits(InetdService service, int port) {
        this.service = service;
        this.port = port;
    }

    /**
     * The units that do what a line of inetd.conf does.
     *
     * @param service the line: a stream service over tcp without waiting, as {@link InetdService#rsync()} is; its user and group, program and arguments
     *     count
     * @return the units
     * @throws IllegalArgumentException if it is another kind of service
     */
    public static RsyncSystemdUnits of(InetdService service) {
        boolean fits = service.socketType().equals("stream")
                && service.protocol().startsWith("tcp")
                && service.waiting() == InetdService.Waiting.NOWAIT
                && service.server().startsWith("/");
        if (!fits) {
            throw new IllegalArgumentException(
                    "The service \"" + service
                            + "\" is none that systemd starts for each connection: stream, tcp, nowait, and a program with its whole path.");
        }
        return new RsyncSystemdUnits(service, PORT);
    }

    /**
     * The same units on another port.
     *
     * @param otherPort from 1 to 65535
     * @return the changed copy
     * @throws IllegalArgumentException if there is no such port
     */
    public RsyncSystemdUnits onPort(int otherPort) {
        if (otherPort < 1 || otherPort > MAX_PORT) {
            throw new IllegalArgumentException("There is no port " + otherPort + ": ports are from 1 to 65535.");
        }
        return new RsyncSystemdUnits(service, otherPort);
    }

    /**
     * {@code rsync.socket}.
     *
     * @return the text of the file
     */
    public String socket() {
        String limit = service.maximum().isPresent()
                ? "MaxConnections=" + service.maximum().getAsInt() + "\n"
                : "";
        return """
                [Unit]
                Description=rsync daemon, one for each connection

                [Socket]
                ListenStream=%d
                Accept=yes
                %s
                [Install]
                WantedBy=sockets.target
                """.formatted(port, limit);
    }

    /**
     * {@code rsync@.service}, which {@link #socket()} starts.
     *
     * @return the text of the file
     */
    public String serviceOfSocket() {
        return """
                [Unit]
                Description=rsync daemon for one connection

                [Service]
                ExecStart=-%s
                StandardInput=socket
                StandardOutput=inherit
                StandardError=journal
                %s""".formatted(command(""), account());
    }

    /**
     * {@code rsync.service}: a daemon that listens itself.
     *
     * @return the text of the file
     */
    public String service() {
        String portOption = port == PORT ? "" : " --port=" + port;
        return """
                [Unit]
                Description=rsync daemon
                After=network.target

                [Service]
                ExecStart=%s
                Restart=on-failure
                RestartSec=1
                %s
                [Install]
                WantedBy=multi-user.target
                """.formatted(command(" --no-detach" + portOption), account());
    }

    /** The arguments without the program's own name, which systemd gives it. */
    private String command(String more) {
        StringBuilder command = new StringBuilder(quoted(service.server()));
        service.arguments().stream()
                .skip(1)
                .map(RsyncSystemdUnits::quoted)
                .forEach(word -> command.append(' ').append(word));
        return command.append(more).toString();
    }

    private String account() {
        String user = service.user().equals("root") ? "" : "User=" + quoted(service.user()) + "\n";
        return user
                + service.group().map(group -> "Group=" + quoted(group) + "\n").orElse("");
    }

    /** Percent and dollar signs mean something to systemd, as do quotes and backslashes. */
    private static String quoted(String word) {
        if (word.toLowerCase(Locale.ROOT).matches("[a-z0-9@_./:=,+-]+")) {
            return word;
        }
        return "\""
                + word.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("%", "%%")
                        .replace("$", "$$") + "\"";
    }
}
