package org.pushmirror.core.oracle;

import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Random cases that can be repeated: the system property {@code pushmirror.seed} sets the first seed, which a failure names;
 * {@code pushmirror.long=true} multiplies the number of cases.
 */
public final class RandomCases {

    private static final int LONG_FACTOR = 20;

    /** One case. */
    @FunctionalInterface
    public interface Case {
        /** Runs it with what this source of chance gives. */
        void run(RandomGenerator random) throws Exception;
    }

    private RandomCases() {}

    /** Runs a number of cases, each with a seed of its own, which a failure names: with that one given, it is the first. */
    public static void check(int count, Case one) {
        String given = System.getProperty("pushmirror.seed", "");
        long first = given.isEmpty() ? new Random().nextLong() : Long.parseLong(given);
        int cases = Boolean.getBoolean("pushmirror.long") ? count * LONG_FACTOR : count;
        for (int i = 0; i < cases; i++) {
            run(first + i, one);
        }
    }

    private static void run(long seed, Case one) {
        try {
            one.run(new Random(seed));
        } catch (AssertionError | Exception failure) {
            throw new AssertionError("Repeat with -Dpushmirror.seed=" + seed + ": " + failure.getMessage(), failure);
        }
    }

    /** Up to so many bytes, many of them from a string of likely ones. */
    public static byte[] bytes(RandomGenerator random, int maximum, String likely) {
        byte[] bytes = new byte[random.nextInt(maximum + 1)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte)
                    (random.nextInt(10) == 0 ? random.nextInt(256) : likely.charAt(random.nextInt(likely.length())));
        }
        return bytes;
    }

    /** One of the given. */
    @SafeVarargs
    public static <T> T one(RandomGenerator random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
