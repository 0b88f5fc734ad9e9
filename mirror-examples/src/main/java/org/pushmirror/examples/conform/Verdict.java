package org.pushmirror.examples.conform;

/**
 * What came of a check or of a must. Immutable.
 *
 * @param kind what it is
 * @param reason why, one sentence; empty where there is nothing to say
 */
public record Verdict(Kind kind, String reason) {

    /** What there is to say about a must. */
    public enum Kind {
        /** It was tried, and it held. */
        KEPT("kept"),
        /** It was tried, and it did not hold. */
        BROKEN("broken"),
        /** It could not be tried. */
        NOT_TESTED("not-tested");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /**
         * The word for it.
         *
         * @return as in JSON
         */
        public String word() {
            return word;
        }
    }

    /** It held. */
    static final Verdict KEPT = new Verdict(Kind.KEPT, "");

    static Verdict broken(String reason) {
        return new Verdict(Kind.BROKEN, reason);
    }

    static Verdict notTested(String reason) {
        return new Verdict(Kind.NOT_TESTED, reason);
    }

    /** It held, unless the condition is false. */
    static Verdict keptIf(boolean condition, String otherwise) {
        return condition ? KEPT : broken(otherwise);
    }
}
