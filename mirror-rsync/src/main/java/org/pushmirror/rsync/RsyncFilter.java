package org.pushmirror.rsync;

import java.util.Locale;

/**
 * One filter rule. Rules are asked in order and the first that matches decides. A pattern that starts with a slash
 * is anchored at the root of the transfer; one that ends with a slash matches folders only. Immutable.
 *
 * @param rule what to do with what matches
 * @param pattern the pattern, with rsync's wildcards
 */
public record RsyncFilter(Rule rule, String pattern) {

    /** What a rule does. */
    public enum Rule {
        /** Not transferred, and not deleted at the target. */
        EXCLUDE,
        /** Transferred, whatever later rules say. */
        INCLUDE,
        /** Not deleted at the target. */
        PROTECT,
        /** May be deleted at the target, whatever later rules say. */
        RISK,
        /** Not transferred; the target is not protected. */
        HIDE,
        /** Transferred, whatever later rules hide. */
        SHOW
    }

    /**
     * Checks the pattern.
     *
     * @param rule what to do with what matches
     * @param pattern the pattern, with rsync's wildcards
     * @throws IllegalArgumentException if the pattern is empty, or has a NUL or a line break
     */
    public RsyncFilter {
        if (pattern.isEmpty() || pattern.chars().anyMatch(c -> c == 0 || c == '\n' || c == '\r')) {
            throw new IllegalArgumentException("The filter pattern \"" + pattern + "\" is empty or has a line break.");
        }
    }

    /**
     * A rule that leaves something out.
     *
     * @param pattern the pattern
     * @return the rule
     */
    public static RsyncFilter exclude(String pattern) {
        return new RsyncFilter(Rule.EXCLUDE, pattern);
    }

    /**
     * A rule that lets something in.
     *
     * @param pattern the pattern
     * @return the rule
     */
    public static RsyncFilter include(String pattern) {
        return new RsyncFilter(Rule.INCLUDE, pattern);
    }

    /**
     * A rule that keeps something from being deleted.
     *
     * @param pattern the pattern
     * @return the rule
     */
    public static RsyncFilter protect(String pattern) {
        return new RsyncFilter(Rule.PROTECT, pattern);
    }

    /**
     * A pattern that matches one name and nothing else.
     *
     * @param name a name or a path
     * @return the name with rsync's wildcards taken literally
     */
    public static String literal(String name) {
        // in a pattern without a wildcard rsync takes a backslash literally
        return name.matches(".*[*?\\[].*") ? name.replaceAll("[\\\\*?\\[]", "\\\\$0") : name;
    }

    /**
     * The argument of rsync for this rule.
     *
     * @return for example {@code --filter=exclude /a b}
     */
    String argument() {
        return "--filter=" + rule.name().toLowerCase(Locale.ROOT) + " " + pattern;
    }

    @Override
    public String toString() {
        return rule.name().toLowerCase(Locale.ROOT) + " " + pattern;
    }
}
