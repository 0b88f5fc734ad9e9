package org.pushmirror.core.rsyncd;

import java.util.Collection;
import java.util.Locale;

/**
 * A rule of {@code auth users}. Immutable.
 *
 * @param subject whether it is about users or about groups
 * @param pattern a name, or a wildcard for names; without {@code @}
 * @param right what whoever it matches may do
 */
public record AuthRule(Subject subject, String pattern, Right right) {

    /** Whom a rule is about. */
    public enum Subject {
        /** Users of the secrets file. */
        USER,
        /** Members of local groups. */
        GROUP
    }

    /** What a rule lets people do. */
    public enum Right {
        /** What the module lets everybody do. */
        AS_MODULE,
        /** Nothing: no login. */
        DENY,
        /** Read, even if the module is writable. */
        READ_ONLY,
        /** Read and write, even if the module is read-only. */
        READ_WRITE
    }

    /**
     * Checks the pattern.
     *
     * @param subject whether it is about users or about groups
     * @param pattern a name, or a wildcard for names; without {@code @}
     * @param right what whoever it matches may do
     * @throws IllegalArgumentException if the pattern is empty, has a comma, a colon or a control character, or begins or ends with
     *     a blank, or is that of a user and begins with {@code @}
     */
    public AuthRule {
        ConfWords.require(pattern, "name");
        if (pattern.indexOf(':') >= 0 || subject == Subject.USER && pattern.startsWith("@")) {
            throw new IllegalArgumentException("The name \"" + pattern + "\" in a rule has a colon or begins with @.");
        }
    }

    /**
     * A rule for a user, who may do what the module lets everybody do.
     *
     * @param name the name, or a wildcard
     * @return the rule
     * @throws IllegalArgumentException if the name cannot stand in a rule
     */
    public static AuthRule user(String name) {
        return new AuthRule(Subject.USER, name, Right.AS_MODULE);
    }

    /**
     * A rule for a local group, whose members may do what the module lets everybody do.
     *
     * @param name the name without {@code @}, or a wildcard
     * @return the rule
     * @throws IllegalArgumentException if the name cannot stand in a rule
     */
    public static AuthRule group(String name) {
        return new AuthRule(Subject.GROUP, name, Right.AS_MODULE);
    }

    /**
     * The same rule with another right.
     *
     * @param other the right
     * @return the changed copy
     */
    public AuthRule with(Right other) {
        return new AuthRule(subject, pattern, other);
    }

    /** What rsync makes of what follows a colon: its first letters count, anything else is no option. */
    static Right rightOf(String option) {
        String lower = option.toLowerCase(Locale.ROOT);
        if (lower.startsWith("d")) {
            return Right.DENY;
        }
        if (lower.startsWith("ro")) {
            return Right.READ_ONLY;
        }
        return lower.startsWith("rw") ? Right.READ_WRITE : Right.AS_MODULE;
    }

    /**
     * Whether it is about a user.
     *
     * @param user the name that a client gives
     * @param groups the local groups of the user of that name; none if there is no such local user
     * @return true if the user, or one of the groups, is matched
     */
    public boolean matches(String user, Collection<String> groups) {
        ShellPattern wildcard = new ShellPattern(pattern);
        return subject == Subject.USER
                ? wildcard.matches(user)
                : groups.stream().anyMatch(wildcard::matches);
    }

    /**
     * The rule as it is written.
     *
     * @return for example {@code @staff:ro}
     */
    @Override
    public String toString() {
        String option = switch (right) {
            case AS_MODULE -> "";
            case DENY -> ":deny";
            case READ_ONLY -> ":ro";
            case READ_WRITE -> ":rw";
        };
        return (subject == Subject.GROUP ? "@" : "") + pattern + option;
    }
}
