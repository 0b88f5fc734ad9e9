package org.pushmirror.core.sshkeys;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.Findings;
import org.pushmirror.core.text.SourceText;
import org.pushmirror.core.text.Span;

/** Looks at a whole authorized_keys file: dead lines, keys with two lines, bytes that an editor does not show. */
final class AuthorizedKeysLint {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** The first line of each key, by number, because there may be many. */
    private static final class FirstLines {
        private final List<AuthorizedKeysLine> entries;
        private final Map<Integer, Integer> byHash = new HashMap<>();
        private final Map<PublicKey, Integer> collisions = new HashMap<>();

        FirstLines(List<AuthorizedKeysLine> entries) {
            this.entries = entries;
        }

        /** The first line of a key, if that is before this one. */
        Optional<AuthorizedKeysLine> before(PublicKey key, int here) {
            Integer first = byHash.putIfAbsent(key.hashCode(), here);
            if (first != null && !isOf(first, key)) {
                first = collisions.putIfAbsent(key, here);
            }
            return Optional.ofNullable(first).map(entries::get);
        }

        private boolean isOf(int index, PublicKey key) {
            return entries.get(index).publicKey().filter(key::equals).isPresent();
        }
    }

    private AuthorizedKeysLint() {}

    static List<Diagnostic> check(SourceText text, List<AuthorizedKeysLine> entries, SshdFacts facts) {
        Findings found = new Findings();
        FirstLines first = new FirstLines(entries);
        int index = 0;
        for (AuthorizedKeysLine line : entries) {
            int here = index++;
            if (line.isDead()) {
                found.add(
                        text,
                        line.optionsSpan().start(),
                        KeyRule.DEAD_LINE.rule(),
                        "sshd drops this line: " + line.problem().orElse(""));
            }
            oddBytes(text, line).ifPresent(found::add);
            line.key().ifPresent(key -> TriggerKeyLint.check(line, key, facts, found));
            line.publicKey()
                    .flatMap(key -> first.before(key, here))
                    .flatMap(before -> weaker(before, line))
                    .ifPresent(found::add);
        }
        return found.list();
    }

    private static Optional<Diagnostic> oddBytes(SourceText text, AuthorizedKeysLine line) {
        Span content = text.lineContent(line.number());
        int blanks = content.start();
        while (blanks < content.end() && (text.at(blanks) == ' ' || text.at(blanks) == '\t')) {
            blanks++;
        }
        String start = text.text(new Span(blanks, Math.min(content.end(), blanks + 3)));
        if (start.indexOf(BYTE_ORDER_MARK) == 0) {
            return odd(
                    line,
                    "The line begins with a byte order mark, which sshd takes for part of the first word;"
                            + " save the file as UTF-8 without it.");
        }
        if (start.startsWith("\u000B") || start.startsWith("\f") || start.startsWith("\u00A0")) {
            return odd(
                    line,
                    "The line begins with white space that is neither a space nor a tab, which sshd takes for part"
                            + " of the first word; remove it.");
        }
        for (int at = blanks; at < content.end(); at++) {
            if (text.at(at) == 0) {
                return odd(line, "The line has a NUL, where sshd stops reading it; remove it.");
            }
            boolean lineEnd = text.at(at) == '\r' && at + 1 < content.end();
            if (lineEnd && line.isDead()) {
                return odd(line, "The line has a CR in it, which ends no line for sshd; end lines with LF.");
            }
        }
        return Optional.empty();
    }

    private static Optional<Diagnostic> odd(AuthorizedKeysLine line, String message) {
        return Optional.of(KeyRule.ODD_BYTES.at(line.place(), message));
    }

    /** What is said about a second line of a key that gives more than the first. */
    private static Optional<Diagnostic> weaker(AuthorizedKeysLine before, AuthorizedKeysLine line) {
        AuthorizedKey later = line.key().orElse(null);
        if (later == null || line.problem().isPresent()) {
            return Optional.empty();
        }
        AuthorizedKey earlier = before.key().orElse(null);
        if (earlier == null) {
            return Optional.of(KeyRule.WEAKER_DUPLICATE.at(
                    line.place(),
                    "Line " + before.number() + " of the same key is dead, so that this line lets it in, with what this"
                            + " line allows; mend the other and remove this one."));
        }
        boolean weaker = later.rights().exceed(earlier.rights())
                || !earlier.command().equals(later.command())
                || !earlier.from().isEmpty() && !earlier.from().equals(later.from());
        return weaker
                ? Optional.of(KeyRule.WEAKER_DUPLICATE.at(
                        line.place(),
                        "The key stands on line " + before.number()
                                + ", too, and gets what this line allows wherever that"
                                + " one does not let it in; remove one of the two."))
                : Optional.empty();
    }
}
