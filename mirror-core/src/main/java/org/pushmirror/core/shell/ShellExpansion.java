package org.pushmirror.core.shell;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.pushmirror.core.shell.ShellValue.Known;
import org.pushmirror.core.shell.ShellValue.Unknown;
import org.pushmirror.core.shell.ShellWord.Emptiness;
import org.pushmirror.core.shell.ShellWord.Operation;
import org.pushmirror.core.shell.ShellWord.Parameter;
import org.pushmirror.core.shell.ShellWord.Piece;
import org.pushmirror.core.shell.ShellWord.Quoting;

/** Expands words as bash 5.2 does in assignments, where nothing is split and no file name is looked for. */
final class ShellExpansion {

    /** Longer values are not searched for patterns, which takes quadratic time. */
    private static final int MAX_PATTERN_TEXT = 8192;

    /** The longest value, in bytes. */
    static final int MAX_VALUE = 4 << 20;

    private final ShellVariables variables;
    private final BiConsumer<String, Integer> unset;
    private int offset;

    /**
     * An expansion.
     *
     * @param unset is told the name and offset of every variable that is used without being set
     */
    ShellExpansion(ShellVariables variables, BiConsumer<String, Integer> unset) {
        this.variables = variables;
        this.unset = unset;
    }

    ShellValue expand(ShellWord word) {
        offset = word.start();
        return expand(word.pieces());
    }

    /** The value of an assignment: the word without its first bytes, which no quotes protect. */
    ShellValue expand(ShellWord word, int prefix) {
        offset = word.start();
        ShellValue whole = expand(word.pieces());
        return whole instanceof Known known ? new Known(known.text().substring(prefix)) : whole;
    }

    private ShellValue expand(List<Piece> pieces) {
        StringBuilder text = new StringBuilder();
        Optional<ShellValue> unknown = Optional.empty();
        for (Piece piece : pieces) {
            // What cannot be told does not end it: an assignment may follow.
            ShellValue value = expand(piece);
            if (value instanceof Known known && text.length() + known.text().length() <= MAX_VALUE) {
                text.append(known.text());
            } else if (value instanceof Known) {
                return new Unknown("its value is longer than " + MAX_VALUE + " bytes");
            } else if (unknown.isEmpty()) {
                unknown = Optional.of(value);
            }
        }
        return unknown.orElseGet(() -> new Known(text.toString()));
    }

    ShellValue expand(Piece piece) {
        if (piece instanceof ShellWord.Literal literal) {
            return new Known(literal.text());
        }
        if (piece instanceof ShellWord.Ansi ansi) {
            return new Known(AnsiQuoting.decode(ansi.raw(), variables.host().isUtf8()));
        }
        if (piece instanceof ShellWord.Home home) {
            return home(home.login());
        }
        if (piece instanceof ShellWord.CommandOutput command) {
            return new ShellCommands(variables, this).output(command.script());
        }
        return piece instanceof Parameter parameter
                ? parameter(parameter)
                : new Unknown(((ShellWord.Unsupported) piece).why());
    }

    private ShellValue home(String login) {
        if (login.isEmpty()) {
            return variables.get("HOME").orElse(new Unknown("it uses ~, and HOME is not set"));
        }
        if (login.equals("+") || login.equals("-")) {
            return variables.get(login.equals("+") ? "PWD" : "OLDPWD").orElse(new Known("~" + login));
        }
        Map<String, String> homes = variables.host().homes();
        if (homes.isEmpty() || Character.isDigit(login.charAt(0))) {
            return new Unknown("it uses the home folder of another user");
        }
        String folder = homes.get(login);
        return new Known(folder == null ? "~" + login : ShellValue.bytesOf(folder));
    }

    private ShellValue parameter(Parameter parameter) {
        if (isProgramName(parameter)) {
            return ShellCommands.answer(variables.host(), HostContext.Question.PROGRAM);
        }
        String name = parameter.name();
        Optional<ShellValue> found = variables.get(name);
        boolean counts = found.isPresent()
                && !(parameter.emptiness() == Emptiness.COUNTS_AS_UNSET
                        && found.get() instanceof Known known
                        && known.text().isEmpty());
        return switch (parameter.operation()) {
            case DEFAULT -> counts ? found.get() : expand(argument(parameter, 0));
            case ASSIGN -> counts ? found.get() : assigned(name, expand(argument(parameter, 0)));
            case ALTERNATIVE -> alternative(parameter, found, counts);
            case REQUIRE -> counts ? found.get() : new Unknown("it requires $" + name + ", which is not set");
            case INDIRECT -> indirect(value(name, found));
            case LENGTH -> changed(parameter, value(name, found));
            default -> found.isEmpty() ? value(name, found) : changed(parameter, found.get());
        };
    }

    private static boolean isProgramName(Parameter parameter) {
        return parameter.name().equals("0")
                && parameter.operation() == Operation.LONGEST_PREFIX
                && parameter.arguments().get(0).is("*/");
    }

    private static List<Piece> argument(Parameter parameter, int index) {
        return parameter.arguments().get(index).pieces();
    }

    private ShellValue value(String name, Optional<ShellValue> found) {
        if (found.isEmpty()) {
            unset.accept(name, offset);
        }
        return found.orElse(new Known(""));
    }

    private ShellValue assigned(String name, ShellValue value) {
        variables.assign(name, value, offset);
        return value;
    }

