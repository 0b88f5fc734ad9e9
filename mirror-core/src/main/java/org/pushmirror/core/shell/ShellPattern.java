package org.pushmirror.core.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import org.pushmirror.core.shell.ShellWord.Operation;
import org.pushmirror.core.shell.ShellWord.Quoting;

/** A pattern of the shell: {@code *}, {@code ?} and sets in brackets. Matching never goes back. */
final class ShellPattern {

    /** One character that fits; the star is a place of its own. */
    private record Place(IntPredicate fits, boolean star) {}

    private static final Place STAR = new Place(c -> true, true);

    private final List<Place> places;

    private ShellPattern(List<Place> places) {
        this.places = places;
    }

    /** Collects the parts of a pattern. */
    static final class Builder {
        private final StringBuilder text = new StringBuilder();
        private final BitSet special = new BitSet();

        void add(String part, Quoting quoting) {
            if (quoting == Quoting.PLAIN) {
                special.set(text.length(), text.length() + part.length());
            }
            text.append(part);
        }

        /** The pattern; empty if it has a class or an escape, which this reader leaves alone. */
        Optional<ShellPattern> build() {
            List<Place> places = new ArrayList<>();
            int at = 0;
            while (at < text.length()) {
                char c = text.charAt(at);
                if (!special.get(at)) {
                    places.add(literal(text.codePointAt(at)));
                    at += Character.charCount(text.codePointAt(at));
                } else if (c == '\\') {
                    return Optional.empty();
                } else if (c == '[' && setEnd(at) > 0) {
                    int end = setEnd(at);
                    String inside = text.substring(at + 1, end);
                    if (inside.indexOf('[') >= 0 || inside.indexOf('\\') >= 0) {
                        return Optional.empty();
                    }
                    places.add(set(inside));
                    at = end + 1;
                } else {
                    places.add(
                            c == '*' ? STAR : c == '?' ? new Place(any -> true, false) : literal(text.codePointAt(at)));
                    at += Character.charCount(text.codePointAt(at));
                }
            }
            return Optional.of(new ShellPattern(places));
        }

        private static Place literal(int wanted) {
            return new Place(c -> c == wanted, false);
        }

        /** A bracket right after the opening one, or after the negation, belongs to the set. */
        private int setEnd(int open) {
            int from = open + 1;
            if (from < text.length() && "!^".indexOf(text.charAt(from)) >= 0) {
                from++;
            }
            for (int at = from + 1; at < text.length(); at++) {
                if (text.charAt(at) == ']' && special.get(at)) {
                    return at;
                }
            }
            return -1;
        }

        private static Place set(String inside) {
            boolean negated = "!^".indexOf(inside.charAt(0)) >= 0;
            int[] members = inside.substring(negated ? 1 : 0).codePoints().toArray();
            return new Place(c -> contains(members, c) != negated, false);
        }

        private static boolean contains(int[] members, int c) {
            for (int i = 0; i < members.length; i++) {
                boolean range = i + 2 < members.length && members[i + 1] == '-';
                if (c >= members[i] && c <= (range ? members[i + 2] : members[i])) {
                    return true;
                }
                i += range ? 2 : 0;
            }
            return false;
        }
    }

    OptionalInt shortestPrefix(String text) {
        int[] chars = text.codePoints().toArray();
        return offset(text, matches(places, chars).stream().min());
    }

    OptionalInt longestPrefix(String text) {
        int[] chars = text.codePoints().toArray();
        return offset(text, matches(places, chars).stream().max());
    }

    /** The offset where the shortest matching end begins. */
    OptionalInt shortestSuffix(String text) {
        return suffix(text, reversedMatches(text).stream().min());
    }

    OptionalInt longestSuffix(String text) {
        return suffix(text, reversedMatches(text).stream().max());
    }

    private static OptionalInt offset(String text, OptionalInt count) {
        return count.isEmpty() ? count : OptionalInt.of(text.offsetByCodePoints(0, count.getAsInt()));
    }

    private static OptionalInt suffix(String text, OptionalInt count) {
        int all = text.codePointCount(0, text.length());
        return count.isEmpty() ? count : OptionalInt.of(text.offsetByCodePoints(0, all - count.getAsInt()));
    }

    private BitSet reversedMatches(String text) {
        int[] chars = text.codePoints().toArray();
        for (int i = 0, j = chars.length - 1; i < j; i++, j--) {
            int c = chars[i];
            chars[i] = chars[j];
            chars[j] = c;
        }
        List<Place> backwards = new ArrayList<>(places);
        Collections.reverse(backwards);
        return matches(backwards, chars);
    }

    String replace(String text, String replacement, Operation operation) {
        if (places.isEmpty() && operation != Operation.REPLACE_PREFIX && operation != Operation.REPLACE_SUFFIX) {
            return text;
        }
        return switch (operation) {
            case REPLACE_PREFIX ->
                longestPrefix(text).isEmpty()
                        ? text
                        : replacement + text.substring(longestPrefix(text).getAsInt());
            case REPLACE_SUFFIX ->
                longestSuffix(text).isEmpty()
                        ? text
                        : text.substring(0, longestSuffix(text).getAsInt()) + replacement;
            default -> replaceInside(text.codePoints().toArray(), replacement, operation);
        };
    }

    private String replaceInside(int[] chars, String replacement, Operation operation) {
        if (chars.length == 0) {
            return matches(places, chars).isEmpty() ? "" : replacement;
        }
        StringBuilder result = new StringBuilder();
        int at = 0;
        boolean more = true;
        while (more && at < chars.length) {
            int from = at;
            int longest =
                    matches(places, Arrays.copyOfRange(chars, at, chars.length)).length() - 1;
            if (longest > 0) {
                result.append(replacement);
                at += longest;
                more = operation == Operation.REPLACE_ALL;
            } else {
                result.appendCodePoint(chars[from]);
                at++;
            }
        }
        return result.append(new String(chars, at, chars.length - at)).toString();
    }

    /** How many of the first characters match, for every count that does. All states are followed at once. */
    private static BitSet matches(List<Place> places, int[] chars) {
        BitSet counts = new BitSet();
        BitSet states = new BitSet();
        enter(places, states, 0);
        for (int at = 0; ; at++) {
            if (states.get(places.size())) {
                counts.set(at);
            }
            if (at == chars.length || states.isEmpty()) {
                return counts;
            }
            BitSet next = new BitSet();
            for (int state = states.nextSetBit(0); state >= 0; state = states.nextSetBit(state + 1)) {
                if (state < places.size() && places.get(state).fits().test(chars[at])) {
                    enter(places, next, places.get(state).star() ? state : state + 1);
                }
            }
            states = next;
        }
    }

    private static void enter(List<Place> places, BitSet states, int state) {
        int at = state;
        states.set(at);
        while (at < places.size() && places.get(at).star()) {
            states.set(++at);
        }
    }
}
