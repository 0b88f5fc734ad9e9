package org.pushmirror.core.sshkeys;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A word that names a type of key, in front of the base64 text or inside the blob. OpenSSH takes names of signatures, too: {@code
 * rsa-sha2-512} is a type word of RSA keys.
 */
record KeyTypeWord(
        String word,
        KeyType type,
        boolean certificate,
        @Nullable OpenSshVersion since) {

    private static final List<KeyTypeWord> WORDS = words();
    private static final byte[][] BYTES = WORDS.stream()
            .map(known -> known.word().getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);
    private static final Map<String, KeyTypeWord> BY_WORD =
            WORDS.stream().collect(Collectors.toUnmodifiableMap(KeyTypeWord::word, Function.identity()));

    private static List<KeyTypeWord> words() {
        List<KeyTypeWord> words = new ArrayList<>();
        for (KeyType type : KeyType.values()) {
            OpenSshVersion since = type.since().orElse(null);
            words.add(new KeyTypeWord(type.word(), type, false, since));
            words.add(new KeyTypeWord(type.certificateWord(), type, true, since));
        }
        for (String signature : List.of("rsa-sha2-256", "rsa-sha2-512")) {
            words.add(new KeyTypeWord(signature, KeyType.RSA, false, null));
            words.add(new KeyTypeWord(signature + "-cert-v01@openssh.com", KeyType.RSA, true, null));
        }
        words.add(new KeyTypeWord(
                "webauthn-sk-ecdsa-sha2-nistp256@openssh.com", KeyType.SK_ECDSA, false, new OpenSshVersion(8, 4)));
        return List.copyOf(words);
    }

    /** The word that stands in these bytes; null if they are none. */
    static @Nullable KeyTypeWord at(byte[] bytes, int start, int end) {
        for (int i = 0; i < BYTES.length; i++) {
            byte[] known = BYTES[i];
            if (known.length == end - start && Arrays.equals(known, 0, known.length, bytes, start, end)) {
                return WORDS.get(i);
            }
        }
        return null;
    }

    /** The type that a blob names. Inside a blob, OpenSSH takes its short names in any case, too. */
    static Optional<KeyTypeWord> inside(String name) {
        KeyTypeWord exact = BY_WORD.get(name);
        if (exact != null) {
            return Optional.of(exact);
        }
        return WORDS.stream()
                .filter(known -> !known.certificate() && hasShortName(known.type()))
                .filter(known -> known.type().family().equalsIgnoreCase(name))
                .findFirst();
    }

    /** A short name says nothing about a curve, so that those keys are refused. */
    private static boolean hasShortName(KeyType type) {
        return switch (type) {
            case ED25519, RSA, DSA, SK_ED25519, MLDSA44_ED25519 -> true;
            case ECDSA_NISTP256, ECDSA_NISTP384, ECDSA_NISTP521, SK_ECDSA -> false;
        };
    }

    /** Whether the word is only the name of a signature. */
    boolean isSignatureName() {
        return !certificate && !word.equals(type.word());
    }

    boolean sameKeysAs(KeyTypeWord other) {
        return type == other.type && certificate == other.certificate;
    }
}