    private ShellValue alternative(Parameter parameter, Optional<ShellValue> found, boolean counts) {
        if (!counts) {
            return new Known("");
        }
        return found.isPresent() && found.get() instanceof Unknown unknown ? unknown : expand(argument(parameter, 0));
    }

    private ShellValue indirect(ShellValue name) {
        if (!(name instanceof Known known) || !ShellGrammar.isName(known.text())) {
            return new Unknown("it uses a variable whose name is no name");
        }
        return value(known.text(), variables.get(known.text()));
    }

    /** What an operation that needs a value makes of it. */
    private ShellValue changed(Parameter parameter, ShellValue value) {
        if (!(value instanceof Known known) || parameter.operation() == Operation.VALUE) {
            return value;
        }
        String text = known.text();
        boolean wide = !variables.host().isUtf8() && !text.chars().allMatch(c -> c < 0x80);
        if (text.length() > MAX_PATTERN_TEXT || wide) {
            return new Unknown("it cuts a value that is long, or not ASCII");
        }
        String chars = ShellValue.textOf(text);
        ShellValue result = switch (parameter.operation()) {
            case LENGTH -> new Known(Integer.toString(chars.codePointCount(0, chars.length())));
            case SUBSTRING -> substring(chars, expand(argument(parameter, 0)));
            case UPPER_ALL, UPPER_FIRST, LOWER_ALL, LOWER_FIRST -> inCase(parameter, chars);
            default -> cut(parameter, chars);
        };
        return result instanceof Known cut ? new Known(ShellValue.bytesOf(cut.text())) : result;
    }

    private static ShellValue substring(String text, ShellValue range) {
        String[] numbers = range instanceof Known known ? known.text().strip().split(":", -1) : new String[0];
        boolean plain = numbers.length == 1 || numbers.length == 2;
        for (String number : numbers) {
            plain &= number.strip().matches("-?[0-9]{1,9}") && !number.strip().matches("-?0[0-9]+");
        }
        if (!plain || !text.chars().allMatch(c -> c < 0x80)) {
            return new Unknown("it uses arithmetic");
        }
        int start = Integer.parseInt(numbers[0].strip());
        start = start < 0 ? text.length() + start : start;
        int length = numbers.length == 2 ? Integer.parseInt(numbers[1].strip()) : Integer.MAX_VALUE;
        if (start < 0 || start > text.length()) {
            return new Known("");
        }
        long end = length < 0 ? (long) text.length() + length : Math.min(text.length(), (long) start + length);
        return end < start ? new Unknown("it cuts more than there is") : new Known(text.substring(start, (int) end));
    }

    private ShellValue inCase(Parameter parameter, String text) {
        ShellValue pattern = expand(argument(parameter, 0));
        if (!(pattern instanceof Known known)
                || !known.text().isEmpty()
                || !text.chars().allMatch(c -> c < 0x80)) {
            return new Unknown("it changes the case of some letters");
        }
        String first = text.isEmpty() ? "" : text.substring(0, 1);
        String rest = text.isEmpty() ? "" : text.substring(1);
        return new Known(
                switch (parameter.operation()) {
                    case UPPER_ALL -> text.toUpperCase(Locale.ROOT);
                    case LOWER_ALL -> text.toLowerCase(Locale.ROOT);
                    case UPPER_FIRST -> first.toUpperCase(Locale.ROOT) + rest;
                    default -> first.toLowerCase(Locale.ROOT) + rest;
                });
    }

    private ShellValue cut(Parameter parameter, String text) {
        ShellPattern.Builder pattern = new ShellPattern.Builder();
        for (Piece piece : argument(parameter, 0)) {
            ShellValue value = expand(piece);
            if (!(value instanceof Known known)) {
                return value;
            }
            boolean special = piece instanceof ShellWord.Literal literal && literal.quoting() == Quoting.PLAIN
                    || piece instanceof Parameter inner && inner.quoting() == Quoting.PLAIN
                    || piece instanceof ShellWord.CommandOutput output && output.quoting() == Quoting.PLAIN;
            pattern.add(ShellValue.textOf(known.text()), special ? Quoting.PLAIN : Quoting.QUOTED);
        }
        Optional<ShellPattern> built = pattern.build();
        if (built.isEmpty()) {
            return new Unknown("it uses a pattern that this reader does not know");
        }
        ShellPattern wanted = built.get();
        return switch (parameter.operation()) {
            case PREFIX -> new Known(text.substring(wanted.shortestPrefix(text).orElse(0)));
            case LONGEST_PREFIX ->
                new Known(text.substring(wanted.longestPrefix(text).orElse(0)));
            case SUFFIX ->
                new Known(text.substring(0, wanted.shortestSuffix(text).orElse(text.length())));
            case LONGEST_SUFFIX ->
                new Known(text.substring(0, wanted.longestSuffix(text).orElse(text.length())));
            default -> replace(parameter, wanted, text);
        };
    }

    private ShellValue replace(Parameter parameter, ShellPattern wanted, String text) {
        ShellValue replacement = parameter.arguments().size() > 1 ? expand(argument(parameter, 1)) : new Known("");
        if (!(replacement instanceof Known known) || known.text().indexOf('&') >= 0) {
            return replacement instanceof Known
                    ? new Unknown("it replaces by \"&\", which versions of bash understand in different ways")
                    : replacement;
        }
        return new Known(wanted.replace(text, ShellValue.textOf(known.text()), parameter.operation()));
    }
}
