package org.pushmirror.core.shell;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pushmirror.core.shell.ShellStatement.Execution;
import org.pushmirror.core.shell.ShellStatement.Simple;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.DocumentException;
import org.pushmirror.core.text.EscapedUtf8;
import org.pushmirror.core.text.Severity;
import org.pushmirror.core.text.SourceText;
import org.pushmirror.core.text.Span;

/**
 * A file of shell assignments that bash would source, read without executing anything: {@code ftpsync.conf} and its
 * like. Immutable and thread-safe, and lossless: {@link #bytes()} are the bytes that were read.
 *
 * <p>Understood, as bash 5.2 does: assignments, also {@code +=}, several on a line, after {@code export},
 * {@code readonly} and {@code declare}, and joined by {@code &&} and {@code ||}; plain text, backslashes, single and double
 * quotes, {@code $'...'}, {@code $"..."}, tildes, <code>${NAME}</code> with its tests, cuts and replacements; {@code :},
 * {@code unset}, {@code return}; and the output of {@code hostname}, {@code date}, {@code basename}, {@code dirname} and
 * {@code echo}, as far as the {@link HostContext} tells.
 *
 * <p>Not evaluated, but reported as {@link ShellSettings#unresolved()}: conditions, loops, functions, arrays,
 * arithmetic, other commands. What such a command may change stays as it is, unless it names the setting.
 */
public final class ShellFile {

    private final SourceText source;
    private final String text;
    private final List<ShellStatement> statements;

    private ShellFile(SourceText source) {
        this.source = source;
        // The shell drops NULs; they make offsets wrong, but such a file is not edited.
        this.text = new String(source.bytes(), StandardCharsets.ISO_8859_1).replace("\0", "");
        this.statements = ShellParser.parse(text);
    }

    /**
     * An empty file.
     *
     * @return a file without a line
     */
    public static ShellFile create() {
        return new ShellFile(SourceText.of("-", ""));
    }

    /**
     * Reads the bytes of a file.
     *
     * @param name the name that places show
     * @param content the bytes, any at all
     * @return the file
     */
    public static ShellFile parse(String name, byte[] content) {
        return new ShellFile(SourceText.of(name, content));
    }

    /**
     * Reads a file.
     *
     * @param path which file
     * @return the file
     * @throws org.pushmirror.core.text.FileException if it cannot be read
     */
    public static ShellFile read(Path path) {
        return new ShellFile(SourceText.read(path));
    }

