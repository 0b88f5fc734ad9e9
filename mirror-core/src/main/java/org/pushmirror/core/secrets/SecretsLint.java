package org.pushmirror.core.secrets;

import org.pushmirror.core.text.Findings;
import org.pushmirror.core.text.SourceText;
import org.pushmirror.core.text.Span;

/** What is odd about a secrets file. No message shows a password. */
final class SecretsLint {

    private final SourceText text;
    private final SecretsChunks chunks;
    private final Findings findings;

    SecretsLint(SourceText text, SecretsChunks chunks, Findings findings) {
        this.text = text;
        this.chunks = chunks;
        this.findings = findings;
    }

    void check() {
        if (text.length() > 2 && text.at(0) == 0xEF && text.at(1) == 0xBB && text.at(2) == 0xBF) {
            add(0, SecretsRule.BOM, "rsync takes the byte order mark for a part of the first name; remove it.");
        }
        for (int index = 0; index < chunks.size(); index++) {
            SecretsChunk chunk = chunks.get(index);
            checkLine(chunk);
            if (chunk.isEntry()) {
                checkEntry(index, chunk);
            }
        }
    }

    private void checkLine(SecretsChunk chunk) {
        int start = chunk.span().start();
        if (start > 0 && text.at(start - 1) != '\n') {
            add(
                    start,
                    SecretsRule.LONG_LINE,
                    "rsync reads lines of at most " + SecretsChunk.MAX_BYTES
                            + " bytes, so it takes the rest of this one for another line; break the line.");
        } else if (chunk.isStray()) {
            add(start, SecretsRule.MISSING_COLON, "rsync never uses a line without a colon; write NAME:PASSWORD.");
        }
    }

    private void checkEntry(int index, SecretsChunk chunk) {
        String name = Findings.quoted(chunk.name(text));
        if (!chunks.isFirst(index)) {
            add(
                    chunk.span().start(),
                    SecretsRule.DUPLICATE_NAME,
                    "rsync looks at the first line of " + name + " only; remove this one.");
            return;
        }
        if (chunk.password().length() == 0) {
            add(
                    chunk.password().start(),
                    SecretsRule.EMPTY_PASSWORD,
                    "The password of " + name + " is empty, and rsync lets it in; give it one or remove the line.");
        }
        checkBlanks(chunk, name);
        checkPassword(chunk, name);
    }

    private void checkBlanks(SecretsChunk chunk, String name) {
        Span key = chunk.key();
        Span password = chunk.password();
        boolean around = isBlank(key.start()) || isBlank(key.end() - 1);
        boolean inside = password.length() > 0 && (isBlank(password.start()) || isBlank(password.end() - 1));
        if (around || inside) {
            add(
                    key.start(),
                    SecretsRule.BLANK_AROUND,
                    "A blank in the line of " + name
                            + " is a part of the name or of the password; remove it if it is not meant.");
        }
    }

    private void checkPassword(SecretsChunk chunk, String name) {
        Span password = chunk.password();
        int end = password.end();
        if (end < chunk.span().end() && text.at(end) == 0) {
            add(end, SecretsRule.NUL_IN_PASSWORD, "rsync ends the password of " + name + " at this NUL; remove it.");
        } else if (end + 1 < chunk.span().end() && text.at(end) == '\r' && text.at(end + 1) != '\n') {
            add(
                    end,
                    SecretsRule.CR_IN_PASSWORD,
                    "rsync ends the password of " + name + " at this CR; end lines with LF.");
        }
        boolean quoted = password.length() > 1
                && (text.at(password.start()) == '"' || text.at(password.start()) == '\'')
                && text.at(password.start()) == text.at(end - 1);
        if (quoted) {
            add(
                    password.start(),
                    SecretsRule.QUOTED_PASSWORD,
                    "The quotes are a part of the password of " + name + ".");
        }
        for (int at = password.start(); at + 1 < end; at++) {
            if (text.at(at) == '\\' && text.at(at + 1) == 'n') {
                add(
                        at,
                        SecretsRule.LITERAL_NEWLINE,
                        "The backslash and the n in the password of " + name
                                + " are no line end; break the line if one is meant.");
                return;
            }
        }
    }

    private boolean isBlank(int at) {
        return text.at(at) == ' ' || text.at(at) == '\t';
    }

    private void add(int offset, SecretsRule rule, String message) {
        findings.add(text, offset, rule.rule(), message);
    }
}
