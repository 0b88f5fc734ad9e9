package org.pushmirror.core.inetd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A service of inetd: what to listen on, and the program to start. Immutable and thread-safe. A value that exists is one
 * line of words without blanks in them.
 */
public final class InetdService {

    /** Whether inetd waits for the program to end before it listens again. */
    public enum Waiting {
        /** It waits: the program serves all requests that come. */
        WAIT,
        /** It does not: each connection gets a program of its own. */
        NOWAIT
    }

    /** The program of services that inetd serves itself. */
    public static final String INTERNAL = "internal";

    private static final int SERVER_FIELD = 5;
    private static final Pattern WORD = Pattern.compile("[^\\s\\x00]+");
    private static final Pattern BLANKS = Pattern.compile("[ \\t]+");
    private static final Pattern SOCKET_TYPE = Pattern.compile("stream|dgram|raw|rdm|seqpacket");
    private static final Pattern PROTOCOL = Pattern.compile("[a-z][a-z0-9/]*");
    private static final Pattern WAITING = Pattern.compile("(no)?wait(?:[.:/]([0-9]{1,9}))?");
    private static final Pattern USER = Pattern.compile("([^.:]+)(?:[.:](.+))?");

    private final String service;
    private final String socketType;
    private final String protocol;
    private final Waiting waiting;
    private final @Nullable Integer maximum;
    private final String user;
    private final @Nullable String group;
    private final String server;
    private final List<String> arguments;

    private InetdService(List<String> fields) {
        Matcher wait = require(WAITING, fields.get(3), "is not wait or nowait, with or without a maximum");
        Matcher account = require(USER, fields.get(4), "is no user or user.group");
        require(SOCKET_TYPE, fields.get(1), "is no socket type: stream, dgram, raw, rdm or seqpacket");
        require(PROTOCOL, fields.get(2), "is no protocol such as tcp, tcp6 or udp");
        this.service = fields.get(0);
        this.socketType = fields.get(1);
        this.protocol = fields.get(2);
        this.waiting = wait.group(1) == null ? Waiting.WAIT : Waiting.NOWAIT;
        this.maximum = wait.group(2) == null ? null : Integer.valueOf(wait.group(2));
        this.user = account.group(1);
        this.group = account.group(2);
        this.server = fields.get(SERVER_FIELD);
        this.arguments = List.copyOf(fields.subList(SERVER_FIELD + 1, fields.size()));
    }

    private static Matcher require(Pattern allowed, String field, String problem) {
        Matcher matcher = allowed.matcher(field);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("The field \"" + field + "\" " + problem + ".");
        }
        return matcher;
    }

    /**
     * The rsync daemon, as the Debian page for push servers has it: {@code rsync stream tcp nowait root /usr/bin/rsync
     * rsyncd --daemon}.
     *
     * @return the service
     */
    public static InetdService rsync() {
        return parse("rsync stream tcp nowait root /usr/bin/rsync rsyncd --daemon");
    }

    /**
     * The service of a line.
     *
     * @param line service, socket type, protocol, wait or nowait, user, program, and its arguments from its own name on
     * @return the service
     * @throws IllegalArgumentException if a field is missing, or is none that inetd takes
     */
    public static InetdService parse(String line) {
        List<String> fields = Arrays.stream(BLANKS.split(line.strip())).toList();
        if (fields.size() <= SERVER_FIELD) {
            throw new IllegalArgumentException(
                    "A service needs six fields (service, socket type, protocol, wait or nowait, user, program), and here are "
                            + (line.isBlank() ? 0 : fields.size()) + ".");
        }
        fields.forEach(field -> require(WORD, field, "has a line end, a control character or a NUL"));
        return new InetdService(fields);
    }

    /**
     * The same service with other arguments.
     *
     * @param newArguments the arguments, the program's own name first; none may have a blank or be empty
     * @return the changed copy
     * @throws IllegalArgumentException if an argument has a blank or a control character, or is empty
     */
    public InetdService withArguments(String... newArguments) {
        List<String> fields = new ArrayList<>(fields().subList(0, SERVER_FIELD + 1));
        for (String argument : newArguments) {
            require(WORD, argument, "cannot be an argument: inetd has no quotes");
            fields.add(argument);
        }
        return new InetdService(fields);
    }

    /**
     * What it listens on.
     *
     * @return a name from /etc/services or a port, possibly with an address and a colon before it
     */
    public String service() {
        return service;
    }

    /**
     * The type of its socket.
     *
     * @return for example {@code stream}
     */
    public String socketType() {
        return socketType;
    }

    /**
     * Its protocol.
     *
     * @return for example {@code tcp}
     */
    public String protocol() {
        return protocol;
    }

    /**
     * Whether inetd waits for the program.
     *
     * @return wait or nowait
     */
    public Waiting waiting() {
        return waiting;
    }

    /**
     * How often a minute, or how many at once, inetd starts the program at most.
     *
     * @return the number after wait or nowait; empty if there is none
     */
    public OptionalInt maximum() {
        return maximum == null ? OptionalInt.empty() : OptionalInt.of(maximum);
    }

    /**
     * Who runs the program.
     *
     * @return the user
     */
    public String user() {
        return user;
    }

    /**
     * The group that runs the program.
     *
     * @return the group; empty if it is that of the user
     */
    public Optional<String> group() {
        return Optional.ofNullable(group);
    }

    /**
     * The program.
     *
     * @return its path, or {@link #INTERNAL}
     */
    public String server() {
        return server;
    }

    /**
     * The arguments of the program.
     *
     * @return the arguments, its own name first; unmodifiable
     */
    public List<String> arguments() {
        return arguments;
    }

    private List<String> fields() {
        List<String> fields = new ArrayList<>(List.of(
                service,
                socketType,
                protocol,
                (waiting == Waiting.WAIT ? "wait" : "nowait") + (maximum == null ? "" : "." + maximum),
                group == null ? user : user + "." + group,
                server));
        fields.addAll(arguments);
        return fields;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InetdService line && fields().equals(line.fields());
    }

    @Override
    public int hashCode() {
        return Objects.hash(service, protocol, server);
    }

    /**
     * The service as a line.
     *
     * @return the fields, a blank between each two
     */
    @Override
    public String toString() {
        return String.join(" ", fields());
    }
}
