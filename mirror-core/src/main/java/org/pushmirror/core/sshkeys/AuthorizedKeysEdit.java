package org.pushmirror.core.sshkeys;

import java.util.ArrayList;
import java.util.List;
import org.pushmirror.core.sshkeys.KeyOptionName.Form;
import org.pushmirror.core.text.SourceText;
import org.pushmirror.core.text.Span;

/** Edits of authorized_keys lines that touch what they must and no other byte. */
final class AuthorizedKeysEdit {

    private AuthorizedKeysEdit() {}

    static SourceText remove(SourceText text, List<AuthorizedKeysLine> removed) {
        return text.without(
                removed.stream().map(line -> text.line(line.number())).toList());
    }

    static SourceText replace(SourceText text, int line, AuthorizedKey key) {
        return text.splice(withoutCarriageReturn(text, line), key.line());
    }

    private static Span withoutCarriageReturn(SourceText text, int line) {
        Span content = text.lineContent(line);
        boolean ended = content.length() > 0 && text.at(content.end() - 1) == '\r';
        return ended ? new Span(content.start(), content.end() - 1) : content;
    }

    static SourceText move(SourceText text, int line, int to) {
        if (to < 1 || to > text.lineCount()) {
            throw new IndexOutOfBoundsException(
                    "There is no line " + to + " in " + text.name() + ", which has " + text.lineCount() + ".");
        }
        byte[] content = text.bytes(withoutCarriageReturn(text, line));
        SourceText rest = text.splice(text.line(line), "");
        if (to > rest.lineCount()) {
            return rest.appendLine(content);
        }
        int at = rest.line(to).start();
        return rest.splice(new Span(at, at), text.lineEnd()).splice(new Span(at, at), content);
    }

    static SourceText withOption(SourceText text, AuthorizedKeysLine line, KeyOption option) {
        List<WrittenOption> written = line.writtenOptions();
        List<WrittenOption> replaced = new ArrayList<>();
        int lastRestrict = -1;
        for (int i = 0; i < written.size(); i++) {
            if (AuthorizedKey.isReplacedBy(written.get(i).option(), option)) {
                replaced.add(written.get(i));
            }
            lastRestrict = written.get(i).option().option() == KeyOptionName.RESTRICT ? i : lastRestrict;
        }
        if (replaced.isEmpty()) {
            return insert(text, line, written, option);
        }
        WrittenOption last = replaced.get(replaced.size() - 1);
        if (option.option().form() == Form.NEGATABLE_FLAG && written.indexOf(last) < lastRestrict) {
            return insert(text, line, written, option);
        }
        if (replaced.size() == 1 && last.option().equals(option)) {
            return text;
        }
        SourceText changed = text.splice(last.span(), option.toString());
        for (int i = replaced.size() - 2; i >= 0; i--) {
            changed = removeOption(changed, line, written, replaced.get(i));
        }
        return changed;
    }

    private static SourceText insert(
            SourceText text, AuthorizedKeysLine line, List<WrittenOption> written, KeyOption option) {
        int start = line.optionsSpan().start();
        if (written.isEmpty()) {
            boolean strayCommas = line.optionsSpan().length() > 0;
            return text.splice(new Span(start, start), option + (strayCommas ? "" : " "));
        }
        if (option.option() == KeyOptionName.RESTRICT) {
            return text.splice(new Span(start, start), option + ",");
        }
        int end = written.get(written.size() - 1).span().end();
        return text.splice(new Span(end, end), "," + option);
    }

    static SourceText withoutOption(SourceText text, AuthorizedKeysLine line, KeyOptionName name) {
        List<WrittenOption> written = line.writtenOptions();
        List<WrittenOption> removed =
                written.stream().filter(one -> one.option().option() == name).toList();
        if (removed.isEmpty()) {
            return text;
        }
        if (removed.size() == written.size()) {
            int end = line.optionsSpan().end();
            while (text.at(end) == ' ' || text.at(end) == '\t') {
                end++;
            }
            return text.splice(new Span(line.optionsSpan().start(), end), "");
        }
        SourceText changed = text;
        for (int i = removed.size() - 1; i >= 0; i--) {
            changed = removeOption(changed, line, written, removed.get(i));
        }
        return changed;
    }

    /** Removes an option with one comma beside it; what stands after it may have moved, what stands before has not. */
    private static SourceText removeOption(
            SourceText text, AuthorizedKeysLine line, List<WrittenOption> written, WrittenOption removed) {
        Span span = removed.span();
        if (text.at(span.end()) == ',') {
            return text.splice(new Span(span.start(), span.end() + 1), "");
        }
        boolean first = written.get(0).equals(removed)
                || span.start() == line.optionsSpan().start();
        return text.splice(new Span(first ? span.start() : span.start() - 1, span.end()), "");
    }
}
