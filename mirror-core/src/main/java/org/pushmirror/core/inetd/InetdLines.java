package org.pushmirror.core.inetd;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pushmirror.core.inetd.InetdEntry.State;
import org.pushmirror.core.text.SourceText;

/** The service lines of a file. Only their numbers are kept, so that a file of millions of lines stays small in memory. */
final class InetdLines extends AbstractList<InetdEntry> implements RandomAccess {

    private static final int INITIAL = 16;
    private static final int FIELDS = 6;
    private static final int MAX_LENGTH = 1 << 16;
    private static final Pattern COMMENT_START = Pattern.compile("#+(?:<[a-z]+>#)?[ \\t]*");

    private final SourceText text;
    private int[] numbers = new int[INITIAL];
    private int size;

    /** Tells the number and the problem of each line that counts and is no service. */
    InetdLines(SourceText text, BiConsumer<Integer, String> dead) {
        this.text = text;
        for (int number = 1; number <= text.lineCount(); number++) {
            String line = text.text(text.lineContent(number));
            boolean disabled = line.startsWith("#");
            if (line.isBlank()) {
                continue;
            }
            String problem = problem(line, disabled);
            if (problem.isEmpty()) {
                add(number);
            } else if (!disabled) {
                dead.accept(number, problem);
            }
        }
    }

    private void add(int number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, size + (size >> 1));
        }
        numbers[size++] = number;
    }

    private static String problem(String line, boolean disabled) {
        if (!disabled && Character.isWhitespace(line.charAt(0))) {
            return "It begins with a blank.";
        }
        if (line.length() > MAX_LENGTH) {
            return "It is longer than " + MAX_LENGTH + " characters.";
        }
        String service = uncommented(line);
        if (fields(service) < FIELDS) {
            return "A service needs six fields (service, socket type, protocol, wait or nowait, user, program).";
        }
        try {
            InetdService.parse(service);
            return "";
        } catch (IllegalArgumentException problem) {
            return Optional.ofNullable(problem.getMessage()).orElse("It is odd.");
        }
    }

    /** Up to six: most lines of prose are told apart by that alone. */
    private static int fields(String line) {
        int fields = 0;
        boolean inside = false;
        for (int at = 0; at < line.length() && fields < FIELDS; at++) {
            boolean blank = Character.isWhitespace(line.charAt(at));
            fields += !blank && !inside ? 1 : 0;
            inside = !blank;
        }
        return fields;
    }

    static String uncommented(String line) {
        return line.substring(commentLength(line));
    }

    /** How much of a line switches it off. */
    static int commentLength(String line) {
        Matcher comment = COMMENT_START.matcher(line);
        return comment.lookingAt() ? comment.end() : 0;
    }

    @Override
    public InetdEntry get(int index) {
        String line = text.text(text.lineContent(numbers[index]));
        State state = line.startsWith("#") ? State.DISABLED : State.ENABLED;
        return new InetdEntry(numbers[index], state, InetdService.parse(uncommented(line)));
    }

    @Override
    public int size() {
        return size;
    }
}
