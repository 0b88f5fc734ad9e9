package org.pushmirror.core.rsyncd;

import org.pushmirror.core.text.Findings;

/** Everything that can be said about a configuration from its own files. */
final class RsyncdLint {

    private RsyncdLint() {}

    static Findings findings(RsyncdFiles files, RsyncdEvaluation evaluation, RsyncVersion version) {
        Findings findings = new Findings();
        findings.addAll(evaluation.findings().list());
        return findings;
    }
}
