package org.pushmirror.core.rsyncd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A word of {@code socket options}. Immutable.
 *
 * @param name for example {@code SO_KEEPALIVE}
 * @param value the number behind an equals sign; null if there is none
 */
public record SocketOption(String name, @Nullable Integer value) {

    private static final Set<String> KNOWN = Set.of(
            "SO_KEEPALIVE",
            "SO_REUSEADDR",
            "SO_BROADCAST",
            "TCP_NODELAY",
            "IPTOS_LOWDELAY",
            "IPTOS_THROUGHPUT",
            "SO_SNDBUF",
            "SO_RCVBUF",
            "SO_SNDLOWAT",
            "SO_RCVLOWAT",
            "SO_SNDTIMEO",
            "SO_RCVTIMEO");

    /**
     * Reads the value of the parameter.
     *
     * @param value the value
     * @return the options; unmodifiable
     */
    public static List<SocketOption> parse(String value) {
        List<SocketOption> options = new ArrayList<>();
        for (String word : ConfWords.of(value)) {
            int equals = word.indexOf('=');
            options.add(
                    equals < 0
                            ? new SocketOption(word, null)
                            : new SocketOption(word.substring(0, equals), ValueKind.atoi(word.substring(equals + 1))));
        }
        return List.copyOf(options);
    }

    /**
     * The number.
     *
     * @return the number behind the equals sign; empty if there is none
     */
    public OptionalInt number() {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    /**
     * Whether rsync knows it.
     *
     * @return true if it does; otherwise it logs an error and goes on
     */
    public boolean isKnown() {
        return KNOWN.contains(name);
    }

    /**
     * The option as it is written.
     *
     * @return the name, with its number
     */
    @Override
    public String toString() {
        return Optional.ofNullable(value).map(number -> name + "=" + number).orElse(name);
    }
}
