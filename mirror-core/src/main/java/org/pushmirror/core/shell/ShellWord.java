package org.pushmirror.core.shell;

import java.util.List;

/**
 * A word of a shell file as a list of pieces, before anything is expanded.
 *
 * @param start the offset of its first byte
 * @param end the offset after its last byte
 * @param raw the word as written
 * @param pieces what it is made of
 */
record ShellWord(int start, int end, String raw, List<Piece> pieces) {

    ShellWord {
        pieces = List.copyOf(pieces);
    }

    /** Whether quotes protect a piece from being split or taken for a pattern. */
    enum Quoting {
        PLAIN,
        QUOTED
    }

    /** What is done with a parameter. */
    enum Operation {
        VALUE,
        LENGTH,
        INDIRECT,
        DEFAULT,
        ASSIGN,
        ALTERNATIVE,
        REQUIRE,
        PREFIX,
        LONGEST_PREFIX,
        SUFFIX,
        LONGEST_SUFFIX,
        REPLACE,
        REPLACE_ALL,
        REPLACE_PREFIX,
        REPLACE_SUFFIX,
        SUBSTRING,
        UPPER_FIRST,
        UPPER_ALL,
        LOWER_FIRST,
        LOWER_ALL
    }

    /** Whether an empty parameter counts as one that is not set. */
    enum Emptiness {
        COUNTS_AS_SET,
        COUNTS_AS_UNSET
    }

    sealed interface Piece {}

    /** Text that is meant as it stands. */
    record Literal(String text, Quoting quoting) implements Piece {}

    /** The inside of {@code $'...'}; what some of its escapes come to depends on the locale. */
    record Ansi(String raw) implements Piece {}

    /** {@code $NAME} or <code>${NAME...}</code> with the words of its operation. */
    record Parameter(String name, Operation operation, Emptiness emptiness, List<ShellWord> arguments, Quoting quoting)
            implements Piece {}

    /** The output of a command. */
    record CommandOutput(String script, Quoting quoting) implements Piece {}

    /** A home folder: an unquoted tilde and the name after it, which is empty for our own. */
    record Home(String login) implements Piece {}

    /** What this reader does not evaluate; the reason is the end of a sentence. */
    record Unsupported(String why) implements Piece {}

    /** Whether the word begins with {@code NAME=}, {@code NAME+=} or {@code NAME[...]=}. */
    boolean isAssignment() {
        return ShellGrammar.assignmentEnd(raw, 0) > 0;
    }

    /** Whether the word is these characters, without quotes. */
    boolean is(String plain) {
        return raw.equals(plain);
    }
}
