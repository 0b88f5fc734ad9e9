package org.pushmirror.core.rsyncd;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pushmirror.core.rsyncd.RsyncdEvaluation.View;
import org.pushmirror.core.rsyncd.RsyncdParameter.Type;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.Findings;
import org.pushmirror.core.text.Severity;
import org.pushmirror.core.text.SourceText;

/** Everything that can be said about a configuration from its own files. */
final class RsyncdLint {

    private static final int MAX_LISTS = 64 << 20;
    private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

    private final RsyncdFiles files;
    private final RsyncdEvaluation evaluation;
    private final RsyncVersion version;
    private final Findings findings = new Findings();

    private RsyncdLint(RsyncdFiles files, RsyncdEvaluation evaluation, RsyncVersion version) {
        this.files = files;
        this.evaluation = evaluation;
        this.version = version;
    }

    static Findings findings(RsyncdFiles files, RsyncdEvaluation evaluation, RsyncVersion version) {
        RsyncdLint lint = new RsyncdLint(files, evaluation, version);
        lint.run();
        return lint.findings;
    }

    private void run() {
        evaluation.sources().forEach(this::checkBytes);
        findings.addAll(evaluation.findings().list());
        RsyncdEvaluation.of(
                files, View.CONNECTION, new LineLint(files.main(), version, evaluation.expansion(), findings));
        checkHiddenFailure();
        checkLateDefaults();
        EffectiveConf effective = new EffectiveConf(files.main().text().name(), evaluation);
        new GlobalLint(evaluation, effective, version, findings).check();
        long left = MAX_LISTS;
        for (EffectiveModule module : effective.modules()) {
            left -= new ModuleLint(module, effective, version, findings).check(left);
        }
    }

    private void checkBytes(RsyncdSource source) {
        SourceText text = source.text();
        boolean mark = text.length() >= BYTE_ORDER_MARK.length;
        for (int i = 0; mark && i < BYTE_ORDER_MARK.length; i++) {
            mark = text.at(i) == BYTE_ORDER_MARK[i];
        }
        if (mark) {
            add(text, 0, RsyncdRule.BOM, "rsync takes the byte order mark for a part of the first line; remove it.");
        }
        if (source.liveEnd() < text.length()) {
            add(text, source.liveEnd(), RsyncdRule.NUL, "rsync reads no further than this NUL; remove it.");
        }
        int at = 0;
        int returns = 0;
        while (at < text.length() && text.at(at) != '\n') {
            returns += text.at(at++) == '\r' ? 1 : 0;
        }
        if (at == text.length() && returns > 1) {
            add(text, 0, RsyncdRule.CR_ONLY, "rsync takes the whole file for one line; end lines with LF.");
        }
    }

    private void checkHiddenFailure() {
        if (evaluation.accepted() || !RsyncdEvaluation.of(files, View.STARTUP).accepted()) {
            return;
        }
        Diagnostic first = evaluation.findings().list().stream()
                .filter(found -> found.severity() == Severity.FATAL)
                .findFirst()
                .orElseThrow();
        findings.addAll(List.of(new Diagnostic(
                first.place(),
                Severity.FATAL,
                RsyncdRule.FATAL_BEHIND_HEADER.rule().id(),
                "The listener does not look this far: it starts, and every client is cut off.")));
    }

    /** A text that is set outside modules behind one that has not set it applies to that module, too. */
    private void checkLateDefaults() {
        Set<Integer> said = new HashSet<>();
        for (RsyncdParameter<?> parameter : RsyncdParameter.all()) {
            boolean text = parameter.type() == Type.STRING || parameter.type() == Type.PATH;
            int late = evaluation.defaults().setting(parameter);
            if (!text || late == SettingLog.NONE || parameter.scope() == RsyncdParameter.Scope.GLOBAL) {
                continue;
            }
            for (RsyncdEvaluation.Module module : evaluation.modules()) {
                EffectiveModule effective = new EffectiveModule(evaluation, module);
                if (module.inherited.setting(parameter) == SettingLog.NONE
                        && effective.usesLateDefault(parameter)
                        && said.add(late)) {
                    add(
                            evaluation.log().source(late).text(),
                            evaluation.log().start(late),
                            RsyncdRule.LATE_GLOBAL_TEXT,
                            "\"" + parameter + "\" applies to the module " + Findings.quoted(effective.name())
                                    + " above, too, which does not set it; set it before the modules or in them.");
                    break;
                }
            }
        }
    }

    private void add(SourceText text, int offset, RsyncdRule rule, String message) {
        findings.add(text, offset, rule.rule(), message);
    }
}
