package org.pushmirror.core.sshkeys;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a session gets that logs in through a line: the effective view of its options. The server's own configuration
 * may take more away. Immutable.
 *
 * @param rights what the flags leave open
 * @param forcedCommand what runs whatever the client asks for; null if the client chooses
 * @param environment the variables, for a server that permits them; unmodifiable
 * @param permitOpen the places that the client may forward to, as written; empty if that is not limited; unmodifiable
 * @param permitListen the ports that the client may listen on, as written; empty if that is not limited; unmodifiable
 * @param tunnelDevice the tunnel device, -1 for any; null if the line names none
 * @param touchRequired whether a security key must be touched
 * @param verifyRequired whether a security key must verify its user
 */
public record KeyGrant(
        KeyRights rights,
        @Nullable String forcedCommand,
        Map<String, String> environment,
        List<String> permitOpen,
        List<String> permitListen,
        @Nullable Integer tunnelDevice,
        boolean touchRequired,
        boolean verifyRequired) {

    private static final int ANY_TUNNEL = -1;

    /**
     * Copies the lists.
     *
     * @param rights what the flags leave open
     * @param forcedCommand what runs whatever the client asks for
     * @param environment the variables
     * @param permitOpen the places that the client may forward to
     * @param permitListen the ports that the client may listen on
     * @param tunnelDevice the tunnel device
     * @param touchRequired whether a security key must be touched
     * @param verifyRequired whether a security key must verify its user
     */
    public KeyGrant {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        permitOpen = List.copyOf(permitOpen);
        permitListen = List.copyOf(permitListen);
    }

    static KeyGrant of(List<KeyOption> options) {
        return new KeyGrant(
                KeyRights.of(options),
                values(options, KeyOptionName.COMMAND).stream().findFirst().orElse(null),
                environment(options),
                values(options, KeyOptionName.PERMITOPEN),
                values(options, KeyOptionName.PERMITLISTEN),
                tunnel(values(options, KeyOptionName.TUNNEL)),
                lastWord(options, KeyOptionName.TOUCH_REQUIRED, true),
                lastWord(options, KeyOptionName.VERIFY_REQUIRED, false));
    }

    private static List<String> values(List<KeyOption> options, KeyOptionName name) {
        return options.stream()
                .filter(option -> option.option() == name)
                .flatMap(option -> option.value().stream())
                .toList();
    }

    private static Map<String, String> environment(List<KeyOption> options) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String variable : values(options, KeyOptionName.ENVIRONMENT)) {
            int equals = variable.indexOf('=');
            environment.putIfAbsent(variable.substring(0, equals), variable.substring(equals + 1));
        }
        return environment;
    }

    private static @Nullable Integer tunnel(List<String> devices) {
        if (devices.isEmpty()) {
            return null;
        }
        String last = devices.get(devices.size() - 1).strip();
        return last.equalsIgnoreCase("any") ? ANY_TUNNEL : Integer.valueOf(last);
    }

    private static boolean lastWord(List<KeyOption> options, KeyOptionName flag, boolean otherwise) {
        boolean word = otherwise;
        for (KeyOption option : options) {
            if (option.option() == flag) {
                word = !option.isNegated();
            }
        }
        return word;
    }

    /**
     * What a certificate leaves of it: what both allow, and the command of either.
     *
     * @return the smaller grant
     * @throws IllegalArgumentException if both force a command, and not the same
     */
    KeyGrant limitedBy(SshCertificate certificate) {
        Map<String, String> extensions = certificate.extensions();
        KeyRights allowed = new KeyRights(
                extensions.containsKey("permit-pty"),
                extensions.containsKey("permit-port-forwarding"),
                extensions.containsKey("permit-agent-forwarding"),
                extensions.containsKey("permit-X11-forwarding"),
                extensions.containsKey("permit-user-rc"));
        String command = certificate.forceCommand().orElse(forcedCommand);
        if (forcedCommand != null && !forcedCommand.equals(command)) {
            throw new IllegalArgumentException("the line and the certificate force different commands");
        }
        return new KeyGrant(
                rights.and(allowed),
                command,
                environment,
                permitOpen,
                permitListen,
                tunnelDevice,
                touchRequired || !extensions.containsKey("no-touch-required"),
                verifyRequired || certificate.criticalOptions().containsKey("verify-required"));
    }

    /**
     * The forced command.
     *
     * @return what runs whatever the client asks for; empty if the client chooses
     */
    public Optional<String> command() {
        return Optional.ofNullable(forcedCommand);
    }

    /**
     * The tunnel device.
     *
     * @return its number, -1 for any; empty if the line names none
     */
    public OptionalInt tunnel() {
        return tunnelDevice == null ? OptionalInt.empty() : OptionalInt.of(tunnelDevice);
    }
}
