package org.pushmirror.core.rsyncd;

import java.util.List;
import java.util.stream.Collectors;
import org.pushmirror.core.text.Findings;
import org.pushmirror.core.text.SourceText;

/** What is dangerous about a configuration as a whole, and about the release of rsync that reads it. */
final class GlobalLint {

    /** A hole that every daemon has, whatever its configuration. */
    private record Hole(String fixedIn, String names) {}

    private static final List<Hole> HOLES = List.of(
            new Hole(
                    "3.4.0",
                    "CVE-2024-12084, CVE-2024-12085, CVE-2024-12086, CVE-2024-12087, CVE-2024-12088, CVE-2024-12747"),
            new Hole("3.4.2", "CVE-2025-10158, CVE-2026-41035"),
            new Hole("3.4.3", "CVE-2026-43618"),
            new Hole(
                    "3.5.0",
                    "CVE-2026-53792, CVE-2026-53794, CVE-2026-70453, CVE-2026-70455 to CVE-2026-70459, CVE-2026-70461, CVE-2026-70464"));

    private final RsyncdEvaluation evaluation;
    private final EffectiveConf conf;
    private final RsyncVersion version;
    private final Findings findings;

    GlobalLint(RsyncdEvaluation evaluation, EffectiveConf conf, RsyncVersion version, Findings findings) {
        this.evaluation = evaluation;
        this.conf = conf;
        this.version = version;
        this.findings = findings;
    }

    void check() {
        boolean proxied = conf.get(RsyncdParameter.PROXY_PROTOCOL);
        boolean anyHosts = conf.find(RsyncdParameter.PROXY_PROTOCOL_HOSTS)
                .filter(hosts -> !hosts.isBlank())
                .isPresent();
        if (proxied && !(anyHosts && !version.before("3.5.0"))) {
            String happens = version.before("3.5.0")
                    ? "whoever connects can claim any address; upgrade rsync and set \"proxy protocol hosts\"."
                    : "rsync refuses every connection; name the proxies in \"proxy protocol hosts\".";
            add(
                    RsyncdParameter.PROXY_PROTOCOL,
                    RsyncdRule.PROXY_WITHOUT_HOSTS,
                    "Without \"proxy protocol hosts\" " + happens);
        }
        String holes = HOLES.stream()
                .filter(hole -> version.before(hole.fixedIn()))
                .map(hole -> hole.names() + " (fixed in " + hole.fixedIn() + ")")
                .collect(Collectors.joining("; "));
        if (!holes.isEmpty() && !evaluation.modules().isEmpty()) {
            SourceText main = evaluation.sources().get(0).text();
            findings.add(
                    main,
                    0,
                    RsyncdRule.VULNERABLE_RSYNC.rule(),
                    "rsync " + version + " has known holes: " + holes + "; upgrade it.");
        }
    }

    private void add(RsyncdParameter<?> parameter, RsyncdRule rule, String message) {
        int setting = evaluation.defaults().setting(parameter);
        findings.add(evaluation.log().source(setting).text(), evaluation.log().start(setting), rule.rule(), message);
    }
}
