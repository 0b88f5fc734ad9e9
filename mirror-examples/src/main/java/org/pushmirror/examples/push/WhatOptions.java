package org.pushmirror.examples.push;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.archive.ArchiveTree;
import org.pushmirror.core.json.ReportJson;
import org.pushmirror.core.mirrorlist.MirrorList;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushKind;
import org.pushmirror.core.push.PushOrder;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.TargetReport;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.text.AtomicFile;
import org.pushmirror.core.text.EscapedUtf8;
import org.pushmirror.core.trace.ArchiveSerial;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is pushed, and to whom. */
final class WhatOptions {

    @Option(
            names = "--mirrors",
            required = true,
            paramLabel = "FILE",
            description = "The list of mirrors, as runmirrors.mirror has it.")
    private Path mirrors;

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Push only these mirrors of the list.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--archive",
            paramLabel = "NAME",
            defaultValue = "",
            description = "The archive; the default one if left out.")
    private String archive;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            defaultValue = "all",
            description =
                    "all (default): both stages; mhop: the same, and mhop mirrors push stage 1 on; stage2: the second"
                            + " stage of a push whose first another run has sent.")
    private String kind;

    @Option(
            names = "--tree",
            paramLabel = "DIR",
            description = "Our own archive: its serial is pushed, and it is checked first.")
    private @Nullable Path tree;

    @Option(names = "--serial", paramLabel = "S", description = "The serial that mirrors must show.")
    private @Nullable String serial;

    @Option(
            names = "--retry",
            paramLabel = "REPORT",
            description = "Push only the mirrors that did not end well in this JSON report.")
    private @Nullable Path retry;

    WhatOptions() {}

    /** The list of mirrors, whose dead lines are left out. */
    MirrorList list() {
        return MirrorList.read(mirrors);
    }

    @Nullable
    Path tree() {
        return tree;
    }

    /** Whether names or a report choose among the mirrors of the list. */
    boolean isChoice() {
        return retry != null || !names.isEmpty();
    }

    /**
     * The mirrors of the list that are to be pushed.
     *
     * @throws IllegalArgumentException if the options contradict each other
     * @throws java.util.NoSuchElementException if the list lacks a mirror that is named
     */
    PushOrder order(MirrorList list) {
        PushOrder order = list.order();
        if (retry == null) {
            return names.isEmpty() ? order : order.only(names);
        }
        if (!names.isEmpty()) {
            throw new IllegalArgumentException("Name mirrors or give --retry, not both.");
        }
        PushReport report = ReportJson.read(EscapedUtf8.decode(AtomicFile.read(retry)));
        Set<String> unwell = new LinkedHashSet<>();
        for (TargetReport target : report.targets()) {
            if (!target.outcome().endedWell()) {
                unwell.add(target.target().name());
            }
        }
        Set<String> listed = new LinkedHashSet<>();
        order.targets().stream().map(PushTarget::name).filter(unwell::contains).forEach(listed::add);
        return order.only(listed);
    }

    /** What is pushed, without a witness. */
    Push push() {
        if (serial != null && tree != null) {
            throw new IllegalArgumentException("Give --tree or --serial, not both.");
        }
        Push push = Push.of(ArchiveName.of(archive)).kind(PushKind.of(kind));
        if (tree != null) {
            return push.tree(ArchiveTree.at(tree));
        }
        return serial == null ? push : push.serial(new ArchiveSerial(serial));
    }
}
