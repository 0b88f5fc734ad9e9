package org.pushmirror.core.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pushmirror.core.shell.ShellStatement.Broken;
import org.pushmirror.core.shell.ShellStatement.Compound;
import org.pushmirror.core.shell.ShellStatement.Connector;
import org.pushmirror.core.shell.ShellStatement.Execution;
import org.pushmirror.core.shell.ShellStatement.Function;
import org.pushmirror.core.shell.ShellStatement.Simple;
import org.pushmirror.core.shell.ShellValue.Known;
import org.pushmirror.core.shell.ShellValue.Unknown;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.Place;
import org.pushmirror.core.text.Severity;
import org.pushmirror.core.text.SourceText;

/** One walk through the statements of a file, in its order, keeping the variables that can be told. */
final class ShellEvaluation {

    /** Whether the last command succeeded, as far as can be told. */
    private enum Status {
        SUCCESS,
        FAILURE,
        UNKNOWN
    }

    /** An assignment, and what its right side has come to. */
    private record Assignment(ShellWord word, ShellValue value) {}

    private static final Set<String> DECLARING = Set.of("export", "readonly", "declare", "typeset");
    /** Commands that change no variable and print nothing that a value could be made of. */
    private static final Set<String> HARMLESS =
            Set.of(":", "true", "set", "umask", "ulimit", "shopt", "alias", "unalias", "trap");

    private static final Set<String> TAINTING = Set.of(".", "source", "eval", "exec", "builtin", "command", "enable");
    private static final Set<String> ASSIGNING = Set.of("read", "printf", "mapfile", "readarray", "getopts", "let");

    private final SourceText source;
    private final ShellVariables variables;
    private final ShellExpansion expansion;
    private final List<Unresolved> commands = new ArrayList<>();
    private final List<Diagnostic> problems = new ArrayList<>();
    private Status status = Status.SUCCESS;
    private boolean ended;

    ShellEvaluation(SourceText source, HostContext host) {
        this.source = source;
        this.variables = new ShellVariables(host);
        this.expansion = new ShellExpansion(variables, this::noteUnset);
    }

    ShellSettings run(List<ShellStatement> statements) {
        for (ShellStatement statement : statements) {
            if (!ended && isReached(statement)) {
                evaluate(statement);
            }
        }
        return settings();
    }

    private ShellSettings settings() {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, Place> places = new LinkedHashMap<>();
        List<Unresolved> unresolved = new ArrayList<>(commands);
        variables.assigned().forEach((name, offset) -> {
            ShellValue value = variables.get(name).orElse(new Known(""));
            Place place = place(offset);
            if (value instanceof Known known) {
                values.put(name, ShellValue.textOf(known.text()));
                places.put(name, place);
            } else if (value instanceof Unknown unknown) {
                String message = name + " cannot be told without a running shell: " + unknown.why() + ".";
                unresolved.add(new Unresolved(name, place, message));
            }
        });
        return new ShellSettings(source.name(), values, places, unresolved, problems);
    }

    /** Whether it is carried out, or may be. */
    private boolean isReached(ShellStatement statement) {
        return switch (statement.connector()) {
            case NEXT -> true;
            case AND -> status != Status.FAILURE;
            case OR -> status != Status.SUCCESS;
        };
    }

    private void evaluate(ShellStatement statement) {
        boolean certain = statement.connector() == Connector.NEXT || status != Status.UNKNOWN;
        if (statement instanceof Broken broken) {
            broken(broken);
        } else if (statement instanceof Function function) {
            variables.define(function.name(), function.names());
            report(function.offset(), "The function " + function.name() + " is not read");
            status = Status.SUCCESS;
        } else if (statement instanceof Compound compound) {
            compound(compound);
        } else if (statement instanceof Simple simple) {
            if (certain) {
                simple(simple);
            } else {
                perhaps(simple);
            }
        }
    }

    private void broken(Broken broken) {
        ended = true;
        problems.add(new Diagnostic(
                place(broken.offset()),
                Severity.FATAL,
                "syntax-error",
                "The shell cannot read this line, and reads nothing after it: " + broken.why() + "."));
        for (String name : broken.names()) {
            forget(name, broken.offset(), "its line cannot be parsed");
        }
        if (broken.names().isEmpty()) {
            report(broken.offset(), "The rest of the file is not read");
        }
    }

    private void compound(Compound compound) {
        status = Status.UNKNOWN;
        report(compound.offset(), "What begins with \"" + compound.keyword() + "\" needs a running shell");
        if (compound.execution() == Execution.HERE) {
            for (String name : compound.names()) {
                forget(name, compound.offset(), "it is assigned under a condition");
            }
            variables.taint();
        }
    }

    /** A command of which nobody knows whether it is carried out. */
    private void perhaps(Simple simple) {
        for (ShellWord word : simple.words()) {
            if (word.isAssignment() && simple.execution() == Execution.HERE) {
                forget(nameOf(word), word.start(), "whether it is assigned depends on a command");
            }
        }
        if (simple.words().stream().noneMatch(ShellWord::isAssignment)) {
            command(simple, simple.words());
        }
        status = Status.UNKNOWN;
        ended = false;
    }

    private void simple(Simple simple) {
        List<ShellWord> words = simple.words();
        int first = 0;
        while (first < words.size() && words.get(first).isAssignment()) {
            first++;
        }
        if (first == words.size()) {
            if (simple.execution() == Execution.HERE) {
                words.forEach(word -> assign(new Assignment(word, valueOf(word))));
            }
            status = Status.SUCCESS;
            return;
        }
        command(simple, words.subList(first, words.size()));
    }

