package org.pushmirror.core.journal;

import java.util.List;
import org.pushmirror.core.push.JournalEntry;
import org.pushmirror.core.push.StageReport;
import org.pushmirror.core.push.TargetReport;

/** Leaves out of a journal what would make it grow with every word that a mirror says. */
final class ShortOutput {

    /** How much of the output of a trigger is kept, in characters. */
    private static final int LONGEST = 1000;

    private ShortOutput() {}

    static JournalEntry of(JournalEntry entry) {
        if (entry instanceof JournalEntry.Answered answered) {
            return new JournalEntry.Answered(
                    answered.at(), answered.target(), answered.outcome(), shorter(answered.stage()));
        }
        if (entry instanceof JournalEntry.Ended ended) {
            TargetReport report = ended.report();
            List<StageReport> stages =
                    report.stages().stream().map(ShortOutput::shorter).toList();
            return new JournalEntry.Ended(
                    ended.at(),
                    TargetReport.of(
                            report.target(),
                            report.outcome(),
                            report.reason().orElse(null),
                            stages,
                            report.receipt().orElse(null)));
        }
        return entry;
    }

    private static StageReport shorter(StageReport stage) {
        String output = stage.output();
        return output.length() <= LONGEST ? stage : stage.withOutput(output.substring(output.length() - LONGEST));
    }
}
