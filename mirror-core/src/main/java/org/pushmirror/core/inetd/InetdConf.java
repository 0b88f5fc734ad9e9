package org.pushmirror.core.inetd;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.pushmirror.core.inetd.InetdEntry.State;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.EscapedUtf8;
import org.pushmirror.core.text.FileException;
import org.pushmirror.core.text.Findings;
import org.pushmirror.core.text.LintRule;
import org.pushmirror.core.text.SourceText;
import org.pushmirror.core.text.Span;

/**
 * An inetd.conf, every byte of it, and its services, commented-out ones included. Immutable and thread-safe.
 *
 * <p>Not supported: lines that begin with a blank, with which BSD's inetd continues the line before; they are kept and reported.
 */
public final class InetdConf {

    /** What update-inetd of Debian writes before a line that it switches off. */
    private static final String OFF = "#<off># ";

    private final SourceText text;
    private final List<InetdEntry> entries;
    private final Findings findings = new Findings();

    private InetdConf(SourceText text) {
        this.text = text;
        this.entries = Collections.unmodifiableList(new InetdLines(
                text,
                (number, problem) ->
                        add(number, InetdRule.DEAD_LINE, "inetd takes this line for no service: " + problem)));
        Set<String> served = new HashSet<>();
        for (InetdEntry entry : entries) {
            InetdService service = entry.service();
            if (entry.state() == State.ENABLED && !served.add(service.service() + " " + service.protocol())) {
                add(
                        entry.line(),
                        InetdRule.DUPLICATE_SERVICE,
                        "The service " + Findings.quoted(service.service()) + " has a line further up for "
                                + service.protocol() + ", too; remove one.");
            }
            boolean logFile = service.arguments().contains("--daemon")
                    && service.arguments().stream().anyMatch(argument -> argument.startsWith("--log-file"));
            if (logFile) {
                add(
                        entry.line(),
                        InetdRule.LOG_FILE_OPTION,
                        "The log that --log-file names ends when a client asks for a module; set \"log file\" in rsyncd.conf.");
            }
        }
    }

    private void add(int line, InetdRule rule, String message) {
        findings.add(text, text.line(line).start(), rule.rule(), message);
    }

    /**
     * The rules that diagnostics of an inetd.conf name.
     *
     * @return the rules; unmodifiable
     */
    public static List<LintRule> rules() {
        return InetdRule.all();
    }

    /**
     * A file without services.
     *
     * @return the empty document
     */
    public static InetdConf create() {
        return new InetdConf(SourceText.of("inetd.conf", ""));
    }

    /**
     * Reads the content of a file.
     *
     * @param name the name of the file in diagnostics
     * @param bytes any bytes; copied
     * @return the document
     */
    public static InetdConf parse(String name, byte[] bytes) {
        return new InetdConf(SourceText.of(name, bytes));
    }

    /**
     * Reads a file.
     *
     * @param path the file
     * @return the document
     * @throws FileException if it cannot be read
     */
    public static InetdConf read(Path path) {
        return new InetdConf(SourceText.read(path));
    }

    /**
     * All service lines.
     *
     * @return the lines in the order of the file, commented-out ones too; unmodifiable
     */
    public List<InetdEntry> entries() {
        return entries;
    }

    /**
     * The first line of a service that counts, or else the first that is commented out.
     *
     * @param service the name of the service, for example {@code rsync}
     * @return the line; empty if there is none
     */
    public Optional<InetdEntry> find(String service) {
        Optional<InetdEntry> enabled = first(entry -> named(entry, service) && entry.state() == State.ENABLED);
        return enabled.or(() -> first(entry -> named(entry, service)));
    }

    /**
     * This document with a service switched on. The line that the service has for this protocol is replaced, a
     * commented-out one too if no other counts; otherwise a line is appended.
     *
     * @param service the service
     * @return the changed document; this one if it has the line already
     */
    public InetdConf with(InetdService service) {
        Predicate<InetdEntry> same = entry ->
                named(entry, service.service()) && entry.service().protocol().equals(service.protocol());
        Optional<InetdEntry> old =
                first(same.and(entry -> entry.state() == State.ENABLED)).or(() -> first(same));
        if (old.isEmpty()) {
            return new InetdConf(text.appendLine(EscapedUtf8.encode(service.toString())));
        }
        if (old.get().state() == State.ENABLED && old.get().service().equals(service)) {
            return this;
        }
        Span content = text.lineContent(old.get().line());
        boolean carriageReturn = content.length() > 0 && text.at(content.end() - 1) == '\r';
        Span replaced = carriageReturn ? new Span(content.start(), content.end() - 1) : content;
        return new InetdConf(text.splice(replaced, service.toString()));
    }

    /**
     * Switches a service on: for each protocol that it is commented out for, and has no line that counts, the first such line.
     *
     * @param service the name of the service
     * @return the changed document; this one if all is on
     * @throws NoSuchElementException if it has no line, commented-out ones included
     */
    public InetdConf enable(String service) {
        requireEntry(service);
        Set<String> enabled = new HashSet<>();
        entries.stream()
                .filter(entry -> named(entry, service) && entry.state() == State.ENABLED)
                .forEach(entry -> enabled.add(entry.service().protocol()));
        SourceText changed = text;
        for (InetdEntry entry : entries) {
            if (named(entry, service) && enabled.add(entry.service().protocol())) {
                Span content = changed.lineContent(entry.line());
                int length = InetdLines.commentLength(changed.text(content));
                changed = changed.splice(new Span(content.start(), content.start() + length), "");
            }
        }
        return changed == text ? this : new InetdConf(changed);
    }

    /**
     * Switches a service off: comments all its lines out, as update-inetd of Debian does.
     *
     * @param service the name of the service
     * @return the changed document; this one if all is off
     * @throws NoSuchElementException if it has no line, commented-out ones included
     */
    public InetdConf disable(String service) {
        requireEntry(service);
        SourceText changed = text;
        for (InetdEntry entry : entries) {
            if (named(entry, service) && entry.state() == State.ENABLED) {
                int start = changed.line(entry.line()).start();
                changed = changed.splice(new Span(start, start), OFF);
            }
        }
        return changed == text ? this : new InetdConf(changed);
    }

    private void requireEntry(String service) {
        if (find(service).isEmpty()) {
            throw new NoSuchElementException("There is no service \"" + service + "\" in " + text.name() + ".");
        }
    }

    private Optional<InetdEntry> first(Predicate<InetdEntry> wanted) {
        return entries.stream().filter(wanted).findFirst();
    }

    private static boolean named(InetdEntry entry, String service) {
        return entry.service().service().equals(service);
    }

    /**
     * The lines that are no services.
     *
     * @return the diagnostics in the order of the file; unmodifiable
     */
    public List<Diagnostic> diagnostics() {
        return findings.list();
    }

    /**
     * The file.
     *
     * @return a copy of its bytes
     */
    public byte[] bytes() {
        return text.bytes();
    }

    /**
     * Writes the file, atomically.
     *
     * @param path the file; a new one gets mode 0644 less the umask
     * @throws FileException if it cannot be written
     */
    public void write(Path path) {
        text.write(path);
    }
}
