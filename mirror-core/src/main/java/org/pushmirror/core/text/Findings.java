package org.pushmirror.core.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects diagnostics: each once, and of each rule at most {@link #MAX_PER_RULE}, so that a file of bad lines does not fill
 * the memory. Of one thread.
 */
public final class Findings {

    /** How many diagnostics of one rule are kept. */
    public static final int MAX_PER_RULE = 1000;

    private static final int MAX_QUOTED = 60;

    private static final Comparator<Diagnostic> BY_PLACE = Comparator.comparing(
                    (Diagnostic diagnostic) -> diagnostic.place().line())
            .thenComparing(diagnostic -> diagnostic.place().column());

    private final Set<Diagnostic> found = new LinkedHashSet<>();
    private final Map<String, Integer> counts = new HashMap<>();

    /** Nothing found so far. */
    public Findings() {}

    /**
     * Notes something.
     *
     * @param text the file
     * @param offset where in it
     * @param rule the rule
     * @param message one sentence
     */
    public void add(SourceText text, int offset, LintRule rule, String message) {
        if (counts.merge(rule.id(), 1, Integer::sum) <= MAX_PER_RULE) {
            found.add(new Diagnostic(text.place(offset), rule.severity(), rule.id(), message));
        }
    }

    /**
     * Notes something that others have found.
     *
     * @param diagnostics the diagnostics
     */
    public void addAll(List<Diagnostic> diagnostics) {
        diagnostics.forEach(this::add);
    }

    /**
     * Notes something that is worded already.
     *
     * @param diagnostic the diagnostic
     */
    public void add(Diagnostic diagnostic) {
        if (counts.merge(diagnostic.rule(), 1, Integer::sum) <= MAX_PER_RULE) {
            found.add(diagnostic);
        }
    }

    /**
     * All that was found.
     *
     * @return the diagnostics in the order of the lines of each file, the files in the order in which they were met; unmodifiable
     */
    public List<Diagnostic> list() {
        Map<String, Integer> files = new HashMap<>();
        found.forEach(diagnostic -> files.putIfAbsent(diagnostic.place().file(), files.size()));
        List<Diagnostic> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparing(
                        (Diagnostic diagnostic) -> files.get(diagnostic.place().file()))
                .thenComparing(BY_PLACE));
        return List.copyOf(sorted);
    }

    /**
     * Text of a file as a message shows it: in quotes, short, and without control characters.
     *
     * @param text any text
     * @return at most 60 characters of it
     */
    public static String quoted(String text) {
        StringBuilder shown = new StringBuilder("\"");
        int end = Math.min(text.length(), MAX_QUOTED);
        for (int at = 0; at < end; at++) {
            char c = text.charAt(at);
            shown.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return shown.append(text.length() > end ? "…\"" : "\"").toString();
    }
}
