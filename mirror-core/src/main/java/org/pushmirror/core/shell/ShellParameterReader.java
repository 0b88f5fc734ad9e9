package org.pushmirror.core.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pushmirror.core.shell.ShellWord.Emptiness;
import org.pushmirror.core.shell.ShellWord.Operation;
import org.pushmirror.core.shell.ShellWord.Parameter;
import org.pushmirror.core.shell.ShellWord.Piece;
import org.pushmirror.core.shell.ShellWord.Quoting;
import org.pushmirror.core.shell.ShellWord.Unsupported;
import org.pushmirror.core.shell.ShellWordReader.Mode;

/** Reads the inside of <code>${...}</code>. */
final class ShellParameterReader {

    private static final Map<Character, Operation> TESTS =
            Map.of('-', Operation.DEFAULT, '=', Operation.ASSIGN, '+', Operation.ALTERNATIVE, '?', Operation.REQUIRE);

    /** The longer operators come before those that they begin with. */
    private static final List<Map.Entry<String, Operation>> PATTERNS = List.of(
            Map.entry("##", Operation.LONGEST_PREFIX),
            Map.entry("#", Operation.PREFIX),
            Map.entry("%%", Operation.LONGEST_SUFFIX),
            Map.entry("%", Operation.SUFFIX),
            Map.entry("^^", Operation.UPPER_ALL),
            Map.entry("^", Operation.UPPER_FIRST),
            Map.entry(",,", Operation.LOWER_ALL),
            Map.entry(",", Operation.LOWER_FIRST));

    private static final List<Map.Entry<String, Operation>> REPLACEMENTS = List.of(
            Map.entry("//", Operation.REPLACE_ALL),
            Map.entry("/#", Operation.REPLACE_PREFIX),
            Map.entry("/%", Operation.REPLACE_SUFFIX),
            Map.entry("/", Operation.REPLACE));

    private final String text;
    private final Quoting quoting;

    ShellParameterReader(String text, Quoting quoting) {
        this.text = text;
        this.quoting = quoting;
    }

    /** {@code $NAME}. */
    static Parameter value(String name, Quoting quoting) {
        return new Parameter(name, Operation.VALUE, Emptiness.COUNTS_AS_SET, List.of(), quoting);
    }

    Piece read(int start, int end) {
        if (start < end && text.charAt(start) == '#' && isParameter(start + 1, end)) {
            return of(text.substring(start + 1, end), Operation.LENGTH, List.of());
        }
        if (start < end && text.charAt(start) == '!' && isParameter(start + 1, end)) {
            return of(text.substring(start + 1, end), Operation.INDIRECT, List.of());
        }
        int nameEnd = parameterEnd(start, end);
        if (nameEnd == start) {
            return new Unsupported("it uses ${" + text.substring(start, end) + "}");
        }
        String name = text.substring(start, nameEnd);
        return nameEnd == end ? value(name, quoting) : operation(name, nameEnd, end);
    }

    private boolean isParameter(int start, int end) {
        return start < end && parameterEnd(start, end) == end;
    }

    private int parameterEnd(int start, int end) {
        int nameEnd = Math.min(end, ShellGrammar.nameEnd(text, start));
        boolean special = nameEnd == start && start < end && "0123456789@*#?-$!".indexOf(text.charAt(start)) >= 0;
        return special ? start + 1 : nameEnd;
    }

    private Piece operation(String name, int from, int end) {
        boolean colon = text.charAt(from) == ':';
        int operator = colon ? from + 1 : from;
        Operation test = operator < end ? TESTS.get(text.charAt(operator)) : null;
        if (test != null) {
            Mode mode = quoting == Quoting.QUOTED ? Mode.QUOTED_ARGUMENT : Mode.ARGUMENT;
            Emptiness emptiness = colon ? Emptiness.COUNTS_AS_UNSET : Emptiness.COUNTS_AS_SET;
            return ShellWordReader.inside(text, operator + 1, end, mode)
                    .<Piece>map(word -> new Parameter(name, test, emptiness, List.of(word), quoting))
                    .orElse(new Unsupported("something in it is not closed"));
        }
        if (colon) {
            return words(name, Operation.SUBSTRING, List.of(new int[] {from + 1, end}));
        }
        for (Map.Entry<String, Operation> pattern : PATTERNS) {
            if (text.startsWith(pattern.getKey(), from)) {
                int start = from + pattern.getKey().length();
                return words(name, pattern.getValue(), List.of(new int[] {start, end}));
            }
        }
        for (Map.Entry<String, Operation> replacement : REPLACEMENTS) {
            if (text.startsWith(replacement.getKey(), from)) {
                return replacement(
                        name,
                        replacement.getValue(),
                        from + replacement.getKey().length(),
                        end);
            }
        }
        return new Unsupported("it uses ${" + name + text.charAt(from) + "...}");
    }

    private Piece replacement(String name, Operation operation, int start, int end) {
        boolean slashFirst = operation == Operation.REPLACE_ALL && start < end && text.charAt(start) == '/';
        int slash = new ShellExtents(text, end).upToPlain(slashFirst ? start + 1 : start, '/');
        return slash < 0
                ? words(name, operation, List.of(new int[] {start, end}))
                : words(name, operation, List.of(new int[] {start, slash}, new int[] {slash + 1, end}));
    }

    private Piece words(String name, Operation operation, List<int[]> parts) {
        List<ShellWord> words = new ArrayList<>();
        for (int[] part : parts) {
            Optional<ShellWord> word = ShellWordReader.inside(text, Math.min(part[0], part[1]), part[1], Mode.ARGUMENT);
            if (word.isEmpty()) {
                return new Unsupported("something in it is not closed");
            }
            words.add(word.get());
        }
        return of(name, operation, words);
    }

    private Parameter of(String name, Operation operation, List<ShellWord> words) {
        return new Parameter(name, operation, Emptiness.COUNTS_AS_SET, words, quoting);
    }
}
