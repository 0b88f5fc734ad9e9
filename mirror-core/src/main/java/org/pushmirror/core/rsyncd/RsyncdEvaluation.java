package org.pushmirror.core.rsyncd;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.rsyncd.IncludeReader.Ending;
import org.pushmirror.core.rsyncd.IncludeReader.IncludedFile;
import org.pushmirror.core.rsyncd.RsyncdParameter.Scope;
import org.pushmirror.core.rsyncd.RsyncdParameter.Type;
import org.pushmirror.core.text.Findings;

/**
 * Walks the lines of a file, and of those that it includes, as rsync does: which module each line is in, and what it sets.
 * rsync has two ways to read, and so has this.
 */
final class RsyncdEvaluation {

    /** How rsync reads. */
    enum View {
        /** For a connection: everything. */
        CONNECTION,
        /** When the listener starts: up to the first header, and what an include sets stays. */
        STARTUP
    }

    /** Is told where each line is, when somebody wants to know. */
    interface LineWatcher {
        /** A line was met: in a module, or {@link #GLOBAL}. */
        void met(RsyncdSource source, int line, int section);
    }

    /** A module: its listed name, its first header, the defaults that it copied there, and the last line that set something in it. */
    static final class Module {
        final int source;
        final int header;
        final Defaults inherited;
        int lastSetting = SettingLog.NONE;
        String name;

        Module(int source, int header, String name, Defaults inherited) {
            this.source = source;
            this.header = header;
            this.name = name;
            this.inherited = inherited;
        }
    }

    /** A file that is being read. */
    private static final class Frame {
        final int source;
        final RsyncdSource lines;
        final RsyncdGrammar reader;

        /** The real file, if there is one. */
        final Object identity;

        /** The defaults to put back at the end, for an include. */
        final @Nullable Defaults saved;

        /** The files of the same folder that are still to come. */
        final Iterator<IncludedFile> siblings;

        int next;

        Frame(
                int source,
                RsyncdSource lines,
                Object identity,
                @Nullable Defaults saved,
                Iterator<IncludedFile> siblings) {
            this.source = source;
            this.lines = lines;
            this.reader = lines.reader();
            this.identity = identity;
            this.saved = saved;
            this.siblings = siblings;
        }
    }

    /** The section of lines outside modules. */
    static final int GLOBAL = -1;

    private static final int MAX_DEPTH = 1500;
    private static final int MAX_INCLUDED_LINES = 20_000_000;
    private static final String GLOBAL_KEY = "global";

    private final View view;
    private final IncludeReader includes;
    private final VariableExpansion expansion;
    private final @Nullable LineWatcher watcher;

    private final List<RsyncdSource> sources = new ArrayList<>();
    private final Map<RsyncdSource, Integer> sourceNumbers = new IdentityHashMap<>();
    private final SettingLog log;
    private final List<Module> modules = new ArrayList<>();
    private final ModuleIndex index = new ModuleIndex();
    private final Findings findings = new Findings();
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final Set<Object> open = new HashSet<>();

    private Defaults defaults = Defaults.NONE;
    private int section = GLOBAL;
    private boolean accepted = true;
    private boolean stopped;
    private int includedLines;

    private RsyncdEvaluation(
            View view, IncludeReader includes, VariableExpansion expansion, @Nullable LineWatcher watcher) {
        this.view = view;
        this.includes = includes;
        this.expansion = expansion;
        this.watcher = watcher;
        this.log = new SettingLog(sources, expansion);
    }

    static RsyncdEvaluation of(RsyncdFiles files, View view) {
        return of(files, view, null);
    }

    static RsyncdEvaluation of(RsyncdFiles files, View view, @Nullable LineWatcher watcher) {
        RsyncdEvaluation evaluation =
                new RsyncdEvaluation(view, files.includes(), new VariableExpansion(files.variables()), watcher);
        evaluation.run(files);
        return evaluation;
    }

    View view() {
        return view;
    }

    VariableExpansion expansion() {
        return expansion;
    }

    /** The files, in the order in which rsync opens them; each once. */
    List<RsyncdSource> sources() {
        return sources;
    }

    SettingLog log() {
        return log;
    }

