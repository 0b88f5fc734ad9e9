package org.pushmirror.core.shell;

import java.util.List;

/** A command of a shell file, as far as this reader needs to tell them apart. */
sealed interface ShellStatement {

    /** What the command before decides about this one. */
    enum Connector {
        /** It is carried out in any case. */
        NEXT,
        /** It is carried out if the command before succeeds. */
        AND,
        /** It is carried out if the command before fails. */
        OR
    }

    /** Which shell carries it out. */
    enum Execution {
        /** The shell that reads the file. */
        HERE,
        /** One of its own, in a pipeline or in the background, whose variables go away with it. */
        APART
    }

    /** The offset of its first byte. */
    int offset();

    Connector connector();

    /**
     * Assignments, or a command with its arguments.
     *
     * @param words the words, assignments included
     * @param redirections operator and target of each, as written: {@code 2>/dev/null}
     */
    record Simple(
            int offset, Connector connector, Execution execution, List<ShellWord> words, List<String> redirections)
            implements ShellStatement {}

    /**
     * A condition, loop, group or subshell.
     *
     * @param keyword how it begins
     * @param names what may be assigned in it
     */
    record Compound(int offset, Connector connector, Execution execution, String keyword, List<String> names)
            implements ShellStatement {}

    /**
     * A function, which does nothing until it is called.
     *
     * @param names what may be assigned in it
     */
    record Function(int offset, Connector connector, String name, List<String> names) implements ShellStatement {}

    /**
     * What bash cannot parse. It carries out nothing of this line, and reads no further.
     *
     * @param names what the line would assign
     * @param why what is wrong with it, as a whole sentence
     */
    record Broken(int offset, Connector connector, List<String> names, String why) implements ShellStatement {}
}
