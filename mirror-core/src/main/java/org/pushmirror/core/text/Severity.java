package org.pushmirror.core.text;

import java.util.Locale;

/** How much a {@link Diagnostic} matters, the worst first. */
public enum Severity {
    /** The program that reads the file refuses it, or the line is dead. */
    FATAL,
    /** The program drops or silently changes this line or value. */
    IGNORED,
    /** It works, and harms or opens more than meant. */
    HAZARD,
    /** It works, and could be better. */
    ADVICE;

    /**
     * The word in messages and reports.
     *
     * @return for example {@code hazard}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
