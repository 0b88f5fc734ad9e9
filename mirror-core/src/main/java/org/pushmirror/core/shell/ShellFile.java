package org.pushmirror.core.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pushmirror.core.shell.ShellLexer.Statement;
import org.pushmirror.core.shell.ShellLexer.Token;
import org.pushmirror.core.shell.ShellWord.Literal;
import org.pushmirror.core.shell.ShellWord.Piece;
import org.pushmirror.core.text.AtomicFile;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.EscapedUtf8;
import org.pushmirror.core.text.Place;
import org.pushmirror.core.text.Severity;

/**
 * A file of shell assignments that bash would source, read without executing anything: {@code ftpsync.conf} and its
 * like. Immutable, and lossless: {@link #bytes()} are the bytes that were read.
 *
 * <p>Understood are assignments (several on a line, with or without {@code export}) whose values are plain, single- or
 * double-quoted text, backslashes, {@code $NAME}, <code>${NAME}</code> and a leading {@code ~}. Everything else
 * (command substitutions, other parameter expansions, {@code +=}, arrays, commands, functions, conditions) is reported
 * as unresolved with its place, and never guessed.
 */
public final class ShellFile {

    private static final String UNRESOLVED = "unresolved";
    private static final Set<String> OPENERS = Set.of("if", "case", "for", "while", "until", "{", "(", "select");
    private static final Set<String> CLOSERS = Set.of("fi", "esac", "done", "}", ")");

    private final String name;
    private final byte[] content;
    private final String text;

    private ShellFile(String name, byte[] content) {
        this.name = name;
        this.content = content;
        this.text = EscapedUtf8.decode(content);
    }

    /**
     * An empty file.
     *
     * @return a file without a line
     */
    public static ShellFile create() {
        return new ShellFile("-", new byte[0]);
    }

    /**
     * Reads the bytes of a file.
     *
     * @param name the name that places show
     * @param content the bytes, any at all
     * @return the file
     */
    public static ShellFile parse(String name, byte[] content) {
        return new ShellFile(name, content.clone());
    }

    /**
     * Reads a file.
     *
     * @param path which file
     * @return the file
     * @throws org.pushmirror.core.text.FileException if it cannot be read
     */
    public static ShellFile read(Path path) {
        return new ShellFile(path.toString(), AtomicFile.read(path));
    }

