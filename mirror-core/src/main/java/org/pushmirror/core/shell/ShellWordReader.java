package org.pushmirror.core.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pushmirror.core.shell.ShellWord.CommandOutput;
import org.pushmirror.core.shell.ShellWord.Literal;
import org.pushmirror.core.shell.ShellWord.Piece;
import org.pushmirror.core.shell.ShellWord.Quoting;
import org.pushmirror.core.shell.ShellWord.Unsupported;

/** Reads one word, or the words inside an expansion, with the quoting rules of bash(1). It evaluates nothing. */
final class ShellWordReader {

    /** Where the word stands, which decides what is special in it. */
    enum Mode {
        /** In a command: ends at a blank or an operator. */
        COMMAND,
        /** In an expansion that stands in no quotes. */
        ARGUMENT,
        /** In double quotes. */
        QUOTED,
        /** In an expansion that stands in double quotes. */
        QUOTED_ARGUMENT
    }

    private final String text;
    private final int end;
    private final Mode mode;
    private final ShellExtents extents;
    private final StringBuilder literal = new StringBuilder();
    private Quoting literalQuoting = Quoting.PLAIN;
    private final List<Piece> pieces = new ArrayList<>();
    private int at;
    /** The offset after the equals sign of an assignment; -1 in other words. */
    private int valueStart = -1;

    private ShellWordReader(String text, int start, int end, Mode mode) {
        this.text = text;
        this.at = start;
        this.end = end;
        this.mode = mode;
        this.extents = new ShellExtents(text, end);
    }

    /** The word that begins here; empty if something in it is not closed. */
    static Optional<ShellWord> command(String text, int start) {
        return new ShellWordReader(text, start, text.length(), Mode.COMMAND).read();
    }

    /** The whole of a part of the text as one word. */
    static Optional<ShellWord> inside(String text, int start, int end, Mode mode) {
        return new ShellWordReader(text, start, end, mode).read();
    }

    private Optional<ShellWord> read() {
        int start = at;
        if (mode == Mode.COMMAND) {
            valueStart = ShellGrammar.assignmentEnd(text, at);
            if (valueStart > 0 && valueStart < end && text.charAt(valueStart) == '(') {
                return array(start);
            }
        }
        while (at >= 0 && at < end && !(mode == Mode.COMMAND && ShellGrammar.isMeta(text.charAt(at)))) {
            piece(start);
        }
        if (at < 0) {
            return Optional.empty();
        }
        flush();
        return Optional.of(new ShellWord(start, at, text.substring(start, at), pieces));
    }

    private void piece(int start) {
        boolean quoted = mode == Mode.QUOTED || mode == Mode.QUOTED_ARGUMENT;
        char c = text.charAt(at);
        switch (c) {
            case '\\' -> backslash(quoted);
            case '$' -> dollar(quoted);
            case '`' -> backquoted(quoted ? Quoting.QUOTED : Quoting.PLAIN);
            case '"' -> doubleQuote(quoted);
            case '\'' -> singleQuote(quoted);
            case '~' -> tilde(start, quoted);
            case '<', '>' -> arrow(c, quoted);
            default -> append(c, quoted);
        }
    }

    private void append(char c, boolean quoted) {
        literal(quoted ? Quoting.QUOTED : Quoting.PLAIN).append(c);
        at++;
    }

    private void arrow(char c, boolean quoted) {
        if (!quoted && extents.isSubstitution(at)) {
            add(new Unsupported("it uses a process substitution"));
            at = extents.parenthesized(at + 2);
        } else {
            append(c, quoted);
        }
    }

    /** Where the next characters go, if they are quoted so. */
    private StringBuilder literal(Quoting quoting) {
        if (quoting != literalQuoting) {
            flush();
            literalQuoting = quoting;
        }
        return literal;
    }

    private Optional<ShellWord> array(int start) {
        int close = extents.parenthesized(valueStart + 1);
        if (close < 0) {
            return Optional.empty();
        }
        literal(Quoting.PLAIN).append(text, start, valueStart);
        add(new Unsupported("it is an array"));
        at = close;
        return Optional.of(new ShellWord(start, close, text.substring(start, close), pieces));
    }

    private void backslash(boolean quoted) {
        if (at + 1 >= end) {
            append('\\', quoted);
            return;
        }
        char next = text.charAt(at + 1);
        String special = mode == Mode.QUOTED_ARGUMENT ? "$`\"\\\n}" : "$`\"\\\n";
        if (quoted && special.indexOf(next) < 0) {
            append('\\', true);
            return;
        }
        if (next != '\n') {
            literal(Quoting.QUOTED).append(next);
        }
        at += 2;
    }

    private void singleQuote(boolean quoted) {
        if (quoted) {
            append('\'', true);
            return;
        }
        int close = extents.singleQuoted(at + 1);
        if (close > 0) {
            literal(Quoting.QUOTED).append(text, at + 1, close - 1);
        }
        at = close;
    }

