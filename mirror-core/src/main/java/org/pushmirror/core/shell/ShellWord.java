package org.pushmirror.core.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A word of a shell file as a list of pieces: text that is meant as it stands, variables, and what only a running shell
 * could tell.
 */
record ShellWord(List<Piece> pieces) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,=-]+");

    ShellWord {
        pieces = List.copyOf(pieces);
    }

    sealed interface Piece {}

    /** Text that is meant as it stands. */
    record Literal(String text) implements Piece {}

    /** {@code $NAME} or <code>${NAME}</code>. */
    record Variable(String name) implements Piece {}

    /** The home folder: an unquoted tilde at the beginning of a value. */
    record Home() implements Piece {}

    /** What this reader does not evaluate, with the reason as the end of a sentence. */
    record Unresolved(String why) implements Piece {}

    /** What a word comes to, or why that cannot be told. */
    record Value(Optional<String> text, List<String> problems) {}

    Value expand(Map<String, String> variables) {
        StringBuilder text = new StringBuilder();
        List<String> problems = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece instanceof Literal literal) {
                text.append(literal.text());
            } else if (piece instanceof Variable variable) {
                append(variables, variable.name(), text, problems);
            } else if (piece instanceof Home) {
                append(variables, "HOME", text, problems);
            } else if (piece instanceof Unresolved unresolved) {
                problems.add(unresolved.why());
            }
        }
        return new Value(problems.isEmpty() ? Optional.of(text.toString()) : Optional.empty(), problems);
    }

    private static void append(Map<String, String> variables, String name, StringBuilder text, List<String> problems) {
        String value = variables.get(name);
        if (value == null) {
            problems.add("it uses $" + name + ", which is not set");
        } else {
            text.append(value);
        }
    }

    /** The shortest form that every shell reads back as this text. */
    static String quote(String text) {
        if (PLAIN.matcher(text).matches()) {
            return text;
        }
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
