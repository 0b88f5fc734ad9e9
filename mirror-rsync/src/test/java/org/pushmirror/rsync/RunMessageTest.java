package org.pushmirror.rsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.pushmirror.rsync.process.OutputPiece;
import org.pushmirror.rsync.process.ProcessEnd;
import org.pushmirror.rsync.process.StopReason;

/** Sentences for faults that a test cannot make: the lines are rsync's own. */
class RunMessageTest {

    @Test
    void aFullDiskIsSaid() {
        assertThat(failed(11, "rsync: [receiver] write failed on \"/srv/a\": No space left on device (28)"))
                .isEqualTo("rsync could not write /srv/debian: its disk is full: rsync: [receiver] write failed on"
                        + " \"/srv/a\": No space left on device (28).");
    }

    @Test
    void aReadOnlyFileSystemIsSaid() {
        assertThat(failed(23, "rsync: [receiver] mkstemp \"/srv/.a.1\" failed: Read-only file system (30)"))
                .startsWith("rsync could not write /srv/debian: it is read-only: ");
    }

    @Test
    void aBusyDaemonIsSaid() {
        assertThat(failed(5, "@ERROR: max connections (3) reached -- try again later"))
                .isEqualTo("rsync found hub.example.org busy: @ERROR: max connections (3) reached -- try again later.");
    }

    @Test
    void aLostConnectionIsSaid() {
        assertThat(failed(
                        12,
                        "rsync: connection unexpectedly closed (0 bytes received so far) [Receiver]",
                        "rsync error: error in rsync protocol data stream (code 12) at io.c(232) [Receiver=3.5.0]"))
                .isEqualTo(
                        "rsync lost its connection to hub.example.org: rsync: connection unexpectedly closed (0 bytes"
                                + " received so far) [Receiver].");
    }

    @Test
    void anythingElseIsTheMeaningOfTheCodeAndTheFirstLine() {
        assertThat(failed(
                        22,
                        "ERROR: out of memory in flist.c",
                        "rsync error: error allocating core memory buffers (code 22) at util2.c(1) [sender=3.5.0]"))
                .isEqualTo("rsync from rsync://hub.example.org/debian/ failed, it ran out of memory (exit 22):"
                        + " ERROR: out of memory in flist.c.");
    }

    private static String failed(int code, String... errors) {
        RunOutput output = new RunOutput(RunOutput.Hearing.of(0));
        for (String error : errors) {
            output.err(new OutputPiece(error.getBytes(StandardCharsets.UTF_8), OutputPiece.Kind.LINE, false));
        }
        Ends ends =
                new Ends(RsyncSource.daemon("hub.example.org", "debian"), RsyncSource.local(Path.of("/srv/debian")));
        return new RsyncResult(ends, new ProcessEnd(StopReason.EXITED, code, Duration.ofSeconds(1), null), output)
                .message();
    }
}
