package org.pushmirror.ssh.push;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.Reason;
import org.pushmirror.core.push.StageReport;
import org.pushmirror.core.push.StageReport.Stage;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.ssh.TriggerOutput;
import org.pushmirror.ssh.TriggerResult;

class StageEndTest {

    private static StageEnd judge(TriggerResult result) {
        return StageEnd.of(result, FakeMirrors.target(TargetType.ALL, "a"), StageReport.of(Stage.ALL));
    }

    private static StageEnd judge(int status, String output) {
        return judge(new TriggerResult.Exited(status, new TriggerOutput(output, output.length())));
    }

    @Test
    void statusZeroIsTriggeredWhateverWasPrinted() {
        StageEnd end = judge(0, "Unable to start rsync, lock file still exists, PID 1\n");

        assertThat(end.outcome()).isEqualTo(Outcome.TRIGGERED);
        assertThat(end.reason()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Unable to start rsync, lock file still exists, PID 4711",
                "Unable to start rsync, lock file younger than one hour"
            })
    void statusOneWithTheLockSentenceIsQueued(String sentence) {
        assertThat(judge(1, "hello\n" + sentence + "\n").outcome()).isEqualTo(Outcome.QUEUED);
        assertThat(judge(3, sentence).outcome()).isEqualTo(Outcome.FAILED);
    }

    @ParameterizedTest
    @CsvSource({
        "1, look into its log",
        "3, stage 1 failed",
        "4, stage 2 failed",
        "64, did not understand",
        "78, no configuration for this archive",
        "126, cannot be run",
        "127, was not found",
        "255, look into its log"
    })
    void everyOtherStatusIsFailedWithWhatItMeans(int status, String meaning) {
        StageEnd end = judge(status, "");

        assertThat(end.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(end.reason()).isNotNull().satisfies(reason -> {
            assertThat(reason.code()).isEqualTo("exit-status");
            assertThat(reason.phase()).isEqualTo("output");
            assertThat(reason.message())
                    .contains("a (a.example.com:22)", "exit status " + status, meaning)
                    .endsWith(".");
        });
        assertThat(end.report().exitStatus()).hasValue(status);
    }

    @Test
    void theLastWordsAreQuotedWithoutWhatCouldDriveATerminal() {
        StageEnd end = judge(3, "first\nrsync error: \u001b[31mred\u0007\n\n");

        assertThat(end.reason()).extracting(Reason::message).asString().contains("\"rsync error: ?[31mred?\"");
    }

    @Test
    void aSignalIsFailedAndNamed() {
        StageEnd end = judge(new TriggerResult.Signalled("KILL", TriggerOutput.NONE));

        assertThat(end.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(end.report().signal()).contains("KILL");
        assertThat(end.reason()).extracting(Reason::message).asString().contains("signal KILL");
    }

    @Test
    void whatCannotBeKnownIsNotCalledFailed() {
        assertThat(judge(new TriggerResult.Lost("it broke", TriggerOutput.NONE)).outcome())
                .isEqualTo(Outcome.UNKNOWN);
        assertThat(judge(new TriggerResult.TimedOut("exec", TriggerOutput.NONE)).reason())
                .extracting(Reason::phase)
                .isEqualTo("exec");
        assertThat(judge(new TriggerResult.Cancelled(TriggerOutput.NONE)).outcome())
                .isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void theOutputIsKeptInTheReport() {
        assertThat(judge(3, "one\ntwo\n").report().output()).isEqualTo("one\ntwo\n");
    }
}
