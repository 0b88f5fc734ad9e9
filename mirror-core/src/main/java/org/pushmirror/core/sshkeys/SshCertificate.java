package org.pushmirror.core.sshkeys;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pushmirror.core.text.EscapedUtf8;

/**
 * What a certificate says about its key. Its signature is not verified here. Immutable.
 *
 * @param serial the serial number; unsigned, so that very large ones come out negative
 * @param kind whether it is for users or for hosts
 * @param keyId the name that its maker gave it, which logs show
 * @param principals the users or hosts that it is for; unmodifiable
 * @param validAfter the first moment of its validity
 * @param validBefore the end of its validity, {@link Instant#MAX} if there is none
 * @param criticalOptions name to value of what limits it, for example {@code force-command}; unmodifiable
 * @param extensions name to value of what it allows, for example {@code permit-pty}; unmodifiable
 * @param authority the key that signed it
 */
public record SshCertificate(
        long serial,
        Kind kind,
        String keyId,
        List<String> principals,
        Instant validAfter,
        Instant validBefore,
        Map<String, String> criticalOptions,
        Map<String, String> extensions,
        PublicKey authority) {

    private static final int MAX_PRINCIPALS = 256;

    /** Whom a certificate is for. */
    public enum Kind {
        /** It lets a user in. */
        USER,
        /** It proves a host. */
        HOST
    }

    /**
     * Copies the lists.
     *
     * @param serial the serial number
     * @param kind whether it is for users or for hosts
     * @param keyId the name that its maker gave it
     * @param principals the users or hosts that it is for
     * @param validAfter the first moment of its validity
     * @param validBefore the end of its validity
     * @param criticalOptions what limits it
     * @param extensions what it allows
     * @param authority the key that signed it
     */
    public SshCertificate {
        principals = List.copyOf(principals);
        criticalOptions = Map.copyOf(criticalOptions);
        extensions = Map.copyOf(extensions);
    }

    /** Reads what stands after the key itself. */
    static SshCertificate read(WireReader in) {
        long serial = in.unsigned(Long.BYTES);
        Kind kind = kind(in.unsigned(Integer.BYTES));
        String keyId = in.text();
        List<String> principals = principals(new WireReader(in.string()));
        Instant after = instant(in.unsigned(Long.BYTES));
        Instant before = instant(in.unsigned(Long.BYTES));
        Map<String, String> critical = options(new WireReader(in.string()));
        Map<String, String> extensions = options(new WireReader(in.string()));
        in.string(); // reserved
        PublicKey authority = PublicKey.of(in.string(), "");
        if (authority.certificate().isPresent()) {
            throw new IllegalArgumentException("The certificate is signed by a certificate.");
        }
        in.string(); // the signature
        return new SshCertificate(serial, kind, keyId, principals, after, before, critical, extensions, authority);
    }

    private static Kind kind(long number) {
        if (number == 1) {
            return Kind.USER;
        }
        if (number == 2) {
            return Kind.HOST;
        }
        throw new IllegalArgumentException("The certificate is neither for users nor for hosts.");
    }

    private static List<String> principals(WireReader in) {
        List<String> principals = new ArrayList<>();
        while (in.hasMore()) {
            if (principals.size() == MAX_PRINCIPALS) {
                throw new IllegalArgumentException("The certificate has more than " + MAX_PRINCIPALS + " principals.");
            }
            principals.add(in.text());
        }
        return principals;
    }

    private static Map<String, String> options(WireReader in) {
        Map<String, String> options = new LinkedHashMap<>();
        while (in.hasMore()) {
            String name = in.text();
            options.put(name, value(in.string()));
        }
        return options;
    }

    /** Known options have no value, or one text. */
    private static String value(byte[] data) {
        if (data.length == 0) {
            return "";
        }
        try {
            WireReader in = new WireReader(data);
            String text = in.text();
            if (!in.hasMore()) {
                return text;
            }
        } catch (IllegalArgumentException notOneText) {
            return EscapedUtf8.decode(data);
        }
        return EscapedUtf8.decode(data);
    }

    private static Instant instant(long seconds) {
        return seconds < 0 || seconds > Instant.MAX.getEpochSecond() ? Instant.MAX : Instant.ofEpochSecond(seconds);
    }

    /**
     * Whether a moment is inside its validity.
     *
     * @param time the moment
     * @return false before its start, and from its end on
     */
    public boolean isValidAt(Instant time) {
        return !time.isBefore(validAfter) && time.isBefore(validBefore);
    }

    /**
     * The command that runs whatever the client asks for.
     *
     * @return the critical option {@code force-command}
     */
    public Optional<String> forceCommand() {
        return Optional.ofNullable(criticalOptions.get("force-command"));
    }
}