    List<Module> modules() {
        return modules;
    }

    /** The module that is in this section of lines, by any spelling that rsync takes for the same. */
    Optional<Integer> section(String moduleName) {
        return index.find(moduleName);
    }

    /** What is set outside modules at the end. */
    Defaults defaults() {
        return defaults;
    }

    /** Whether rsync goes on with the files. */
    boolean accepted() {
        return accepted;
    }

    Findings findings() {
        return findings;
    }

    static boolean isGlobal(String sectionName) {
        return RsyncdParameter.key(sectionName).equals(GLOBAL_KEY);
    }

    private void run(RsyncdFiles files) {
        push(files.main(), files.identity(), null, Collections.emptyIterator());
        while (!frames.isEmpty() && !stopped) {
            Frame frame = frames.peek();
            if (frame.next == frame.lines.size()) {
                leave(frame);
                continue;
            }
            int number = frame.next++;
            walk(frame, number, frame.reader.readName(frame.lines.start(number)));
            if (watcher != null && !frames.isEmpty()) {
                watcher.met(frame.lines, number, section);
            }
        }
    }

    private void walk(Frame frame, int number, RsyncdLine line) {
        if (frames.size() > 1 && ++includedLines > MAX_INCLUDED_LINES) {
            refuse(
                    frame,
                    line,
                    RsyncdRule.INCLUDE_TOO_MUCH,
                    "The included files are more than rsync could read in useful time.");
            stopped = true;
            return;
        }
        switch (line.kind()) {
            case HEADER -> enter(frame, number, line);
            case OPEN_HEADER -> {
                if (!stopsAtHeader()) {
                    refuse(frame, line, RsyncdRule.UNCLOSED_HEADER, "The header is not closed by \"]\" on its line.");
                }
            }
            case PARAMETER -> set(frame, number, line);
            case DIRECTIVE -> direct(frame, frame.lines.get(number));
            case BAD ->
                report(
                        frame,
                        line,
                        RsyncdRule.BADLY_FORMED_LINE,
                        "rsync ignores a line that is no header and has no \"=\".");
        }
    }

    private boolean stopsAtHeader() {
        stopped |= view == View.STARTUP;
        return stopped;
    }

    private void enter(Frame frame, int line, RsyncdLine header) {
        if (stopsAtHeader()) {
            return;
        }
        String name = header.name();
        String key = RsyncdParameter.key(name);
        if (name.isEmpty()) {
            refuse(frame, header, RsyncdRule.EMPTY_MODULE_NAME, "The module has no name.");
        } else if (key.equals(GLOBAL_KEY)) {
            section = GLOBAL;
        } else if (name.indexOf('/') >= 0) {
            refuse(frame, header, RsyncdRule.INVALID_MODULE_NAME, "The name of a module cannot have a slash.");
        } else {
            section = index.findOrAdd(key, modules.size());
            if (section == modules.size()) {
                modules.add(new Module(frame.source, line, name, defaults));
            }
        }
    }

    private void set(Frame frame, int number, RsyncdLine line) {
        if (line.name().isEmpty()) {
            refuse(frame, line, RsyncdRule.EMPTY_PARAMETER_NAME, "The line has no name before its \"=\".");
            return;
        }
        RsyncdParameter<?> parameter = RsyncdParameter.named(line.name()).orElse(null);
        if (parameter == null || section != GLOBAL && parameter.scope() == Scope.GLOBAL) {
            return;
        }
        if (section != GLOBAL) {
            Module module = modules.get(section);
            module.lastSetting = log.add(frame.source, number, parameter, module.lastSetting);
            if (parameter == RsyncdParameter.NAME) {
                rename(module, frame.lines.get(number).value());
            }
        } else if (parameter.read(frame.lines.get(number).value(), expansion).isPresent()) {
            defaults = defaults.with(parameter, log.add(frame.source, number, parameter, SettingLog.NONE));
        }
        boolean text = parameter.type() == Type.STRING || parameter.type() == Type.PATH;
        if (!text
                && !expansion.isEmpty()
                && expansion.expand(frame.lines.get(number).value()).isEmpty()) {
            refuse(
                    frame,
                    line,
                    RsyncdRule.EXPANSION_TOO_LONG,
                    "rsync gives up on a value that variables make this long.");
        }
    }

