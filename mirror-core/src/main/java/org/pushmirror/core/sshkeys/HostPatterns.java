package org.pushmirror.core.sshkeys;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.pushmirror.core.text.EscapedUtf8;

/** The hosts of one known_hosts line. */
sealed interface HostPatterns {

    /** Whether the line is about this host. The name is in lower case, with brackets and port unless that is 22. */
    boolean matches(String name);

    /** Reads the hosts field of a line; throws IllegalArgumentException if no host can ever match it. */
    static HostPatterns parse(String field) {
        return field.startsWith(Hashed.MAGIC) ? Hashed.parse(field) : new Listed(List.of(field.split(",")));
    }

    /** Names and patterns with {@code *}, {@code ?} and a leading {@code !}. */
    record Listed(List<String> patterns) implements HostPatterns {

        @Override
        public boolean matches(String name) {
            boolean found = false;
            for (String written : patterns) {
                boolean negated = written.startsWith("!");
                String pattern = (negated ? written.substring(1) : written).toLowerCase(Locale.ROOT);
                if (Wildcard.matches(pattern, name)) {
                    if (negated) {
                        return false;
                    }
                    found = true;
                }
            }
            return found;
        }
    }

    /** One name that only a name can be compared with: HMAC-SHA1 of it under a salt. */
    record Hashed(byte[] salt, byte[] hash) implements HostPatterns {

        private static final String MAGIC = "|1|";
        private static final int SHA1_BYTES = 20;
        private static final String HMAC = "HmacSHA1";

        private static Hashed parse(String field) {
            int middle = field.indexOf('|', MAGIC.length());
            if (middle < 0) {
                throw new IllegalArgumentException("The hashed host name has no second part.");
            }
            byte[] salt = Base64.getDecoder().decode(field.substring(MAGIC.length(), middle));
            byte[] hash = Base64.getDecoder().decode(field.substring(middle + 1));
            if (salt.length != SHA1_BYTES || hash.length != SHA1_BYTES) {
                throw new IllegalArgumentException(
                        "The salt and the hash of a host name have " + SHA1_BYTES + " bytes each.");
            }
            return new Hashed(salt, hash);
        }

        @Override
        public boolean matches(String name) {
            try {
                Mac mac = Mac.getInstance(HMAC);
                mac.init(new SecretKeySpec(salt, HMAC));
                return MessageDigest.isEqual(hash, mac.doFinal(EscapedUtf8.encode(name)));
            } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
                throw new IllegalStateException("Every Java has " + HMAC + ".", impossible);
            }
        }
    }
}
