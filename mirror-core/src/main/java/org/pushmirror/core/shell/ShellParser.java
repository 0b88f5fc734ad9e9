package org.pushmirror.core.shell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pushmirror.core.shell.ShellStatement.Broken;
import org.pushmirror.core.shell.ShellStatement.Compound;
import org.pushmirror.core.shell.ShellStatement.Connector;
import org.pushmirror.core.shell.ShellStatement.Execution;
import org.pushmirror.core.shell.ShellStatement.Function;
import org.pushmirror.core.shell.ShellStatement.Simple;
import org.pushmirror.core.shell.ShellTokens.End;
import org.pushmirror.core.shell.ShellTokens.Newline;
import org.pushmirror.core.shell.ShellTokens.Operator;
import org.pushmirror.core.shell.ShellTokens.Token;
import org.pushmirror.core.shell.ShellTokens.Word;

/**
 * Groups the words of a shell file into statements. Like bash it takes a line, or what belongs together over several
 * lines, as a whole: of one that it cannot parse nothing is carried out, and nothing after it is read.
 */
final class ShellParser {

    private static final Map<String, String> CLOSERS = Map.of(
            "if", "fi", "case", "esac", "for", "done", "while", "done", "until", "done", "select", "done", "{", "}",
            "[[", "]]");
    private static final Set<String> MISPLACED = Set.of("fi", "esac", "done", "then", "else", "elif", "do", "}", "]]");
    /** Words after which a command may begin. */
    private static final Set<String> LEADING =
            Set.of("if", "then", "else", "elif", "while", "until", "do", "{", "!", "time");

    private static final Set<String> ASSIGNING = Set.of(
            "read",
            "printf",
            "mapfile",
            "readarray",
            "getopts",
            "let",
            "unset",
            "declare",
            "typeset",
            "export",
            "local");

    private final ShellTokens tokens;
    private final List<ShellStatement> statements = new ArrayList<>();
    private final List<ShellStatement> unit = new ArrayList<>();
    /** Where the list of commands begins that an ampersand would send into the background. */
    private int listStart;

    private Connector connector = Connector.NEXT;

    private ShellParser(String text) {
        this.tokens = new ShellTokens(text);
    }

    static List<ShellStatement> parse(String text) {
        return new ShellParser(text).read();
    }

    /** What stops the reading of the file. */
    private static final class SyntaxError extends Exception {
        private static final long serialVersionUID = 1L;

        /** Where bash notices it. */
        private final int offset;

        SyntaxError(int offset, String message) {
            super(message, null, false, false);
            this.offset = offset;
        }
    }

    private List<ShellStatement> read() {
        try {
            while (!(tokens.peek() instanceof End)) {
                command();
            }
            require(connector == Connector.NEXT, tokens.peek(), "the file ends after && or ||");
            commit();
        } catch (SyntaxError error) {
            Set<String> names = new LinkedHashSet<>();
            unit.forEach(statement -> names.addAll(namesOf(statement)));
            statements.add(
                    new Broken(error.offset, Connector.NEXT, List.copyOf(names), String.valueOf(error.getMessage())));
        }
        return statements;
    }

    private static List<String> namesOf(ShellStatement statement) {
        if (statement instanceof Simple simple) {
            return simple.words().stream()
                    .filter(ShellWord::isAssignment)
                    .map(word -> word.raw().substring(0, ShellGrammar.nameEnd(word.raw(), 0)))
                    .toList();
        }
        return statement instanceof Compound compound ? compound.names() : List.of();
    }

    private void command() throws SyntaxError {
        Token token = tokens.peek();
        if (token instanceof Newline) {
            tokens.next();
            if (connector == Connector.NEXT) {
                commit();
            }
            return;
        }
        if (token instanceof Operator operator) {
            require(operator.text().equals("(") || isRedirection(operator), token, "a command is missing here");
        }
        if (token instanceof Word word && MISPLACED.contains(word.word().raw())) {
            throw new SyntaxError(token.offset(), "\"" + word.word().raw() + "\" ends what never began");
        }
        int start = unit.size();
        boolean piped = pipelineElement();
        while (piped) {
            skipNewlines();
            piped = pipelineElement();
        }
        if (unit.size() > start + 1) {
            apart(start);
        }
        separator();
    }

