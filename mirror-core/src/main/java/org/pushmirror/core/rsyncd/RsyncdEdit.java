package org.pushmirror.core.rsyncd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.pushmirror.core.rsyncd.RsyncdLine.Kind;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.DocumentException;
import org.pushmirror.core.text.Severity;
import org.pushmirror.core.text.SourceText;
import org.pushmirror.core.text.Span;

/** Edits of an rsyncd.conf that touch the lines they must and no other, and follow the style of the lines around them. */
final class RsyncdEdit {

    /** The section of lines that rsync does not reach, because of an include that is refused. */
    private static final int UNREACHED = -2;

    private final RsyncdSource lines;
    private final SourceText text;
    private final int liveEnd;
    private final int[] sections;
    private final String lineEnd;

    private RsyncdEdit(RsyncdSource lines, int[] sections) {
        this.lines = lines;
        this.text = lines.text();
        this.liveEnd = lines.liveEnd();
        this.sections = sections;
        this.lineEnd = text.lineEnd();
    }

    /**
     * Edits of one file among those that an evaluation reads. The file is walked once more, to see which module each of its lines is in.
     *
     * @throws IllegalStateException if the file is included more than once, and a line is in different modules each time
     */
    static RsyncdEdit of(RsyncdFiles files, RsyncdSource edited) {
        int[] sections = new int[edited.size()];
        Arrays.fill(sections, UNREACHED);
        RsyncdEvaluation.of(files, RsyncdEvaluation.View.CONNECTION, (source, line, section) -> {
            if (source != edited) {
                return;
            }
            if (sections[line] != UNREACHED && sections[line] != section) {
                throw new IllegalStateException(
                        "The file " + edited.text().name()
                                + " is included more than once, and its lines mean something else each time; edit it by itself.");
            }
            sections[line] = section;
        });
        return new RsyncdEdit(edited, sections);
    }

    /** Sets a parameter of a module: where it is set last, or after the last parameter of the module. */
    SourceText setInModule(int module, RsyncdParameter<?> parameter, String value) {
        List<Integer> own = indices(i -> isParameter(i) && sections[i] == module);
        int last = last(own, parameter);
        if (last >= 0) {
            return replaceValue(lines.get(last), value);
        }
        if (!own.isEmpty()) {
            return insertAfter(
                    own.get(own.size() - 1), style(own, RsyncdStyle.MODULE).render(parameter, value));
        }
        List<Integer> headers = indices(i -> lines.get(i).kind() == Kind.HEADER && sections[i] == module);
        List<Integer> elsewhere = indices(i -> isParameter(i) && sections[i] != RsyncdEvaluation.GLOBAL);
        return insertAfter(
                headers.get(headers.size() - 1),
                style(elsewhere, RsyncdStyle.MODULE).render(parameter, value));
    }

    /** Sets a parameter outside modules: where it counts for the listener, or else for all modules. */
    SourceText setGlobal(RsyncdParameter<?> parameter, String value) {
        int end = globalEnd(parameter);
        boolean anywhere = parameter.scope() == RsyncdParameter.Scope.GLOBAL && !parameter.isReadByListener();
        int last = last(indices(i -> isGlobalParameter(i) && (anywhere || i < end)), parameter);
        if (last >= 0) {
            return replaceValue(lines.get(last), value);
        }
        int directive = firstIndex(i -> lines.get(i).kind() == Kind.DIRECTIVE);
        List<Integer> neighbours = indices(i -> isGlobalParameter(i) && i < end && i < directive);
        String line = style(neighbours, RsyncdStyle.GLOBAL).render(parameter, value);
        return neighbours.isEmpty() ? insertAtTop(line) : insertAfter(neighbours.get(neighbours.size() - 1), line);
    }

    /** The first line whose section a value outside modules no longer reaches. */
    private int globalEnd(RsyncdParameter<?> parameter) {
        return firstIndex(i -> lines.get(i).kind() == Kind.HEADER
                && (parameter.isReadByListener() || sections[i] != RsyncdEvaluation.GLOBAL));
    }

