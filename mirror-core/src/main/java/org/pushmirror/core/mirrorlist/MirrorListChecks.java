package org.pushmirror.core.mirrorlist;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pushmirror.core.mirrorlist.ListedDelay.Until;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.Severity;
import org.pushmirror.core.text.SourceText;

/** What is wrong with a list of mirrors as a whole, with Debian's runmirrors in mind. */
final class MirrorListChecks {

    private static final Duration PUSH_DELAY = Duration.ofSeconds(600);

    private final SourceText text;
    private final List<MirrorListLine> lines;
    private final List<Diagnostic> diagnostics;

    MirrorListChecks(SourceText text, List<MirrorListLine> lines, List<Diagnostic> diagnostics) {
        this.text = text;
        this.lines = lines;
        this.diagnostics = diagnostics;
    }

    void run() {
        checkNames();
        checkDelays();
        checkNul();
        boolean staged = lines.stream().anyMatch(MirrorListChecks::isStaged);
        boolean mirrors = lines.stream().anyMatch(line -> line.entry() instanceof ListedMirror);
        if (mirrors && !staged) {
            say(
                    1,
                    Severity.ADVICE,
                    "nothing-staged",
                    "No line is staged or mhop: when ftpsync passes a multi-hop push on, Debian's runmirrors waits the whole"
                            + " PUSHDELAY for nothing and mails an error.");
        }
    }

    private static boolean isStaged(MirrorListLine line) {
        return line.entry() instanceof ListedMirror mirror && mirror.type().isStaged();
    }

    private void checkNames() {
        Map<String, Integer> first = new HashMap<>();
        for (MirrorListLine line : lines) {
            if (!(line.entry() instanceof ListedMirror mirror)) {
                continue;
            }
            Integer before = first.putIfAbsent(mirror.name(), line.line());
            if (before != null) {
                say(
                        line.line(),
                        Severity.HAZARD,
                        "duplicate-name",
                        "Line " + before + " has the name " + mirror.name()
                                + " too: in Debian's runmirrors both share a log file"
                                + " and a place at the barrier, so one passes it for the other; give each a name of its own.");
            }
            String name = mirror.name();
            boolean ownLog = name.equals("runmirrors") || name.startsWith("runmirrors-");
            boolean ftpsyncLog = name.matches("(rsync-)?ftpsync(-.*)?");
            if (ownLog || ftpsyncLog) {
                say(
                        line.line(),
                        Severity.HAZARD,
                        "shared-log",
                        "The log of this mirror, " + name + ".log, is also that of "
                                + (ownLog ? "runmirrors" : "ftpsync") + " itself; give the mirror another name.");
            }
        }
    }

    private void checkDelays() {
        int firstStaged = -1;
        Duration waited = Duration.ZERO;
        for (MirrorListLine line : lines) {
            if (line.entry() instanceof ListedDelay delay && delay.until() == Until.ELAPSED && firstStaged > 0) {
                waited = waited.plus(delay.duration());
            } else if (line.entry() instanceof ListedDelay delay && delay.until() == Until.STAGE1_DONE) {
                say(
                        line.line(),
                        Severity.ADVICE,
                        "delay-ends-barrier",
                        "When the " + delay.duration().toSeconds()
                                + " seconds are over, Debian's runmirrors ends the barrier of"
                                + " all staged mirrors, whoever is still in stage 1.");
            } else if (isStaged(line)) {
                if (firstStaged > 0 && waited.compareTo(PUSH_DELAY) >= 0) {
                    say(
                            line.line(),
                            Severity.HAZARD,
                            "delay-breaks-barrier",
                            "This mirror is started " + waited.toSeconds() + " seconds after that of line "
                                    + firstStaged
                                    + ", when a PUSHDELAY of 600 seconds is over: the first gets stage 2 without it.");
                    waited = Duration.ZERO;
                }
                firstStaged = firstStaged < 0 ? line.line() : firstStaged;
            }
        }
    }

    private void checkNul() {
        for (int at = 0; at < text.length(); at++) {
            if (text.at(at) == 0) {
                diagnostics.add(
                        new Diagnostic(
                                text.place(at),
                                Severity.FATAL,
                                "nul",
                                "Debian's runmirrors contacts nobody, because grep takes a file with a NUL for binary data; remove it."));
                return;
            }
        }
    }

    private void say(int line, Severity severity, String rule, String message) {
        diagnostics.add(new Diagnostic(text.place(text.line(line).start()), severity, rule, message));
    }
}
