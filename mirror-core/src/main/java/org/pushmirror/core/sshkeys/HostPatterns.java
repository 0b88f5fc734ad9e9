package org.pushmirror.core.sshkeys;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.pushmirror.core.text.EscapedUtf8;

/** The hosts of one known_hosts line. */
sealed interface HostPatterns {

    /** Whether the line is about this host: a name with brackets and port unless that is 22. Hashes are those of names in lower case. */
    boolean matches(String name);

    /** The items as they are written. */
    List<String> written();

    /** Reads the hosts field of a line; throws IllegalArgumentException if OpenSSH calls it a bad hash. */
    static HostPatterns parse(String field) {
        return field.startsWith("|") ? Hashed.parse(field) : new Listed(field);
    }

    /** Names and patterns with {@code *}, {@code ?} and a leading {@code !}. */
    record Listed(String field) implements HostPatterns {

        @Override
        public boolean matches(String name) {
            return HostPattern.listMatches(HostPattern.lower(field), HostPattern.lower(name));
        }

        @Override
        public List<String> written() {
            return List.of(field.split(",", -1));
        }

        /** Whether each item is a name that only itself matches. */
        boolean isPlain() {
            return field.indexOf('*') < 0 && field.indexOf('?') < 0 && !field.startsWith("!") && !field.contains(",!");
        }
    }

    /** One name that only a name can be compared with: HMAC-SHA1 of it under a salt. */
    record Hashed(String field, byte[] salt, byte[] hash) implements HostPatterns {

        private static final String MAGIC = "|1|";
        private static final int SHA1_BYTES = 20;
        private static final String HMAC = "HmacSHA1";

        private static Hashed parse(String field) {
            int middle = field.indexOf('|', MAGIC.length());
            if (!field.startsWith(MAGIC) || middle < 0) {
                throw new IllegalArgumentException("The host name begins as a hashed one, and is not |1|salt|hash.");
            }
            byte[] text = EscapedUtf8.encode(field.substring(MAGIC.length(), middle));
            byte[] salt = decode(text);
            if (salt.length != SHA1_BYTES) {
                throw new IllegalArgumentException("The salt of a hashed host name has " + SHA1_BYTES + " bytes.");
            }
            return new Hashed(field, salt, hashOf(field, salt));
        }

        private static byte[] decode(byte[] text) {
            try {
                return StrictBase64.decode(text, 0, text.length);
            } catch (IllegalArgumentException notBase64) {
                throw new IllegalArgumentException("The salt of a hashed host name is not base64.", notBase64);
            }
        }

        /** OpenSSH compares the text, so that a hash in any other spelling matches nothing: it is left empty. */
        private static byte[] hashOf(String field, byte[] salt) {
            String start = start(salt);
            String hash = field.startsWith(start) ? field.substring(start.length()) : "";
            byte[] decoded;
            try {
                decoded = Base64.getDecoder().decode(hash);
            } catch (IllegalArgumentException notBase64) {
                return new byte[0];
            }
            boolean exact = Base64.getEncoder().encodeToString(decoded).equals(hash);
            return exact ? decoded : new byte[0];
        }

        private static String start(byte[] salt) {
            return MAGIC + Base64.getEncoder().encodeToString(salt) + "|";
        }

        /** The field for a name, which must be in lower case. */
        static String field(byte[] salt, String name) {
            return start(salt) + Base64.getEncoder().encodeToString(hmac(mac(), salt, EscapedUtf8.encode(name)));
        }

        static Mac mac() {
            try {
                return Mac.getInstance(HMAC);
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("Every Java has " + HMAC + ".", impossible);
            }
        }

        private static byte[] hmac(Mac mac, byte[] salt, byte[] name) {
            try {
                mac.init(new SecretKeySpec(salt, HMAC));
                return mac.doFinal(name);
            } catch (InvalidKeyException impossible) {
                throw new IllegalStateException("Every salt is a key of " + HMAC + ".", impossible);
            }
        }

        @Override
        public boolean matches(String name) {
            return matches(mac(), EscapedUtf8.encode(name));
        }

        /** The same with an engine that many comparisons share. */
        boolean matches(Mac mac, byte[] name) {
            return Arrays.equals(hash, hmac(mac, salt, name));
        }

        @Override
        public List<String> written() {
            return List.of(field);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Hashed hashed && field.equals(hashed.field);
        }

        @Override
        public int hashCode() {
            return field.hashCode();
        }
    }
}