    /** Removes every line that sets a parameter in a module, or outside modules. */
    SourceText unset(int section, RsyncdParameter<?> parameter) {
        return remove(indices(i -> isParameter(i) && sections[i] == section && sets(i, parameter)).stream()
                .map(this::wholeLine)
                .toList());
    }

    /** Adds a module after everything else. */
    SourceText append(RsyncdModule module) {
        List<Integer> elsewhere = indices(i -> isParameter(i) && sections[i] != RsyncdEvaluation.GLOBAL);
        return append(style(elsewhere, RsyncdStyle.MODULE).render(module, lineEnd));
    }

    /** Removes a module with its comments: what stands between its lines, and what stands right above its headers. */
    SourceText removeModule(int module) {
        List<Span> removed = new ArrayList<>();
        int previous = -2;
        for (int i : indices(i -> sections[i] == module)) {
            boolean header = lines.get(i).kind() == Kind.HEADER;
            Span span = wholeLine(i);
            if (header) {
                removed.add(new Span(commentsAbove(span.start()), span.end()));
            } else if (previous == i - 1) {
                Span before = removed.remove(removed.size() - 1);
                removed.add(new Span(before.start(), span.end()));
            } else {
                removed.add(span);
            }
            previous = i;
        }
        return remove(removed.stream().map(this::withBlankLineAfter).toList());
    }

    /** Gives a module another name, in all its headers. */
    SourceText rename(int module, String name) {
        SourceText renamed = text;
        List<Integer> headers = indices(i -> lines.get(i).kind() == Kind.HEADER && sections[i] == module);
        for (int i = headers.size() - 1; i >= 0; i--) {
            renamed = renamed.splice(lines.get(headers.get(i)).written(), name);
        }
        return renamed;
    }

    /** Puts a comment line at the top, below the comment lines that are there. */
    SourceText addRemark(String remark) {
        int line = 1;
        while (line <= text.lineCount() && isComment(line)) {
            line++;
        }
        String comment = ("# " + remark).stripTrailing() + lineEnd;
        if (line <= text.lineCount()) {
            int start = text.line(line).start();
            return text.splice(new Span(start, start), comment);
        }
        return text.splice(new Span(text.length(), text.length()), lineEndBefore(text.length()) + comment);
    }

    private SourceText replaceValue(RsyncdLine line, String value) {
        if (line.rawValue().length() > 0) {
            return text.splice(line.rawValue(), value);
        }
        int end = line.equalsEnd();
        while (end < text.length() && (text.at(end) == ' ' || text.at(end) == '\t')) {
            end++;
        }
        boolean spaced = text.at(line.equalsEnd() - 1) == '='
                && line.equalsEnd() - 1 > line.written().end();
        return text.splice(new Span(line.equalsEnd(), end), spaced && !value.isEmpty() ? " " + value : value);
    }

    private SourceText insertAfter(int index, String rendered) {
        RsyncdLine line = lines.get(index);
        if (swallowsNextLine(line)) {
            String indent = text.text(new Span(wholeLine(index).start(), line.start()));
            return text.splice(new Span(line.start(), line.start()), rendered.stripLeading() + lineEnd + indent);
        }
        String before = lineEndBefore(line.end());
        return text.splice(new Span(line.end(), line.end()), before + rendered + lineEnd);
    }

    /** Before the first line that says something, and before the comment above it unless that begins the file. */
    private SourceText insertAtTop(String rendered) {
        if (lines.size() == 0) {
            return append(rendered + lineEnd);
        }
        int start = text.line(text.lineAt(lines.get(0).start())).start();
        int comments = commentsAbove(start);
        int at = comments == 0 ? start : comments;
        return text.splice(new Span(at, at), rendered + lineEnd + lineEnd);
    }

