package org.pushmirror.core.push;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;

/** Whom to push, in order, and where to pause. Immutable. */
public final class PushOrder {

    /** A target or a pause. */
    public sealed interface Entry permits PushTarget, PushPause {}

    private final List<Entry> entries;

    private PushOrder(List<? extends Entry> entries) {
        this.entries = List.copyOf(entries);
        Set<String> names = new HashSet<>();
        for (PushTarget target : targets()) {
            if (!names.add(target.name())) {
                throw new IllegalArgumentException("Two targets of the push are named " + target.name()
                        + "; a name must be unique, since reports and traces go by it.");
            }
        }
    }

    /**
     * An order.
     *
     * @param entries targets and pauses, in order
     * @return the order
     * @throws IllegalArgumentException if two targets have one name
     */
    public static PushOrder of(List<? extends Entry> entries) {
        return new PushOrder(entries);
    }

    /**
     * The targets and pauses.
     *
     * @return all of them, in order
     */
    public List<Entry> entries() {
        return entries;
    }

    /**
     * The targets.
     *
     * @return the targets, in order
     */
    public List<PushTarget> targets() {
        return entries.stream()
                .filter(PushTarget.class::isInstance)
                .map(PushTarget.class::cast)
                .toList();
    }

    /**
     * This order with some of its targets, and of the pauses between two of them the longest.
     *
     * @param names whom to keep
     * @return the changed copy
     * @throws NoSuchElementException if there is no target of one of the names
     */
    public PushOrder only(Collection<String> names) {
        Set<String> missing = new LinkedHashSet<>(names);
        targets().forEach(target -> missing.remove(target.name()));
        if (!missing.isEmpty()) {
            throw new NoSuchElementException(
                    "There is no mirror named " + String.join(", ", missing) + " in the list.");
        }
        Set<String> wanted = Set.copyOf(names);
        List<Entry> kept = new ArrayList<>();
        PushPause pause = null;
        for (Entry entry : entries) {
            if (entry instanceof PushPause next) {
                boolean longer = pause == null || next.duration().compareTo(pause.duration()) > 0;
                pause = longer ? next : pause;
            } else if (wanted.contains(((PushTarget) entry).name())) {
                if (pause != null && !kept.isEmpty()) {
                    kept.add(pause);
                }
                pause = null;
                kept.add(entry);
            }
        }
        return new PushOrder(kept);
    }
}
