package org.pushmirror.core.rsyncd;

import org.pushmirror.core.text.Findings;

/** Looks at the files that a configuration names. */
final class NamedFilesLint {
    NamedFilesLint(RsyncdEvaluation evaluation, IncludedFiles includes, Findings findings) {}

    void check() {}
}
