package org.pushmirror.examples.runmirrors;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pushmirror.core.mirrorlist.ListedDelay;
import org.pushmirror.core.mirrorlist.ListedMirror;
import org.pushmirror.core.mirrorlist.MirrorList;
import org.pushmirror.core.mirrorlist.MirrorListLine;
import org.pushmirror.core.push.PushOrder;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.Severity;

/**
 * The list of mirrors as a push takes it. Names that are there twice are changed, so that every mirror of the list is
 * pushed.
 */
final class HubList {

    private final List<PushOrder.Entry> entries = new ArrayList<>();
    private final Map<String, String> written = new HashMap<>();
    private final List<String> unusable = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    private HubList() {}

    static HubList read(Path file) {
        MirrorList list = MirrorList.read(file);
        HubList hub = new HubList();
        Set<Integer> used = new HashSet<>();
        for (MirrorListLine line : list.lines()) {
            used.add(line.line());
            if (line.entry() instanceof ListedMirror mirror) {
                hub.add(mirror, line.line());
            } else {
                hub.entries.add(((ListedDelay) line.entry()).pause());
            }
        }
        for (Diagnostic diagnostic : list.diagnostics()) {
            boolean dead = diagnostic.severity() == Severity.FATAL
                    && !used.contains(diagnostic.place().line());
            if (dead) {
                hub.unusable.add("The mirror of this line is not pushed. " + diagnostic);
            } else if (diagnostic.severity() == Severity.FATAL) {
                hub.remarks.add(diagnostic.toString());
            }
        }
        return hub;
    }

    private void add(ListedMirror mirror, int line) {
        String name = mirror.name();
        for (int number = 2; written.containsKey(name); number++) {
            name = mirror.name() + "-" + number;
        }
        written.put(name, mirror.name());
        PushTarget target = mirror.target();
        if (!name.equals(mirror.name())) {
            remarks.add("The mirror " + mirror.name() + " of line " + line + " is called " + name
                    + " in the report, since there is another of its name.");
            target = renamed(target, name);
        }
        entries.add(target);
    }

    private static PushTarget renamed(PushTarget target, String name) {
        PushTarget renamed =
                PushTarget.of(target.type(), name, target.host(), target.user()).withSshOptions(target.sshOptions());
        renamed = target.givenPort().isPresent() ? renamed.withPort(target.port()) : renamed;
        renamed = target.archive().isPresent()
                ? renamed.withArchive(target.archive().get())
                : renamed;
        return target.identity().isPresent()
                ? renamed.withIdentity(target.identity().get())
                : renamed;
    }

    /** Whom to push, in order, and where to pause. */
    PushOrder order() {
        return PushOrder.of(entries);
    }

    /** The name in the list of a target, which its log is named after. */
    String nameInList(PushTarget target) {
        return written.getOrDefault(target.name(), target.name());
    }

    /** Lines whose mirror cannot be pushed. */
    List<String> unusable() {
        return List.copyOf(unusable);
    }

    List<String> remarks() {
        return List.copyOf(remarks);
    }
}
