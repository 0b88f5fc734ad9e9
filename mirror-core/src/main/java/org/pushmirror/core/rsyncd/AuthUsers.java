package org.pushmirror.core.rsyncd;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.pushmirror.core.rsyncd.AuthRule.Subject;

/**
 * Who may log in to a module: the rules of {@code auth users}, of which the first that matches decides. Immutable and thread-safe.
 *
 * <p>To change a password without a gap, let two users in for a while ({@link #withBeside}): the old one and a new one, each with a line in the
 * secrets file. Two passwords for one user do not work: rsync looks at the first line of a name only.
 *
 * @param rules the rules, in their order
 */
public record AuthUsers(List<AuthRule> rules) {

    /**
     * Copies the list.
     *
     * @param rules the rules, in their order
     */
    public AuthUsers {
        rules = List.copyOf(rules);
    }

    /**
     * These rules.
     *
     * @param rules the rules, in their order
     * @return who may log in
     */
    public static AuthUsers of(AuthRule... rules) {
        return new AuthUsers(List.of(rules));
    }

    /**
     * Reads the value of the parameter. Words that no user can match, such as {@code @} alone, or a name with a blank
     * around it, are left out.
     *
     * @param value the value
     * @return who may log in
     */
    public static AuthUsers parse(String value) {
        List<AuthRule> rules = new ArrayList<>();
        for (String word : ConfWords.of(value)) {
            int colon = word.indexOf(':');
            String name = colon < 0 ? word : word.substring(0, colon);
            boolean group = name.startsWith("@");
            String pattern = group ? name.substring(1) : name;
            if (!pattern.isEmpty() && ConfWords.strip(pattern).equals(pattern)) {
                rules.add(new AuthRule(
                        group ? Subject.GROUP : Subject.USER,
                        pattern,
                        AuthRule.rightOf(colon < 0 ? "" : word.substring(colon + 1))));
            }
        }
        return new AuthUsers(rules);
    }

    /**
     * The rule that decides about a user.
     *
     * @param user the name that a client gives
     * @param groups the local groups of the user of that name; none if there is no such local user
     * @return the first rule that matches; empty if none does, and the login fails
     */
    public Optional<AuthRule> rule(String user, Collection<String> groups) {
        return rules.stream().filter(rule -> rule.matches(user, groups)).findFirst();
    }

    /**
     * These rules with another user right behind one that is there, and with the same right: the first half of changing a
     * password without a gap.
     *
     * @param user the user that is there
     * @param beside the new user
     * @return the changed copy; this one if the new user has that rule already
     * @throws IllegalArgumentException if no rule names the first user, or the new name cannot stand in a rule
     */
    public AuthUsers withBeside(String user, String beside) {
        AuthRule old = rules.stream()
                .filter(rule -> rule.subject() == Subject.USER && rule.pattern().equals(user))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No rule of auth users names \"" + user + "\"."));
        AuthRule added = new AuthRule(Subject.USER, beside, old.right());
        if (rules.contains(added)) {
            return this;
        }
        List<AuthRule> changed = new ArrayList<>(rules);
        changed.add(rules.indexOf(old) + 1, added);
        return new AuthUsers(changed);
    }

    /**
     * These rules without a user.
     *
     * @param user the name, as the rules have it
     * @return the changed copy
     * @throws IllegalArgumentException if nothing would be left: an empty list lets anyone in
     */
    public AuthUsers without(String user) {
        List<AuthRule> left = rules.stream()
                .filter(rule ->
                        rule.subject() != Subject.USER || !rule.pattern().equals(user))
                .toList();
        if (left.isEmpty()) {
            throw new IllegalArgumentException(
                    "Without \"" + user + "\" auth users would be empty, and then rsync lets anyone in.");
        }
        return new AuthUsers(left);
    }

    /**
     * The value of the parameter.
     *
     * @return the rules, with commas; with a comma first if a name has a blank
     */
    @Override
    public String toString() {
        return ConfWords.join(rules.stream().map(AuthRule::toString).toList());
    }
}
