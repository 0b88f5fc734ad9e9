package org.pushmirror.core.text;

/**
 * Something that a reader noticed in a file. Immutable.
 *
 * @param place where it is
 * @param severity how much it matters
 * @param rule a stable kebab-case id, for example {@code unknown-parameter}
 * @param message one sentence: what the program makes of it, and what to write instead; never a secret
 */
public record Diagnostic(Place place, Severity severity, String rule, String message) {

    /**
     * The diagnostic as a line of output.
     *
     * @return {@code file:line:column: severity: message}
     */
    @Override
    public String toString() {
        return place + ": " + severity.word() + ": " + message;
    }
}