    /** Inside quotes only an expansion can have double quotes, and there they only go away. */
    private void doubleQuote(boolean quoted) {
        if (quoted) {
            at++;
            return;
        }
        int close = extents.doubleQuoted(at + 1);
        if (close > 0) {
            nested(at + 1, close - 1, Mode.QUOTED);
        }
        at = close;
    }

    private void nested(int from, int to, Mode inner) {
        flush();
        Optional<ShellWord> word = inside(text, from, to, inner);
        if (word.isEmpty()) {
            add(new Unsupported("something in it is not closed"));
        } else if (word.get().pieces().isEmpty()) {
            add(new Literal("", Quoting.QUOTED));
        } else {
            pieces.addAll(word.get().pieces());
        }
    }

    /** Begins a home folder only at the start of a word or value, or after a colon of an assignment. */
    private void tilde(int start, boolean quoted) {
        boolean colons = valueStart > 0 || mode == Mode.ARGUMENT;
        int before = at;
        while (before > start + 1 && text.startsWith("\\\n", before - 2)) {
            before -= 2;
        }
        boolean begins = before == start
                || before == valueStart
                || colons && text.charAt(before - 1) == ':' && literal.length() > 0 && literalQuoting == Quoting.PLAIN;
        int close = at + 1;
        while (close < end && isLoginPart(text.charAt(close), colons)) {
            close++;
        }
        boolean continued = text.startsWith("\\\n", close);
        boolean hasQuotes = close < end && !continued && "\\'\"$`".indexOf(text.charAt(close)) >= 0;
        if (quoted || !begins || hasQuotes) {
            append('~', quoted);
        } else if (continued) {
            add(new Unsupported("it continues on the next line after ~"));
            at = close;
        } else {
            add(new ShellWord.Home(text.substring(at + 1, close)));
            at = close;
        }
    }

    private static boolean isLoginPart(char c, boolean colonsEndIt) {
        return "/ \t\n;&|()<>\\'\"$`".indexOf(c) < 0 && !(c == ':' && colonsEndIt);
    }

    private void dollar(boolean quoted) {
        char next = at + 1 < end ? text.charAt(at + 1) : 0;
        Quoting quoting = quoted ? Quoting.QUOTED : Quoting.PLAIN;
        if (next == '{') {
            int close = extents.braced(at + 2);
            if (close > 0) {
                add(new ShellParameterReader(text, quoting).read(at + 2, close - 1));
            }
            at = close;
        } else if (next == '(') {
            int close = extents.parenthesized(at + 2);
            if (close > 0) {
                add(substitution(text.substring(at + 2, close - 1), quoting));
            }
            at = close;
        } else if (!quoted && next == '\'') {
            int close = extents.ansiQuoted(at + 2);
            if (close > 0) {
                add(new ShellWord.Ansi(text.substring(at + 2, close - 1)));
            }
            at = close;
        } else if (!quoted && next == '"') {
            at++;
            doubleQuote(false);
        } else {
            simpleParameter(next, quoting);
        }
    }

    private static Piece substitution(String script, Quoting quoting) {
        if (script.startsWith("(") && script.endsWith(")")) {
            return new Unsupported("it uses arithmetic");
        }
        return new CommandOutput(script, quoting);
    }

    private void simpleParameter(char next, Quoting quoting) {
        int nameEnd = Math.min(end, ShellGrammar.nameEnd(text, at + 1));
        if (nameEnd > at + 1) {
            add(ShellParameterReader.value(text.substring(at + 1, nameEnd), quoting));
            at = nameEnd;
        } else if (next != 0 && "0123456789?!#@*-$".indexOf(next) >= 0) {
            add(ShellParameterReader.value(String.valueOf(next), quoting));
            at += 2;
        } else if (text.startsWith("\\\n", at + 1)) {
            add(new Unsupported("it continues on the next line after $"));
            at++;
        } else if (next == '[') {
            int close = text.indexOf(']', at);
            add(new Unsupported("it uses arithmetic"));
            at = close < 0 || close >= end ? -1 : close + 1;
        } else {
            append('$', quoting == Quoting.QUOTED);
        }
    }

    private void backquoted(Quoting quoting) {
        int close = extents.backquoted(at + 1);
        if (close > 0) {
            String special = quoting == Quoting.QUOTED ? "$`\\\"" : "$`\\";
            add(new CommandOutput(unescaped(text.substring(at + 1, close - 1), special), quoting));
        }
        at = close;
    }

    private static String unescaped(String script, String special) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < script.length(); i++) {
            boolean escape =
                    script.charAt(i) == '\\' && i + 1 < script.length() && special.indexOf(script.charAt(i + 1)) >= 0;
            i += escape ? 1 : 0;
            plain.append(script.charAt(i));
        }
        return plain.toString();
    }

    private void add(Piece piece) {
        flush();
        pieces.add(piece);
    }

    private void flush() {
        if (literal.length() > 0) {
            pieces.add(new Literal(literal.toString(), literalQuoting));
            literal.setLength(0);
        }
    }
}