    private void command(Simple simple, List<ShellWord> words) {
        if (words.isEmpty()) {
            return;
        }
        String name = words.get(0).raw();
        List<ShellWord> arguments = words.subList(1, words.size());
        boolean here = simple.execution() == Execution.HERE;
        status = Status.UNKNOWN;
        if (here && variables.isFunction(name)) {
            variables.assignedBy(name).forEach(set -> forget(set, simple.offset(), "a function sets it"));
            variables.taint();
            report(simple.offset(), "The function " + name + " needs a running shell");
        } else if (here && DECLARING.contains(name)) {
            declare(name, arguments);
        } else if (here && name.equals("unset")) {
            arguments.stream().filter(word -> !word.raw().startsWith("-")).forEach(word -> variables.unset(word.raw()));
            status = Status.SUCCESS;
        } else if (here && (name.equals("return") || name.equals("exit"))) {
            ended = true;
            problems.add(new Diagnostic(
                    place(simple.offset()),
                    Severity.HAZARD,
                    "early-end",
                    "The shell stops reading the file at \"" + name + "\"; what stands below it has no effect."));
        } else if (HARMLESS.contains(name)) {
            arguments.forEach(expansion::expand);
            status = Status.SUCCESS;
        } else {
            other(name, arguments, here, simple.offset());
        }
    }

    private void other(String name, List<ShellWord> arguments, boolean here, int offset) {
        if (name.equals("false")) {
            status = Status.FAILURE;
            return;
        }
        if (here && TAINTING.contains(name)) {
            variables.taint();
        }
        if (here && ASSIGNING.contains(name)) {
            for (ShellWord word : arguments) {
                if (ShellGrammar.isName(word.raw())) {
                    forget(word.raw(), offset, "a command sets it");
                }
            }
        }
        report(offset, "This is a command, which only a running shell could carry out");
    }

    /** Unlike plain assignments, those of a command are all expanded before the first is made. */
    private void declare(String command, List<ShellWord> arguments) {
        boolean plain = arguments.stream()
                .map(ShellWord::raw)
                .filter(raw -> raw.startsWith("-") || raw.startsWith("+"))
                .allMatch(raw -> raw.matches("-[gprx]+|--"));
        boolean readOnly = command.equals("readonly")
                || arguments.stream().map(ShellWord::raw).anyMatch(raw -> raw.matches("-[gpx]*r[gprx]*"));
        List<Assignment> assignments = new ArrayList<>();
        for (ShellWord word : arguments) {
            boolean told = plain && !isBraceExpansion(word);
            if (word.isAssignment() || !plain && ShellGrammar.isName(word.raw())) {
                ShellValue value = told ? valueOf(word) : new Unknown("it is declared in a way that changes its value");
                assignments.add(new Assignment(word, value));
            }
        }
        for (Assignment assignment : assignments) {
            assign(assignment);
            if (readOnly) {
                variables.makeReadOnly(nameOf(assignment.word()));
            }
        }
        status = Status.SUCCESS;
    }

    private static boolean isBraceExpansion(ShellWord word) {
        return word.pieces().stream()
                .anyMatch(piece -> piece instanceof ShellWord.Literal literal
                        && literal.quoting() == ShellWord.Quoting.PLAIN
                        && literal.text().indexOf('{') >= 0);
    }

    private void assign(Assignment assignment) {
        ShellWord word = assignment.word();
        String name = nameOf(word);
        ShellValue before = variables.get(name).orElse(new Known(""));
        if (variables.isReadOnly(name)) {
            problems.add(new Diagnostic(
                    place(word.start()),
                    Severity.FATAL,
                    "read-only",
                    name + " cannot be assigned, because the shell has made it read-only."));
            variables.assign(name, before, word.start());
            return;
        }
        boolean appends = word.raw().startsWith("+=", name.length());
        variables.assign(name, appends ? joined(before, assignment.value()) : assignment.value(), word.start());
    }

    private static ShellValue joined(ShellValue before, ShellValue more) {
        if (before instanceof Known start && more instanceof Known end) {
            return start.text().length() + end.text().length() <= ShellExpansion.MAX_VALUE
                    ? new Known(start.text() + end.text())
                    : new Unknown("its value is longer than " + ShellExpansion.MAX_VALUE + " bytes");
        }
        return before instanceof Unknown ? before : more;
    }

    private ShellValue valueOf(ShellWord word) {
        boolean element = word.raw().charAt(nameOf(word).length()) == '[';
        return element
                ? new Unknown("it is an array")
                : expansion.expand(word, ShellGrammar.assignmentEnd(word.raw(), 0));
    }

    private static String nameOf(ShellWord word) {
        return word.raw().substring(0, ShellGrammar.nameEnd(word.raw(), 0));
    }

    private void forget(String name, int offset, String why) {
        variables.assign(name, new Unknown(why), offset);
    }

    private void noteUnset(String name, int offset) {
        problems.add(new Diagnostic(
                place(offset),
                Severity.HAZARD,
                "unset-variable",
                "$" + name + " is not set here: bash takes it as empty, but ftpsync and runmirrors, which run with"
                        + " set -u, end at it unless their environment has it; write ${" + name + ":-}."));
    }

    private void report(int offset, String message) {
        commands.add(new Unresolved(null, place(offset), message + "."));
    }

    private Place place(int offset) {
        return source.place(offset);
    }
}
