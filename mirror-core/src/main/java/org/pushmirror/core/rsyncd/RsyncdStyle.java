package org.pushmirror.core.rsyncd;

import java.util.List;
import org.pushmirror.core.text.SourceText;
import org.pushmirror.core.text.Span;

/**
 * How parameter lines look: what stands before the name, around the equals sign, and in which column that is, counted from
 * the name; 0 if the columns of the neighbours differ.
 */
record RsyncdStyle(String indent, String beforeEquals, String afterEquals, int equalsColumn) {

    /** The style of parameters outside modules in a new file. */
    static final RsyncdStyle GLOBAL = new RsyncdStyle("", " ", " ", 0);

    /** The style of parameters of modules in a new file. */
    static final RsyncdStyle MODULE = new RsyncdStyle("  ", " ", " ", 0);

    /** The style of the last of some parameter lines, and the column that they have in common. */
    static RsyncdStyle of(SourceText text, List<RsyncdLine> neighbours) {
        RsyncdLine last = neighbours.get(neighbours.size() - 1);
        String separator = text.text(new Span(last.written().end(), last.equalsEnd()));
        String before = separator.substring(0, separator.length() - 1);
        String after = last.rawValue().length() == 0
                ? " "
                : text.text(new Span(last.equalsEnd(), last.rawValue().start()));
        return new RsyncdStyle(
                blanksOr(text.text(new Span(text.line(text.lineAt(last.start())).start(), last.start())), ""),
                blanksOr(before, " "),
                blanksOr(after, " "),
                commonColumn(neighbours));
    }

    /** The column of all equals signs, if names of different lengths share it: then somebody has lined them up. */
    private static int commonColumn(List<RsyncdLine> neighbours) {
        RsyncdLine first = neighbours.get(0);
        int column = first.equalsEnd() - first.start();
        boolean same = neighbours.stream().allMatch(line -> line.equalsEnd() - line.start() == column);
        boolean linedUp = neighbours.stream()
                .anyMatch(line -> line.written().length() != first.written().length());
        return same && linedUp ? column - 1 : 0;
    }

    private static String blanksOr(String text, String otherwise) {
        return text.chars().allMatch(c -> c == ' ' || c == '\t') ? text : otherwise;
    }

    String render(RsyncdParameter<?> parameter, String value) {
        int padding = equalsColumn - parameter.name().length();
        String before = padding > 0 ? " ".repeat(padding) : beforeEquals;
        String line = indent + parameter.name() + before + "=";
        return value.isEmpty() ? line : line + afterEquals + value;
    }

    String render(RsyncdModule module, String lineEnd) {
        StringBuilder lines = new StringBuilder();
        for (String remark : module.remarks()) {
            lines.append(("# " + remark).stripTrailing()).append(lineEnd);
        }
        lines.append('[').append(module.name()).append(']').append(lineEnd);
        module.settings()
                .forEach((parameter, value) ->
                        lines.append(render(parameter, value)).append(lineEnd));
        return lines.toString();
    }
}
