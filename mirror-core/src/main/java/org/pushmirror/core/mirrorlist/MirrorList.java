package org.pushmirror.core.mirrorlist;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.pushmirror.core.push.PushOrder;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.DocumentException;
import org.pushmirror.core.text.EscapedUtf8;
import org.pushmirror.core.text.Place;
import org.pushmirror.core.text.Severity;
import org.pushmirror.core.text.SourceText;
import org.pushmirror.core.text.Span;

/**
 * A runmirrors.mirror: every byte of it, and the mirrors and pauses that it lists. Immutable and thread-safe; edits give a
 * changed copy and touch no other line.
 *
 * <p>Lines are taken as the sample file of Debian's ftpsync 20180513+nmu1 describes them. Where its runmirrors does
 * something else, {@link #diagnostics()} says what. Not taken are lines with a backslash, and those whose columns no
 * {@link ListedMirror} can have.
 */
public final class MirrorList {

    private final SourceText text;
    private final List<MirrorListLine> lines;
    private final List<Diagnostic> diagnostics;

    private MirrorList(SourceText text) {
        this.text = text;
        List<MirrorListLine> read = new ArrayList<>();
        List<Diagnostic> found = new ArrayList<>();
        for (int number = 1; number <= text.lineCount(); number++) {
            int line = number;
            new MirrorLineReader(text, number, found)
                    .read()
                    .ifPresent(entry -> read.add(new MirrorListLine(line, entry)));
        }
        this.lines = List.copyOf(read);
        new MirrorListChecks(text, lines, found).run();
        found.sort(Comparator.comparing(
                Diagnostic::place, Comparator.comparingInt(Place::line).thenComparingInt(Place::column)));
        this.diagnostics = List.copyOf(found);
    }

    /**
     * A list without mirrors.
     *
     * @return the empty document
     */
    public static MirrorList create() {
        return new MirrorList(SourceText.of("runmirrors.mirror", ""));
    }

    /**
     * Reads the content of a file.
     *
     * @param name the name of the file in diagnostics
     * @param bytes any bytes; copied
     * @return the document
     */
    public static MirrorList parse(String name, byte[] bytes) {
        return new MirrorList(SourceText.of(name, bytes));
    }

    /**
     * Reads a file.
     *
     * @param path the file
     * @return the document
     * @throws org.pushmirror.core.text.FileException if it cannot be read
     */
    public static MirrorList read(Path path) {
        return new MirrorList(SourceText.read(path));
    }

    /**
     * The mirrors and pauses.
     *
     * @return the entries with their lines, in the order of the file; unmodifiable
     */
    public List<MirrorListLine> lines() {
        return lines;
    }

    /**
     * The mirrors.
     *
     * @return the mirrors in the order of the file; unmodifiable
     */
    public List<ListedMirror> mirrors() {
        return lines.stream()
                .map(MirrorListLine::entry)
                .filter(ListedMirror.class::isInstance)
                .map(ListedMirror.class::cast)
                .toList();
    }

    /**
     * Whom a push of this list contacts, and where it pauses.
     *
     * @return the mirrors and pauses, in the order of the file
     * @throws IllegalArgumentException if two mirrors have one name
     */
    public PushOrder order() {
        List<PushOrder.Entry> entries = new ArrayList<>();
        for (MirrorListLine line : lines) {
            entries.add(
                    line.entry() instanceof ListedMirror mirror
                            ? mirror.target()
                            : ((ListedDelay) line.entry()).pause());
        }
        return PushOrder.of(entries);
    }

    /**
     * A mirror by its name.
     *
     * @param name its name
     * @return the first mirror of that name; empty if there is none
     */
    public Optional<ListedMirror> find(String name) {
        return mirrors().stream().filter(mirror -> mirror.name().equals(name)).findFirst();
    }

    /**
     * What is wrong with the file, and what Debian's runmirrors makes of it.
     *
     * @return the diagnostics in the order of the file; unmodifiable
     */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /**
     * Whether every line means to Debian's runmirrors what it says.
     *
     * @return true if nothing is fatal
     */
    public boolean isAccepted() {
        return diagnostics.stream().noneMatch(diagnostic -> diagnostic.severity() == Severity.FATAL);
    }

