package org.pushmirror.core.rsyncd;

import java.util.Map;

/** What an evaluation reads: a file, how it finds others, and the environment. The identity tells whether a file includes itself. */
record RsyncdFiles(RsyncdSource main, Object identity, IncludeReader includes, Map<String, String> variables) {

    /** One file by itself: nothing is followed, and no variable is set. */
    static RsyncdFiles alone(RsyncdSource main) {
        return new RsyncdFiles(main, new Object(), IncludeReader.NONE, Map.of());
    }
}