    /** Reads one command; true if its output goes to another. */
    private boolean pipelineElement() throws SyntaxError {
        Token token = tokens.peek();
        Connector before = connector;
        connector = Connector.NEXT;
        if (token instanceof Operator open && open.text().equals("(")) {
            compound(before);
        } else if (token instanceof Word word
                && (CLOSERS.containsKey(word.word().raw()) || word.word().is("function"))) {
            compound(before);
        } else {
            simple(before);
        }
        if (tokens.peek() instanceof Operator pipe
                && (pipe.text().equals("|") || pipe.text().equals("|&"))) {
            tokens.next();
            return true;
        }
        return false;
    }

    private void simple(Connector before) throws SyntaxError {
        int offset = tokens.peek().offset();
        List<ShellWord> words = new ArrayList<>();
        List<String> redirections = new ArrayList<>();
        while (true) {
            Token token = tokens.peek();
            if (token instanceof Word word) {
                tokens.next();
                boolean descriptor =
                        word.word().raw().matches("[0-9]+") && (tokens.isFollowedBy('<') || tokens.isFollowedBy('>'));
                if (descriptor) {
                    redirections.add(word.word().raw() + redirection());
                } else {
                    words.add(word.word());
                }
            } else if (token instanceof Operator operator && isRedirection(operator)) {
                redirections.add(redirection());
            } else if (token instanceof Operator open && open.text().equals("(")) {
                require(words.size() == 1 && redirections.isEmpty(), token, "\"(\" does not belong here");
                function(offset, before, words.get(0).raw());
                return;
            } else if (token instanceof ShellTokens.Unclosed) {
                unit.add(new Simple(offset, before, Execution.HERE, words, redirections));
                throw new SyntaxError(token.offset(), "a quote or an expansion that begins here is not closed");
            } else {
                break;
            }
        }
        require(!words.isEmpty() || !redirections.isEmpty(), tokens.peek(), "a command is missing here");
        unit.add(new Simple(offset, before, Execution.HERE, words, redirections));
    }

    private static boolean isRedirection(Operator operator) {
        return operator.text().startsWith("<")
                || operator.text().startsWith(">")
                || operator.text().startsWith("&>");
    }

    private String redirection() throws SyntaxError {
        Operator operator = (Operator) tokens.next();
        if (operator.text().endsWith("(")) {
            require(tokens.skipParentheses(), operator, "a parenthesis that begins here is not closed");
            return operator.text() + ")";
        }
        Token target = tokens.next();
        if (!(target instanceof Word word)) {
            throw new SyntaxError(target.offset(), "the target of a redirection is missing here");
        }
        if (operator.text().equals("<<") || operator.text().equals("<<-")) {
            tokens.hereDocument(word.word(), operator.text());
        }
        return operator.text() + word.word().raw();
    }

    private void function(int offset, Connector before, String name) throws SyntaxError {
        tokens.next();
        Token close = tokens.next();
        require(close instanceof Operator operator && operator.text().equals(")"), close, "\"(\" does not belong here");
        skipNewlines();
        List<String> names = body(tokens.peek());
        unit.add(new Function(offset, before, name, names));
    }

    private void compound(Connector before) throws SyntaxError {
        Token first = tokens.peek();
        if (first instanceof Word word && word.word().is("function")) {
            tokens.next();
            Token name = tokens.next();
            require(name instanceof Word, name, "the name of the function is missing here");
            if (tokens.peek() instanceof Operator open && open.text().equals("(")) {
                function(first.offset(), before, ((Word) name).word().raw());
                return;
            }
            skipNewlines();
            unit.add(new Function(first.offset(), before, ((Word) name).word().raw(), body(tokens.peek())));
            return;
        }
        List<String> names = body(first);
        while (tokens.peek() instanceof Operator operator && isRedirection(operator)) {
            redirection();
        }
        String keyword = first instanceof Word word ? word.word().raw() : "(";
        Execution execution = keyword.equals("(") ? Execution.APART : Execution.HERE;
        unit.add(new Compound(first.offset(), before, execution, keyword, names));
    }

