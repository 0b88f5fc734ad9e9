package org.pushmirror.core.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts shell text into words and operators, and skips blanks, comments and the bodies of here-documents. */
final class ShellTokens {

    /** A piece of the text between two others. */
    sealed interface Token {
        int offset();
    }

    record Word(ShellWord word) implements Token {
        @Override
        public int offset() {
            return word.start();
        }
    }

    record Operator(int offset, String text) implements Token {}

    record Newline(int offset) implements Token {}

    record End(int offset) implements Token {}

    /** Something that begins here and is not closed. */
    record Unclosed(int offset) implements Token {}

    /** Longer ones before those that they begin with. */
    private static final List<String> OPERATORS = List.of(
            "<<<", "<<-", "&>>", ";;&", "&&", "||", ";;", ";&", "|&", "<<", "<&", "<>", "<(", ">>", ">&", ">|", ">(",
            "&>", ";", "&", "|", "(", ")", "<", ">");

    private record HereDocument(String delimiter, boolean indented) {}

    private final String text;
    private final List<HereDocument> pending = new ArrayList<>();
    private int at;
    private Optional<Token> ahead = Optional.empty();

    ShellTokens(String text) {
        this.text = text;
    }

    /** The next token, which stays. */
    Token peek() {
        if (ahead.isEmpty()) {
            ahead = Optional.of(read());
        }
        return ahead.get();
    }

    /** The next token, which is taken. */
    Token next() {
        Token token = peek();
        ahead = Optional.empty();
        return token;
    }

    /** Whether the byte right after the last token taken is this one. */
    boolean isFollowedBy(char c) {
        return ahead.isEmpty() && at < text.length() && text.charAt(at) == c;
    }

    /** Skips to the end of the parentheses in which the last token taken has led us. */
    boolean skipParentheses() {
        int close = new ShellExtents(text, text.length()).parenthesized(at);
        at = close < 0 ? text.length() : close;
        return close >= 0;
    }

    private Token read() {
        skipBlanks();
        if (at >= text.length()) {
            return new End(text.length());
        }
        int start = at;
        char c = text.charAt(at);
        if (c == '\n') {
            at++;
            skipHereDocuments();
            return new Newline(start);
        }
        for (String operator : OPERATORS) {
            if (text.startsWith(operator, at)) {
                at += operator.length();
                return new Operator(start, operator);
            }
        }
        Optional<ShellWord> word = ShellWordReader.command(text, at);
        if (word.isEmpty()) {
            at = text.length();
            return new Unclosed(start);
        }
        at = word.get().end();
        return new Word(word.get());
    }

    private void skipBlanks() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t') {
                at++;
            } else if (text.startsWith("\\\n", at)) {
                at += 2;
            } else if (c == '#') {
                int newline = text.indexOf('\n', at);
                at = newline < 0 ? text.length() : newline;
            } else {
                return;
            }
        }
    }

    /** The next line begins the body of a here-document. */
    void hereDocument(ShellWord delimiter, String operator) {
        StringBuilder plain = new StringBuilder();
        for (ShellWord.Piece piece : delimiter.pieces()) {
            plain.append(piece instanceof ShellWord.Literal literal ? literal.text() : "");
        }
        pending.add(new HereDocument(plain.toString(), operator.equals("<<-")));
    }

    private void skipHereDocuments() {
        for (HereDocument document : pending) {
            boolean ended = false;
            while (!ended && at < text.length()) {
                int newline = text.indexOf('\n', at);
                int end = newline < 0 ? text.length() : newline;
                String line = text.substring(at, end);
                String content = document.indented() ? line.replaceFirst("^\t+", "") : line;
                ended = content.equals(document.delimiter());
                at = Math.min(end + 1, text.length());
            }
        }
        pending.clear();
    }
}
