package org.pushmirror.core.push;

/** How a target wants to be pushed, the first word of its line in runmirrors.mirror. */
public enum TargetType {
    /** One trigger with both stages. */
    ALL("all"),
    /** Stage 1, then stage 2 when all staged targets have stage 1. */
    STAGED("staged"),
    /** Like {@link #STAGED}, for a target that is a hub of its own ({@code sync:mhop}). */
    MHOP("mhop");

    private final String word;

    TargetType(String word) {
        this.word = word;
    }

    /**
     * The word in lists and reports.
     *
     * @return for example {@code staged}
     */
    public String word() {
        return word;
    }

    /**
     * Whether the target stands at the barrier between the stages.
     *
     * @return true for {@link #STAGED} and {@link #MHOP}
     */
    public boolean isStaged() {
        return this != ALL;
    }

    /**
     * The type with this word.
     *
     * @param word a word of a list or report
     * @return the type
     * @throws IllegalArgumentException if there is none; the message lists the words
     */
    public static TargetType of(String word) {
        for (TargetType type : values()) {
            if (type.word.equals(word)) {
                return type;
            }
        }
        throw new IllegalArgumentException("The target type \"" + word + "\" is none of all, staged, mhop.");
    }
}