    /** Skips a compound command to its end. The result is what may be assigned in it. */
    private List<String> body(Token first) throws SyntaxError {
        Set<String> names = new LinkedHashSet<>();
        Deque<String> closers = new ArrayDeque<>();
        boolean commandStart = true;
        String command = "";
        do {
            Token token = tokens.next();
            if (token instanceof End || token instanceof ShellTokens.Unclosed) {
                throw new SyntaxError(first.offset(), "what begins here is not closed");
            }
            if (token instanceof Word word) {
                String raw = word.word().raw();
                command = commandStart ? raw : command;
                note(word.word(), command, names);
                boolean conditional = "]]".equals(closers.peek());
                if (conditional ? raw.equals("]]") : commandStart && raw.equals(closers.peek())) {
                    closers.pop();
                } else if (commandStart && !conditional && CLOSERS.containsKey(raw)) {
                    closers.push(CLOSERS.get(raw));
                }
                commandStart =
                        commandStart && (LEADING.contains(raw) || word.word().isAssignment());
            } else {
                commandStart = true;
                operatorInBody(token, closers);
            }
        } while (!closers.isEmpty());
        return List.copyOf(names);
    }

    private void operatorInBody(Token token, Deque<String> closers) throws SyntaxError {
        if (!(token instanceof Operator operator) || "]]".equals(closers.peek())) {
            require(!closers.isEmpty(), token, "a command is missing here");
            return;
        }
        if (operator.text().equals("(")) {
            if (tokens.isFollowedBy('(')) {
                require(tokens.skipParentheses(), token, "a parenthesis that begins here is not closed");
            } else {
                closers.push(")");
            }
        } else if (operator.text().equals(")") && ")".equals(closers.peek())) {
            closers.pop();
        } else if (operator.text().equals(")")) {
            require("esac".equals(closers.peek()), token, "\")\" ends what never began");
        } else if (operator.text().startsWith("<<")
                && !operator.text().equals("<<<")
                && tokens.peek() instanceof Word word) {
            tokens.hereDocument(word.word(), operator.text());
        }
        require(
                !closers.isEmpty()
                        || operator.text().endsWith(")")
                        || operator.text().equals("("),
                token,
                "a command is missing here");
    }

    private static void note(ShellWord word, String command, Set<String> names) {
        int nameEnd = ShellGrammar.nameEnd(word.raw(), 0);
        boolean plainName = nameEnd > 0 && nameEnd == word.raw().length();
        boolean named = ASSIGNING.contains(command) || command.equals("for") || command.equals("select");
        if (word.isAssignment() || plainName && named && !word.is(command)) {
            names.add(word.raw().substring(0, nameEnd));
        }
        for (ShellWord.Piece piece : word.pieces()) {
            if (piece instanceof ShellWord.Parameter parameter && parameter.operation() == ShellWord.Operation.ASSIGN) {
                names.add(parameter.name());
            }
        }
    }

    private void separator() throws SyntaxError {
        Token token = tokens.peek();
        if (token instanceof End) {
            return;
        }
        if (token instanceof Newline) {
            tokens.next();
            commit();
            return;
        }
        String text = token instanceof Operator operator ? operator.text() : "";
        switch (text) {
            case "&&" -> connector = Connector.AND;
            case "||" -> connector = Connector.OR;
            case ";" -> listStart = unit.size();
            case "&" -> apart(listStart);
            default -> throw new SyntaxError(token.offset(), "this does not belong here");
        }
        tokens.next();
    }

    private void apart(int from) {
        for (int i = from; i < unit.size(); i++) {
            ShellStatement statement = unit.get(i);
            if (statement instanceof Simple simple) {
                unit.set(
                        i,
                        new Simple(
                                simple.offset(),
                                simple.connector(),
                                Execution.APART,
                                simple.words(),
                                simple.redirections()));
            } else if (statement instanceof Compound compound) {
                unit.set(
                        i,
                        new Compound(
                                compound.offset(),
                                compound.connector(),
                                Execution.APART,
                                compound.keyword(),
                                compound.names()));
            }
        }
        listStart = unit.size();
    }

    private void skipNewlines() {
        while (tokens.peek() instanceof Newline) {
            tokens.next();
        }
    }

    private void commit() {
        statements.addAll(unit);
        unit.clear();
        listStart = 0;
    }

    private static void require(boolean condition, Token token, String message) throws SyntaxError {
        if (!condition) {
            throw new SyntaxError(token.offset(), message);
        }
    }
}