    /**
     * The same file with another value of a setting, quoted so that the shell reads it back exactly. The assignment that
     * counts is changed in place; where there is none, or something else decides it further down, a line is added at the
     * end. All other bytes stay.
     *
     * @param setting the name: a letter or underscore, then letters, digits and underscores
     * @param value the value, without a NUL
     * @return the changed copy
     * @throws IllegalArgumentException if the name is no shell name, or the value has a NUL
     * @throws DocumentException if no change could set it, because the shell does not read the file to its end
     */
    public ShellFile with(String setting, String value) {
        if (!ShellGrammar.isName(setting)) {
            throw new IllegalArgumentException("\"" + setting + "\" is no name of a shell variable.");
        }
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "The value of " + setting + " has a NUL, which no shell variable can hold.");
        }
        Optional<ShellFile> changed = lastAssignment(setting).map(word -> replaced(word, setting, value));
        if (changed.isPresent() && changed.get().sets(setting, value)) {
            return changed.get();
        }
        ShellFile longer = appended(setting + "=" + ShellQuoting.quote(value));
        if (!longer.sets(setting, value)) {
            throw new DocumentException(List.of(new Diagnostic(
                    source.place(source.length()),
                    Severity.FATAL,
                    "not-writable",
                    setting + " cannot be set here, because the shell would not read as far as a new line.")));
        }
        return longer;
    }

    /**
     * The same file without a setting. Its assignments are removed, with their lines where nothing else stands on them.
     *
     * @param setting the name
     * @return the changed copy; this file if it does not assign it
     * @throws DocumentException if an assignment cannot be removed alone, such as one under a condition
     */
    public ShellFile without(String setting) {
        ShellFile changed = this;
        Optional<ShellWord> word = changed.lastAssignment(setting);
        while (word.isPresent()) {
            ShellFile shorter = changed.removed(word.get());
            word = shorter.lastAssignment(setting);
            changed = shorter;
        }
        ShellSettings before = settings(HostContext.none());
        ShellSettings after = changed.settings(HostContext.none());
        Map<String, String> others = new HashMap<>(before.values());
        others.remove(setting);
        boolean broken =
                after.diagnostics().stream().anyMatch(problem -> problem.rule().equals("syntax-error"));
        if (broken || after.isUnresolved(setting) || !after.values().keySet().equals(others.keySet())) {
            throw new DocumentException(List.of(new Diagnostic(
                    before.place(setting),
                    Severity.FATAL,
                    "not-writable",
                    setting + " cannot be removed without changing other commands; edit the file by hand.")));
        }
        return changed;
    }

    private ShellFile removed(ShellWord word) {
        int start = word.start();
        while (start > 0 && text.charAt(start - 1) != '\n') {
            start--;
        }
        int end = word.end();
        while (end < text.length() && " \t;".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        String before = text.substring(start, word.start()).strip();
        boolean alone = before.isEmpty() || before.equals("export") || before.equals("readonly");
        boolean lineEnds = end == text.length() || text.charAt(end) == '\n';
        if (alone && lineEnds) {
            return new ShellFile(source.splice(new Span(start, Math.min(end + 1, text.length())), ""));
        }
        return new ShellFile(source.splice(new Span(word.start(), end), ""));
    }

    private boolean sets(String setting, String value) {
        return source.length() == text.length()
                && settings(HostContext.none())
                        .get(setting)
                        .filter(value::equals)
                        .isPresent();
    }

    private Optional<ShellWord> lastAssignment(String setting) {
        Optional<ShellWord> last = Optional.empty();
        for (ShellStatement statement : statements) {
            if (statement instanceof Simple simple && simple.execution() == Execution.HERE) {
                for (ShellWord word : simple.words()) {
                    int nameEnd = ShellGrammar.nameEnd(word.raw(), 0);
                    if (word.isAssignment() && word.raw().substring(0, nameEnd).equals(setting)) {
                        last = Optional.of(word);
                    }
                }
            }
        }
        return last;
    }

    private ShellFile replaced(ShellWord word, String setting, String value) {
        int prefix = ShellGrammar.assignmentEnd(word.raw(), 0);
        boolean plain = prefix == setting.length() + 1;
        String quoted = ShellQuoting.quoteLike(value, word.raw().substring(prefix));
        Span whole = new Span(plain ? word.start() + prefix : word.start(), word.end());
        return new ShellFile(source.splice(whole, plain ? quoted : setting + "=" + quoted));
    }

    /**
     * The same file with one more comment line at its end.
     *
     * @param comment the text of the comment; one line
     * @return the changed copy
     * @throws IllegalArgumentException if the text has a line break
     */
    public ShellFile withComment(String comment) {
        if (comment.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("A comment is one line.");
        }
        return appended("# " + comment);
    }

    /** A line at the end always ends in LF, because a CR would be part of the value. */
    private ShellFile appended(String line) {
        String start = text.isEmpty() || text.endsWith("\n") && !text.endsWith("\\\n") ? "" : "\n";
        Span end = new Span(source.length(), source.length());
        return new ShellFile(source.splice(end, EscapedUtf8.encode(start + line + "\n")));
    }

    /**
     * Quotes a text so that a shell reads it back as one word, exactly.
     *
     * @param text any text without a NUL
     * @return the text itself where it needs no quotes, else the text in single quotes
     */
    public static String quote(String text) {
        return ShellQuoting.quote(text);
    }

    /**
     * The bytes of the file.
     *
     * @return a copy
     */
    public byte[] bytes() {
        return source.bytes();
    }

    /**
     * The name of the file.
     *
     * @return the name that places show
     */
    public String name() {
        return source.name();
    }

    /**
     * Writes the file, atomically.
     *
     * @param path the file; a new one gets mode 0600, because it may hold a password
     * @throws org.pushmirror.core.text.FileException if it cannot be written
     */
    public void write(Path path) {
        source.writePrivate(path);
    }

    /**
     * What the file assigns, on a host of which nothing but the environment is known.
     *
     * @param environment the variables that are set before the file is read
     * @return the settings, and what would need a running shell
     */
    public ShellSettings settings(Map<String, String> environment) {
        return settings(HostContext.none().environment(environment));
    }

    /**
     * What the file assigns.
     *
     * @param host what the file may ask of the host
     * @return the settings, and what would need a running shell
     */
    public ShellSettings settings(HostContext host) {
        return new ShellEvaluation(source, host).run(statements);
    }

    /** A description without the content, which may have a password. */
    @Override
    public String toString() {
        return source.toString();
    }
}
