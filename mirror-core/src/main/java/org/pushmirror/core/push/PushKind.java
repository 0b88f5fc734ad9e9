package org.pushmirror.core.push;

/** What a run of a push is for. A target line has a {@link TargetType}; a run has a kind. */
public enum PushKind {
    /** A whole push: staged targets get both stages, with a barrier between them. */
    ALL("all"),
    /** A whole push that asks {@code mhop} targets to push stage 1 on before they return. */
    MHOP("mhop"),
    /** The second stage of a push whose first stage another run has sent. */
    STAGE2("stage2");

    private final String word;

    PushKind(String word) {
        this.word = word;
    }

    /**
     * The word on command lines and in reports.
     *
     * @return for example {@code mhop}
     */
    public String word() {
        return word;
    }

    /**
     * The kind with this word.
     *
     * @param word a word of a command line or report
     * @return the kind
     * @throws IllegalArgumentException if there is none; the message lists the words
     */
    public static PushKind of(String word) {
        for (PushKind kind : values()) {
            if (kind.word.equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("The push kind \"" + word + "\" is none of all, mhop, stage2.");
    }
}