    /** A module that is renamed is no longer found under its old name: a later header of that name begins another one. */
    private void rename(Module module, String name) {
        index.remove(module.name, section);
        module.name = name;
        index.add(name, section);
    }

    private void direct(Frame frame, RsyncdLine line) {
        String name = line.name().toLowerCase(Locale.ROOT);
        boolean include = name.equals("&include");
        if (!include && !name.equals("&merge")) {
            refuse(frame, line, RsyncdRule.UNKNOWN_DIRECTIVE, "rsync knows the directives &include and &merge only.");
            return;
        }
        if (line.value().isEmpty()) {
            refuse(frame, line, RsyncdRule.EMPTY_DIRECTIVE, "The directive names no file or folder.");
            return;
        }
        IncludeReader.Found found = includes.find(line.value(), include ? Ending.CONF : Ending.INC);
        if (found instanceof IncludeReader.OneFile one) {
            follow(frame, line, include, List.of(one.file()).iterator());
        } else if (found instanceof IncludeReader.Folder folder) {
            follow(frame, line, include, folder.files().iterator());
        } else if (found instanceof IncludeReader.Unreadable unreadable) {
            refuse(
                    frame,
                    line,
                    RsyncdRule.INCLUDE_UNREADABLE,
                    "rsync cannot read " + Findings.quoted(line.value()) + ": " + unreadable.reason() + ".");
        } else {
            report(
                    frame,
                    line,
                    RsyncdRule.INCLUDE_NOT_FOLLOWED,
                    "What " + Findings.quoted(line.value())
                            + " sets is not read here, so modules and values from there are missing.");
            section = include ? GLOBAL : section;
        }
    }

    /** An include of an empty folder changes nothing: rsync does not even leave the module. */
    private void follow(Frame frame, RsyncdLine line, boolean include, Iterator<IncludedFile> files) {
        if (!files.hasNext()) {
            return;
        }
        boolean isolated = include && view == View.CONNECTION;
        if (isolated) {
            section = GLOBAL;
        }
        open(frame, line, files, isolated ? defaults : null);
    }

    private void open(Frame from, RsyncdLine line, Iterator<IncludedFile> files, @Nullable Defaults saved) {
        IncludedFile file = files.next();
        if (file.source() == null) {
            refuse(
                    from,
                    line,
                    RsyncdRule.INCLUDE_UNREADABLE,
                    "rsync cannot read " + Findings.quoted(line.value()) + ": " + file.problem() + ".");
        } else if (open.contains(file.real())) {
            refuse(
                    from,
                    line,
                    RsyncdRule.INCLUDE_CYCLE,
                    "This includes " + Findings.quoted(file.source().text().name()) + ", which leads back here.");
        } else if (frames.size() > MAX_DEPTH) {
            refuse(
                    from,
                    line,
                    RsyncdRule.INCLUDE_TOO_DEEP,
                    "Files include each other more than " + MAX_DEPTH + " deep.");
        } else {
            push(file.source(), file.real(), saved, files);
        }
    }

    private void push(RsyncdSource lines, Object identity, @Nullable Defaults saved, Iterator<IncludedFile> siblings) {
        int number = sourceNumbers.computeIfAbsent(lines, key -> {
            sources.add(lines);
            return sources.size() - 1;
        });
        open.add(identity);
        frames.push(new Frame(number, lines, identity, saved, siblings));
    }

    private void leave(Frame frame) {
        frames.pop();
        open.remove(frame.identity);
        if (frame.saved != null) {
            defaults = frame.saved;
            section = GLOBAL;
        }
        if (frame.siblings.hasNext()) {
            Frame parent = frames.element();
            open(parent, parent.lines.get(parent.next - 1), frame.siblings, frame.saved);
        }
    }

    private void refuse(Frame frame, RsyncdLine line, RsyncdRule rule, String message) {
        accepted = false;
        report(frame, line, rule, message);
    }

    private void report(Frame frame, RsyncdLine line, RsyncdRule rule, String message) {
        findings.add(frame.lines.text(), line.start(), rule.rule(), message);
    }
}
