package org.pushmirror.rsync.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteStreamHandler;
import org.apache.commons.exec.ProcessDestroyer;
import org.jspecify.annotations.Nullable;

/** The one place that knows Commons Exec. It spawns and waits; argv, streams, limits and the stop are our own. */
final class CommonsExecLauncher implements ProcessLauncher {

    @Override
    public ProcessRun launch(Launch launch, OutputConsumer out, OutputConsumer err) {
        ProcessRun run = new ProcessRun(launch, out, err);
        if (!Files.isExecutable(Path.of(launch.command().get(0)))) {
            launch.input().wipe();
            throw run.missing();
        }
        // a platform thread of our own that lives as long as the run: its death is what ends the program
        Thread worker = new Thread(() -> execute(launch, run), "rsync-worker");
        worker.setDaemon(true);
        worker.start();
        run.awaitStarted();
        return run;
    }

    private static void execute(Launch launch, ProcessRun run) {
        Streams streams = new Streams(run);
        DefaultExecutor executor =
                DefaultExecutor.builder().setExecuteStreamHandler(streams).get();
        executor.setExitValues(null);
        executor.setProcessDestroyer(streams);
        try {
            run.ended(
                    executor.execute(new ExactCommandLine(DeathSignal.before(launch.command())), launch.environment()));
        } catch (IOException | RuntimeException | Error e) {
            run.failed(e);
        }
    }

    /** Collects the streams and, as destroyer, the process itself, and hands all of it to the run. */
    private static final class Streams implements ExecuteStreamHandler, ProcessDestroyer {

        private final ProcessRun run;
        private @Nullable OutputStream stdin;
        private @Nullable InputStream stdout;
        private @Nullable InputStream stderr;

        Streams(ProcessRun run) {
            this.run = run;
        }

        @Override
        public void setProcessInputStream(OutputStream stream) {
            stdin = stream;
        }

        @Override
        public void setProcessOutputStream(InputStream stream) {
            stdout = stream;
        }

        @Override
        public void setProcessErrorStream(InputStream stream) {
            stderr = stream;
        }

        @Override
        public void start() {
            // the pumps need the process, which comes with add
        }

        @Override
        public boolean add(Process process) {
            try {
                run.started(
                        process,
                        Objects.requireNonNull(stdin),
                        Objects.requireNonNull(stdout),
                        Objects.requireNonNull(stderr));
                return true;
            } catch (RuntimeException | Error e) {
                process.toHandle().destroyForcibly();
                throw e;
            }
        }

        @Override
        public void stop() {
            run.awaitPumps();
        }

        @Override
        public boolean remove(Process process) {
            return true;
        }

        @Override
        public int size() {
            return 1;
        }
    }
}