    /**
     * The same file with one more assignment at its end, quoted so that the shell reads back the value exactly.
     *
     * @param setting the name: a letter or underscore, then letters, digits and underscores
     * @param value the value, without a NUL
     * @return the changed copy
     * @throws IllegalArgumentException if the name is no shell name, or the value has a NUL
     */
    public ShellFile with(String setting, String value) {
        if (!setting.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new IllegalArgumentException("\"" + setting + "\" is no name of a shell variable.");
        }
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "The value of " + setting + " has a NUL, which no shell variable can hold.");
        }
        String start = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
        return new ShellFile(name, EscapedUtf8.encode(start + setting + "=" + ShellWord.quote(value) + "\n"));
    }

    /**
     * The same file with one more comment line at its end.
     *
     * @param comment the text of the comment; one line
     * @return the changed copy
     * @throws IllegalArgumentException if the text has a line break
     */
    public ShellFile withComment(String comment) {
        if (comment.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("A comment is one line.");
        }
        String start = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
        return new ShellFile(name, EscapedUtf8.encode(start + "# " + comment + "\n"));
    }

    /**
     * Quotes a text so that a shell reads it back as one word, exactly.
     *
     * @param text any text without a NUL
     * @return the text itself where it needs no quotes, else the text in single quotes
     */
    public static String quote(String text) {
        return ShellWord.quote(text);
    }

    /**
     * The bytes of the file.
     *
     * @return a copy
     */
    public byte[] bytes() {
        return content.clone();
    }

    /**
     * What the file assigns.
     *
     * @param environment the variables that are set before the file is read
     * @return the settings, and what would need a running shell
     */
    public ShellSettings settings(Map<String, String> environment) {
        return new Evaluation(environment).run();
    }

    private Place place(int offset) {
        byte[] before = EscapedUtf8.encode(text.substring(0, offset));
        int line = 1;
        int column = 1;
        for (byte b : before) {
            column = b == '\n' ? 1 : column + 1;
            line += b == '\n' ? 1 : 0;
        }
        return new Place(name, line, column);
    }

    /** One walk through the statements, in the order of the file. */
    private final class Evaluation {
        private final Map<String, String> variables;
        private final Map<String, String> values = new LinkedHashMap<>();
        private final Map<String, Place> places = new HashMap<>();
        private final List<Diagnostic> unresolved = new ArrayList<>();
        private int depth;

        Evaluation(Map<String, String> environment) {
            this.variables = new HashMap<>(environment);
        }

        ShellSettings run() {
            for (Statement statement : ShellLexer.statements(text)) {
                evaluate(statement);
            }
            return new ShellSettings(name, values, places, unresolved);
        }

        private void evaluate(Statement statement) {
            List<Token> tokens = statement.tokens();
            boolean compound = depth > 0 || tokens.stream().anyMatch(token -> OPENERS.contains(token.raw()));
            for (Token token : tokens) {
                depth += OPENERS.contains(token.raw()) ? 1 : 0;
                depth -= CLOSERS.contains(token.raw()) && depth > 0 ? 1 : 0;
            }
            if (tokens.get(0).raw().equals("export") && tokens.size() > 1) {
                tokens = tokens.subList(1, tokens.size());
            }
            if (compound || !tokens.stream().allMatch(ShellFile::isAssignment)) {
                refuse(tokens, compound);
                return;
            }
            tokens.forEach(this::assign);
        }

        private void refuse(List<Token> tokens, boolean compound) {
            for (Token token : tokens) {
                if (isAssignment(token)) {
                    forget(nameOf(token), token, "it is assigned under a condition, in a function, or for a command");
                }
            }
            if (tokens.stream().noneMatch(ShellFile::isAssignment) && !compound) {
                report(tokens.get(0), "this is a command, which only a running shell could carry out");
            }
        }

        private void assign(Token token) {
            String setting = nameOf(token);
            if (token.raw().startsWith(setting + "+=") || token.raw().startsWith(setting + "=(")) {
                forget(setting, token, "it is appended to, or is an array");
                return;
            }
            ShellWord.Value value = valueOf(token, setting).expand(variables);
            if (value.text().isEmpty()) {
                forget(setting, token, String.join("; ", value.problems()));
                return;
            }
            values.put(setting, value.text().get());
            variables.put(setting, value.text().get());
            places.put(setting, place(token.offset()));
        }

        private void forget(String setting, Token token, String why) {
            values.remove(setting);
            variables.remove(setting);
            report(token, setting + " cannot be told without a running shell: " + why);
        }

        private void report(Token token, String why) {
            unresolved.add(new Diagnostic(place(token.offset()), Severity.IGNORED, UNRESOLVED, why + "."));
        }
    }

    private static boolean isAssignment(Token token) {
        return token.raw().matches("(?s)[A-Za-z_][A-Za-z0-9_]*\\+?=.*");
    }

    private static String nameOf(Token token) {
        int end = token.raw().indexOf('=');
        return token.raw().substring(0, token.raw().charAt(end - 1) == '+' ? end - 1 : end);
    }

    /** The word without the name and the equals sign, which always stand in its first, unquoted piece. */
    private static ShellWord valueOf(Token token, String setting) {
        List<Piece> pieces = new ArrayList<>(token.word().pieces());
        String first = ((Literal) pieces.get(0)).text();
        pieces.set(0, new Literal(first.substring(setting.length() + 1)));
        return new ShellWord(pieces);
    }
}