    /**
     * This list, if every line of it can be used.
     *
     * @return this list
     * @throws DocumentException if something is fatal; it lists everything that is
     */
    public MirrorList requireAccepted() {
        if (!isAccepted()) {
            throw new DocumentException(diagnostics.stream()
                    .filter(diagnostic -> diagnostic.severity() == Severity.FATAL)
                    .toList());
        }
        return this;
    }

    /**
     * This list with a mirror: in the place of the first of the same name, or at the end.
     *
     * @param mirror the mirror
     * @return the changed list; this one if it has the mirror already
     */
    public MirrorList with(ListedMirror mirror) {
        Optional<MirrorListLine> old = lineOf(mirror.name());
        if (old.isEmpty()) {
            return new MirrorList(text.appendLine(EscapedUtf8.encode(mirror.text())));
        }
        if (old.get().entry().equals(mirror)) {
            return this;
        }
        return new MirrorList(text.splice(content(old.get().line()), mirror.text()));
    }

    /**
     * This list with a pause at its end.
     *
     * @param delay the pause
     * @return the changed list
     */
    public MirrorList with(ListedDelay delay) {
        return new MirrorList(text.appendLine(EscapedUtf8.encode(delay.text())));
    }

    /**
     * This list without a mirror.
     *
     * @param name the name of the mirror
     * @return the changed list, without the first line of that name
     * @throws NoSuchElementException if there is no such mirror
     */
    public MirrorList without(String name) {
        return new MirrorList(text.splice(text.line(required(name)), ""));
    }

    /**
     * This list without the entry of a line.
     *
     * @param line the line of a mirror or pause, from 1
     * @return the changed list
     * @throws NoSuchElementException if there is no entry on that line
     */
    public MirrorList withoutLine(int line) {
        if (lines.stream().noneMatch(entry -> entry.line() == line)) {
            throw new NoSuchElementException("Line " + line + " of " + text.name() + " is no mirror and no DELAY.");
        }
        return new MirrorList(text.splice(text.line(line), ""));
    }

    /**
     * This list with a mirror moved before another. Comments stay where they are.
     *
     * @param name the mirror that is moved
     * @param other the mirror that comes next then
     * @return the changed list; this one if both are the same
     * @throws NoSuchElementException if there is no such mirror
     */
    public MirrorList movedBefore(String name, String other) {
        int from = required(name);
        int to = required(other);
        return from == to ? this : moved(from, text.line(to).start());
    }

    /**
     * This list with a mirror moved behind another. Comments stay where they are.
     *
     * @param name the mirror that is moved
     * @param other the mirror that comes before then
     * @return the changed list; this one if both are the same
     * @throws NoSuchElementException if there is no such mirror
     */
    public MirrorList movedAfter(String name, String other) {
        int from = required(name);
        int to = required(other);
        return from == to ? this : moved(from, text.line(to).end());
    }

    private MirrorList moved(int from, int target) {
        SourceText ended = text.length() > 0 && text.at(text.length() - 1) != '\n'
                ? text.splice(new Span(text.length(), text.length()), text.lineEnd())
                : text;
        boolean atEnd = target == text.length();
        int offset = atEnd ? ended.length() : target;
        Span line = ended.line(from);
        byte[] content = ended.bytes(line);
        if (offset > line.start()) {
            return new MirrorList(
                    ended.splice(new Span(offset, offset), content).splice(line, ""));
        }
        return new MirrorList(ended.splice(line, "").splice(new Span(offset, offset), content));
    }

    private Optional<MirrorListLine> lineOf(String name) {
        return lines.stream()
                .filter(line -> line.entry() instanceof ListedMirror mirror
                        && mirror.name().equals(name))
                .findFirst();
    }

    private int required(String name) {
        return lineOf(name)
                .map(MirrorListLine::line)
                .orElseThrow(() ->
                        new NoSuchElementException("There is no mirror \"" + name + "\" in " + text.name() + "."));
    }

    /** A line without its end, a carriage return included. */
    private Span content(int line) {
        Span content = text.lineContent(line);
        boolean carriageReturn = content.length() > 0 && text.at(content.end() - 1) == '\r';
        return carriageReturn ? new Span(content.start(), content.end() - 1) : content;
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
     * @throws org.pushmirror.core.text.FileException if it cannot be written
     */
    public void write(Path path) {
        text.write(path);
    }
}
