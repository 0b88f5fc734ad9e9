package org.pushmirror.rsync;

import java.util.List;

/** When files that the source does not have are deleted from the target. */
public enum Delete {
    /** Never. */
    NEVER(List.of()),
    /** Before the transfer. */
    BEFORE(List.of("--delete-before")),
    /** During the transfer, folder by folder. */
    DURING(List.of("--delete-during")),
    /** Found during the transfer, deleted after it: what a mirror wants. */
    DELAY(List.of("--delete-delay")),
    /** Found and deleted after the transfer. */
    AFTER(List.of("--delete-after"));

    private final List<String> arguments;

    Delete(List<String> arguments) {
        this.arguments = arguments;
    }

    List<String> arguments() {
        return arguments;
    }
}
