package org.pushmirror.core.shell;

import java.util.ArrayList;
import java.util.List;
import org.pushmirror.core.shell.ShellWord.Home;
import org.pushmirror.core.shell.ShellWord.Literal;
import org.pushmirror.core.shell.ShellWord.Piece;
import org.pushmirror.core.shell.ShellWord.Unresolved;
import org.pushmirror.core.shell.ShellWord.Variable;

/**
 * Cuts the text of a shell file into statements of words, with the quoting rules of bash(1): plain text, backslash,
 * single and double quotes, adjacent pieces, comments and continued lines. It evaluates nothing.
 */
final class ShellLexer {

    /**
     * One word, its text as written, and where it begins (an offset into the text).
     */
    record Token(int offset, String raw, ShellWord word) {}

    /** The words between two line ends or semicolons. */
    record Statement(List<Token> tokens) {}

    private final String text;
    private int at;
    private StringBuilder literal = new StringBuilder();
    private List<Piece> pieces = new ArrayList<>();

    private ShellLexer(String text) {
        this.text = text;
    }

    static List<Statement> statements(String text) {
        return new ShellLexer(text).read();
    }

    private List<Statement> read() {
        List<Statement> statements = new ArrayList<>();
        List<Token> tokens = new ArrayList<>();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n' || c == ';') {
                at++;
                end(tokens, statements);
            } else if (c == ' ' || c == '\t' || text.startsWith("\\\n", at)) {
                at += c == '\\' ? 2 : 1;
            } else if (c == '#') {
                int newline = text.indexOf('\n', at);
                at = newline < 0 ? text.length() : newline;
            } else if ("&|()<>".indexOf(c) >= 0) {
                tokens.add(new Token(at, String.valueOf(c), new ShellWord(List.of(new Literal(String.valueOf(c))))));
                at++;
            } else {
                tokens.add(word());
            }
        }
        end(tokens, statements);
        return statements;
    }

    private static void end(List<Token> tokens, List<Statement> statements) {
        if (!tokens.isEmpty()) {
            statements.add(new Statement(List.copyOf(tokens)));
            tokens.clear();
        }
    }

    private Token word() {
        int start = at;
        literal = new StringBuilder();
        pieces = new ArrayList<>();
        while (at < text.length() && " \t\n;&|()<>".indexOf(text.charAt(at)) < 0) {
            char c = text.charAt(at);
            switch (c) {
                case '\'' -> singleQuoted();
                case '"' -> doubleQuoted();
                case '\\' -> backslash();
                case '$' -> dollar();
                case '`' -> command('`');
                case '~' -> tilde(start);
                default -> {
                    literal.append(c);
                    at++;
                }
            }
        }
        flush();
        return new Token(start, text.substring(start, at), new ShellWord(pieces));
    }

    private void singleQuoted() {
        int end = text.indexOf('\'', at + 1);
        if (end < 0) {
            unterminated("its single quote is not closed");
            return;
        }
        literal.append(text, at + 1, end);
        at = end + 1;
    }

    private void doubleQuoted() {
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length() && "$`\"\\\n".indexOf(text.charAt(at + 1)) >= 0) {
                if (text.charAt(at + 1) != '\n') {
                    literal.append(text.charAt(at + 1));
                }
                at += 2;
            } else if (c == '$') {
                dollar();
            } else if (c == '`') {
                command('`');
            } else {
                literal.append(c);
                at++;
            }
        }
        if (at >= text.length()) {
            unterminated("its double quote is not closed");
        } else {
            at++;
        }
    }

    private void backslash() {
        if (at + 1 < text.length() && text.charAt(at + 1) != '\n') {
            literal.append(text.charAt(at + 1));
        }
        at = Math.min(at + 2, text.length());
    }

    private void tilde(int start) {
        boolean begins = at > start && text.charAt(at - 1) == '=';
        boolean ends = at + 1 >= text.length() || "/ \t\n;".indexOf(text.charAt(at + 1)) >= 0;
        if (begins && ends) {
            piece(new Home());
        } else if (begins) {
            piece(new Unresolved("it uses the home folder of another user"));
        } else {
            literal.append('~');
        }
        at++;
    }

    private void dollar() {
        if (at + 1 >= text.length()) {
            literal.append('$');
            at++;
            return;
        }
        char next = text.charAt(at + 1);
        if (next == '{') {
            braced();
        } else if (next == '(') {
            at++;
            command(')');
        } else if (next == '\'' || next == '"') {
            piece(new Unresolved("it uses $" + next + " quoting"));
            at++;
        } else if (isNameStart(next)) {
            int end = at + 1;
            while (end < text.length() && isNamePart(text.charAt(end))) {
                end++;
            }
            piece(new Variable(text.substring(at + 1, end)));
            at = end;
        } else if ("0123456789?!#@*-$".indexOf(next) >= 0) {
            piece(new Unresolved("it uses $" + next));
            at += 2;
        } else {
            literal.append('$');
            at++;
        }
    }

    private void braced() {
        int end = text.indexOf('}', at);
        if (end < 0) {
            unterminated("its ${ is not closed");
            return;
        }
        String name = text.substring(at + 2, end);
        boolean simple =
                !name.isEmpty() && isNameStart(name.charAt(0)) && name.chars().allMatch(c -> isNamePart((char) c));
        piece(simple ? new Variable(name) : new Unresolved("it uses ${" + name + "}"));
        at = end + 1;
    }

    private void command(char close) {
        int depth = 1;
        int end = at + 1;
        while (end < text.length() && depth > 0) {
            char c = text.charAt(end);
            if (c == close) {
                depth--;
            } else if (close == ')' && c == '(') {
                depth++;
            }
            end++;
        }
        if (depth > 0) {
            unterminated("its command substitution is not closed");
            return;
        }
        piece(new Unresolved("it needs the output of a command"));
        at = end;
    }

    private void unterminated(String why) {
        piece(new Unresolved(why));
        at = text.length();
    }

    private void piece(Piece piece) {
        flush();
        pieces.add(piece);
    }

    private void flush() {
        if (literal.length() > 0) {
            pieces.add(new Literal(literal.toString()));
            literal = new StringBuilder();
        }
    }

    static boolean isNameStart(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_';
    }

    static boolean isNamePart(char c) {
        return isNameStart(c) || c >= '0' && c <= '9';
    }
}
