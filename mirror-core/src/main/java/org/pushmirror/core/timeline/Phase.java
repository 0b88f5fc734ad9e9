package org.pushmirror.core.timeline;

import org.pushmirror.core.push.StageReport;

/** What a stretch of a bar stands for. */
enum Phase {
    CONNECTING("connecting", "its turn and the handshake"),
    SYNC("sync", "both stages in one command"),
    STAGE1("stage 1", "packages"),
    WAITING("waiting", "at the barrier, or for another try"),
    STAGE2("stage 2", "indices, deletions"),
    REPAIR("repair", "both stages again"),
    RECEIPT("until complete", "the command has ended, the mirror has not"),
    UNPROVEN("no receipt", "the command has ended, and nothing proves that it did its work");

    private final String label;
    private final String meaning;

    Phase(String label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    String label() {
        return label;
    }

    String meaning() {
        return meaning;
    }

    /** The class in the style sheet. */
    String cssClass() {
        return "p" + ordinal();
    }

    static Phase of(StageReport.Stage stage) {
        return switch (stage) {
            case ALL -> SYNC;
            case STAGE1 -> STAGE1;
            case STAGE2 -> STAGE2;
            case REPAIR -> REPAIR;
        };
    }
}
