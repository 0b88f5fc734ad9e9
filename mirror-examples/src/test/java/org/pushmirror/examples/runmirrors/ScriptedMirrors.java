package org.pushmirror.examples.runmirrors;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.Reason;
import org.pushmirror.core.sync.SyncRequest;
import org.pushmirror.ssh.TriggerConnector;
import org.pushmirror.ssh.TriggerException;
import org.pushmirror.ssh.TriggerOutput;
import org.pushmirror.ssh.TriggerResult;
import org.pushmirror.ssh.TriggerSession;

/** Mirrors that are shell scripts, reached without a network: exit 255 is ssh's own failure. */
final class ScriptedMirrors implements TriggerConnector {

    private static final int SSH_FAILED = 255;

    private final Path answers;
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final List<PushTarget> targets = new CopyOnWriteArrayList<>();

    ScriptedMirrors(Path answers) {
        this.answers = answers;
    }

    /** What was sent, in order; it grows. */
    List<String> sent() {
        return sent;
    }

    List<PushTarget> targets() {
        return targets;
    }

    @Override
    public TriggerSession open(PushTarget target, Duration within) {
        targets.add(target);
        return new Session(target.host());
    }

    /** A session that starts the script of its host. */
    private final class Session implements TriggerSession {

        private final String host;
        private volatile boolean open = true;

        Session(String host) {
            this.host = host;
        }

        @Override
        public CompletableFuture<TriggerResult> send(SyncRequest request, Duration within) {
            sent.add(host + ": " + request.command());
            return CompletableFuture.supplyAsync(() -> run(request), task -> new Thread(task).start());
        }

        private TriggerResult run(SyncRequest request) {
            Path script = answers.resolve(host);
            if (!Files.exists(script)) {
                return new TriggerResult.Exited(0, TriggerOutput.NONE);
            }
            List<String> command = new ArrayList<>(List.of(script.toString()));
            command.addAll(request.words());
            try {
                Process process =
                        new ProcessBuilder(command).redirectErrorStream(true).start();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                int status = process.waitFor();
                if (status == SSH_FAILED) {
                    throw new TriggerException(
                            Outcome.UNREACHABLE,
                            new Reason("connection-refused", "connect", host + " is made up to be unreachable."),
                            null);
                }
                return new TriggerResult.Exited(status, new TriggerOutput(output, output.length()));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                return new TriggerResult.Cancelled(TriggerOutput.NONE);
            }
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }
}