    private SourceText append(String block) {
        if (lines.size() > 0 && swallowsNextLine(lines.get(lines.size() - 1))) {
            RsyncdLine last = lines.get(lines.size() - 1);
            throw new DocumentException(
                    List.of(
                            new Diagnostic(
                                    text.place(last.start()),
                                    Severity.FATAL,
                                    "backslash-at-end",
                                    "The file ends in a backslash, which would join what is added to its last line; remove the backslash first.")));
        }
        String before = lineEndBefore(liveEnd);
        String blank = liveEnd == 0 || before.isEmpty() && isBlank(text.lineAt(liveEnd - 1)) ? "" : lineEnd;
        return text.splice(new Span(liveEnd, liveEnd), before + blank + block);
    }

    /** Whether the file ends in this line, with a backslash that joins what follows to it. */
    private boolean swallowsNextLine(RsyncdLine line) {
        int last = line.end() - 1;
        while (last > line.start() && RsyncdGrammar.isSpace(text.at(last))) {
            last--;
        }
        return line.open() && line.kind() != Kind.HEADER && text.at(last) == '\\';
    }

    /** What is missing before text can begin a line here: after a NUL and at the start of the file nothing is. */
    private String lineEndBefore(int offset) {
        return offset == 0 || text.at(offset - 1) == '\n' || text.at(offset - 1) == 0 ? "" : lineEnd;
    }

    /** A line from the blanks before it to its line end; without what stands before it after a NUL or a stray backslash. */
    private Span wholeLine(int index) {
        RsyncdLine line = lines.get(index);
        int start = line.start();
        while (start > 0 && RsyncdGrammar.isSpace(text.at(start - 1)) && text.at(start - 1) != '\n') {
            start--;
        }
        return new Span(start, line.end());
    }

    private int commentsAbove(int start) {
        int line = text.lineAt(start);
        if (text.line(line).start() != start) {
            return start;
        }
        while (line > 1 && isComment(line - 1) && text.line(line - 1).start() >= previousEnd(start)) {
            line--;
        }
        return text.line(line).start();
    }

    /** The end of the last line that says something before an offset. */
    private int previousEnd(int offset) {
        int low = 0;
        int high = lines.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (lines.start(middle) < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? 0 : lines.get(low - 1).end();
    }

    private Span withBlankLineAfter(Span removed) {
        if (removed.end() >= liveEnd || removed.end() == 0 || text.at(removed.end() - 1) != '\n') {
            return removed;
        }
        int line = text.lineAt(removed.end());
        return isBlank(line) ? new Span(removed.start(), text.line(line).end()) : removed;
    }

    private boolean isComment(int line) {
        String content = text.text(text.lineContent(line)).stripLeading();
        return content.startsWith("#") || content.startsWith(";");
    }

    private boolean isBlank(int line) {
        return text.text(text.lineContent(line)).isBlank();
    }

    private SourceText remove(List<Span> removed) {
        return text.without(removed);
    }

    private RsyncdStyle style(List<Integer> neighbours, RsyncdStyle otherwise) {
        return neighbours.isEmpty()
                ? otherwise
                : RsyncdStyle.of(text, neighbours.stream().map(lines::get).toList());
    }

    private boolean isParameter(int index) {
        return lines.get(index).kind() == Kind.PARAMETER;
    }

    private boolean isGlobalParameter(int index) {
        return isParameter(index) && sections[index] == RsyncdEvaluation.GLOBAL;
    }

    private boolean sets(int index, RsyncdParameter<?> parameter) {
        return FoldedName.of(lines.get(index).name()).equals(FoldedName.of(parameter.name()));
    }

    private int last(List<Integer> candidates, RsyncdParameter<?> parameter) {
        return candidates.stream().filter(i -> sets(i, parameter)).reduce(-1, (first, second) -> second);
    }

    private int firstIndex(IntPredicate wanted) {
        return IntStream.range(0, lines.size()).filter(wanted).findFirst().orElse(lines.size());
    }

    private List<Integer> indices(IntPredicate wanted) {
        return IntStream.range(0, lines.size()).filter(wanted).boxed().toList();
    }
}
