package org.pushmirror.core.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pushmirror.core.shell.HostContext.Question;
import org.pushmirror.core.shell.ShellStatement.Connector;
import org.pushmirror.core.shell.ShellStatement.Execution;
import org.pushmirror.core.shell.ShellStatement.Simple;
import org.pushmirror.core.shell.ShellValue.Known;
import org.pushmirror.core.shell.ShellValue.Unknown;
import org.pushmirror.core.shell.ShellWord.Piece;
import org.pushmirror.core.shell.ShellWord.Quoting;

/**
 * The few commands whose output is known without running anything: questions about the host and the time, and cuts of
 * names. The answers come from the context of the host.
 */
final class ShellCommands {

    private final ShellVariables variables;
    private final ShellExpansion expansion;

    ShellCommands(ShellVariables variables, ShellExpansion expansion) {
        this.variables = variables;
        this.expansion = expansion;
    }

    /** What a command substitution comes to. */
    ShellValue output(String script) {
        List<ShellStatement> statements = ShellParser.parse(script);
        if (statements.isEmpty()) {
            return new Known("");
        }
        boolean otherwise = statements.size() == 2 && statements.get(1).connector() == Connector.OR;
        if (!(statements.get(0) instanceof Simple simple)
                || simple.execution() == Execution.APART
                || !(statements.size() == 1 || otherwise)
                || !simple.redirections().stream().allMatch("2>/dev/null"::equals)) {
            return unknown(script);
        }
        List<String> words = new ArrayList<>();
        for (ShellWord word : simple.words()) {
            Optional<String> argument = argument(word);
            if (argument.isEmpty()) {
                return unknown(script);
            }
            words.add(argument.get());
        }
        return words.isEmpty() || variables.isFunction(words.get(0)) ? unknown(script) : known(words, script);
    }

    private static Unknown unknown(String script) {
        String line = script.strip();
        boolean shown = line.length() <= 60 && line.chars().allMatch(c -> c >= 0x20 && c < 0x7F);
        return new Unknown("it needs the output of a command" + (shown ? " (" + line + ")" : ""));
    }

    /** One argument; empty if the shell would split it, look for files, or cannot tell it. */
    private Optional<String> argument(ShellWord word) {
        StringBuilder text = new StringBuilder();
        for (Piece piece : word.pieces()) {
            if (!(expansion.expand(piece) instanceof Known known)) {
                return Optional.empty();
            }
            boolean literal = piece instanceof ShellWord.Literal written && written.quoting() == Quoting.PLAIN;
            boolean expanded = piece instanceof ShellWord.Parameter parameter && parameter.quoting() == Quoting.PLAIN
                    || piece instanceof ShellWord.CommandOutput output && output.quoting() == Quoting.PLAIN;
            String special = expanded ? " \t\n*?[\\" : "*?[{";
            if ((literal || expanded) && known.text().chars().anyMatch(c -> special.indexOf(c) >= 0)) {
                return Optional.empty();
            }
            if (expanded && known.text().isEmpty()) {
                return Optional.empty();
            }
            text.append(known.text());
        }
        return Optional.of(text.toString());
    }

    private ShellValue known(List<String> words, String script) {
        List<String> arguments = words.subList(1, words.size());
        Optional<Question> question = question(String.join(" ", words));
        if (question.isPresent()) {
            ShellValue answer = answer(variables.host(), question.get());
            return answer instanceof Known ? answer : unknown(script);
        }
        return switch (words.get(0)) {
            case "date" ->
                variables
                        .host()
                        .clock()
                        .flatMap(clock -> new DateCommand(clock, variables.host()).output(arguments))
                        .<ShellValue>map(Known::new)
                        .orElse(unknown(script));
            case "basename" ->
                arguments.size() == 1 || arguments.size() == 2
                        ? new Known(chomped(basename(arguments)))
                        : unknown(script);
            case "dirname" -> arguments.size() == 1 ? new Known(chomped(dirname(arguments.get(0)))) : unknown(script);
            case "echo" ->
                arguments.isEmpty() || !arguments.get(0).startsWith("-")
                        ? new Known(chomped(String.join(" ", arguments)))
                        : unknown(script);
            case "true", ":" -> new Known("");
            default -> unknown(script);
        };
    }

    private static Optional<Question> question(String command) {
        return switch (command) {
            case "hostname", "uname -n", "uname --nodename", "/bin/hostname", "/usr/bin/hostname" ->
                Optional.of(Question.NODE_NAME);
            case "hostname -f", "hostname --fqdn", "hostname --long", "/bin/hostname -f", "/usr/bin/hostname -f" ->
                Optional.of(Question.FULL_NAME);
            case "hostname -s", "hostname --short", "/bin/hostname -s", "/usr/bin/hostname -s" ->
                Optional.of(Question.SHORT_NAME);
            case "hostname -d", "hostname --domain", "dnsdomainname" -> Optional.of(Question.DOMAIN);
            case "whoami", "id -un", "id -nu" -> Optional.of(Question.USER);
            default -> Optional.empty();
        };
    }

    static ShellValue answer(HostContext host, Question question) {
        return host.answer(question)
                .<ShellValue>map(answer -> new Known(ShellValue.bytesOf(answer)))
                .orElse(new Unknown("it needs the output of a command"));
    }

    private static String chomped(String output) {
        int end = output.length();
        while (end > 0 && output.charAt(end - 1) == '\n') {
            end--;
        }
        return output.substring(0, end);
    }

    private static String basename(List<String> arguments) {
        String path = withoutSlashes(arguments.get(0));
        String name = path.equals("/") ? path : path.substring(path.lastIndexOf('/') + 1);
        String suffix = arguments.size() == 2 ? arguments.get(1) : "";
        boolean cut = !suffix.isEmpty() && name.length() > suffix.length() && name.endsWith(suffix);
        return cut ? name.substring(0, name.length() - suffix.length()) : name;
    }

    private static String dirname(String path) {
        String whole = withoutSlashes(path);
        int slash = whole.lastIndexOf('/');
        if (slash < 0) {
            return ".";
        }
        return slash == 0 ? "/" : withoutSlashes(whole.substring(0, slash));
    }

    private static String withoutSlashes(String path) {
        int end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }
}
