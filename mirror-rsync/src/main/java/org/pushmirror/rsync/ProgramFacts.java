package org.pushmirror.rsync;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.pushmirror.rsync.process.Launch;
import org.pushmirror.rsync.process.ProcessEnd;
import org.pushmirror.rsync.process.ProcessException;
import org.pushmirror.rsync.process.ProcessInput;
import org.pushmirror.rsync.process.ProcessLauncher;
import org.pushmirror.rsync.process.StopReason;

/** What a program says about itself, asked once and shared by all copies of its {@link Rsync}. Safe for several threads. */
final class ProgramFacts {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final int LONGEST = 64 * 1024;

    private final Path program;
    private final AtomicReference<@Nullable RsyncCapabilities> known = new AtomicReference<>();

    ProgramFacts(Path program) {
        this.program = program;
    }

    RsyncCapabilities get(Map<String, String> environment, ThreadFactory threads) throws InterruptedException {
        RsyncCapabilities found = known.get();
        if (found == null) {
            found = ask(environment, threads);
            known.set(found);
        }
        return found;
    }

    private RsyncCapabilities ask(Map<String, String> environment, ThreadFactory threads) throws InterruptedException {
        StringBuffer output = new StringBuffer();
        Launch launch = new Launch(
                List.of(program.toString(), "-VV"),
                environment,
                ProcessInput.none(),
                new Launch.Limits(DEADLINE, null, GRACE),
                threads);
        try {
            ProcessEnd end = ProcessLauncher.standard()
                    .launch(
                            launch,
                            line -> {
                                if (output.length() < LONGEST) {
                                    output.append(new String(line.bytes(), StandardCharsets.UTF_8))
                                            .append('\n');
                                }
                            },
                            line -> {})
                    .await();
            return RsyncCapabilities.parse(output.toString())
                    .filter(found -> end.reason() == StopReason.EXITED)
                    .orElseThrow(() ->
                            new RsyncException(program + " is no rsync: it did not answer -VV as rsync does.", null));
        } catch (ProcessException e) {
            throw new RsyncException(e.getMessage(), e);
        }
    }
}
