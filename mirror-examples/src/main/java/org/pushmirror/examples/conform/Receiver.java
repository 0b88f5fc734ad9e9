package org.pushmirror.examples.conform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.pushmirror.core.shell.ShellFile;
import org.pushmirror.examples.demo.ProcessTree;

/**
 * The program under test with a home, a configuration and a tree of its own. It is started as sshd starts a forced
 * command: the words are in {@code SSH_ORIGINAL_COMMAND}. Its settings stand in {@code ~/.config/ftpsync/ftpsync.conf},
 * and, for receivers that read no such file, in its environment under the same names.
 */
final class Receiver implements AutoCloseable {

    /** The name of the mirror. */
    static final String MIRROR = "mirror1.example.org";

    /** The real name of its host. */
    static final String HOST = "real1.example.net";

    private static final long POLL_MILLIS = 20;
    private static final int QUIET_POLLS = 3;
    private static final int MAX_SWEEPS = 5;

    private final List<String> command;
    private final Path home;
    private final Valve valve;
    private int started;

    /**
     * A receiver that is not started.
     *
     * @param command the program, an absolute path, and arguments for it
     * @param home a folder for its home, its tree and its logs
     * @param valve where its upstream is
     */
    Receiver(List<String> command, Path home, Valve valve) {
        this.command = List.copyOf(command);
        this.home = home;
        this.valve = valve;
    }

    Path home() {
        return home;
    }

    Path tree() {
        return home.resolve("tree");
    }

    Path trace() {
        return tree().resolve("project/trace").resolve(MIRROR);
    }

    /** Its settings, for a tree. */
    Map<String, String> settings(Path target) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("MIRRORNAME", MIRROR);
        settings.put("TRACEHOST", HOST);
        settings.put("TO", target + "/");
        settings.put("RSYNC_HOST", "127.0.0.1");
        settings.put("RSYNC_PATH", Upstream.MODULE);
        settings.put("RSYNC_EXTRA", "--port=" + valve.port());
        settings.put("UIPSLEEP", "1");
        settings.put("UIPRETRIES", "1");
        // a blank is nobody: an empty text would be the user who runs this
        settings.put("MAILTO", " ");
        settings.put("HUB", "false");
        return settings;
    }

    /** The folders in which it looks for configurations, and the names that those of the default archive have. */
    void configure(Path file, Path target) throws IOException {
        ShellFile conf = ShellFile.create();
        for (Map.Entry<String, String> setting : settings(target).entrySet()) {
            conf = conf.with(setting.getKey(), setting.getValue());
        }
        Files.createDirectories(file.getParent());
        Files.write(file, conf.bytes());
    }

    void configure() throws IOException {
        for (String name : names()) {
            configure(configurations().resolve(name + ".conf"), tree());
        }
        Files.createDirectories(tree());
    }

    /** What the names of its configurations may begin with. */
    List<String> names() {
        return List.of("ftpsync", Path.of(command.get(0)).getFileName().toString());
    }

    Path configurations() {
        return home.resolve(".config/ftpsync");
    }

    /** Starts it with the words that came over ssh. */
    Trigger trigger(String words) throws IOException {
        started++;
        Path output = home.resolve("trigger" + started + ".out");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                .directory(home.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        String path = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        environment.clear();
        environment.putAll(settings(tree()));
        environment.put("PATH", path);
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("HOME", home.toString());
        environment.put("LOGNAME", System.getProperty("user.name"));
        environment.put("USER", System.getProperty("user.name"));
        environment.put("SSH_ORIGINAL_COMMAND", words);
        environment.put("SSH_CONNECTION", "192.0.2.1 40000 192.0.2.2 22");
        return new Trigger(builder.start(), output);
    }

    /** Waits until nothing that it has started runs any more, in the background included; false if it still does. */
    boolean settle(Duration within) throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        for (int quiet = 0; quiet < QUIET_POLLS; ) {
            boolean busy = !isIdle();
            quiet = busy ? 0 : quiet + 1;
            if (busy && System.nanoTime() - end > 0) {
                return false;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return true;
    }

    /** Whether nothing that it has started runs at this moment. */
    boolean isIdle() {
        return !valve.isBusy() && ProcessTree.withHome(home).isEmpty();
    }

    /**
     * One start of it.
     *
     * @param process the program
     * @param output a file with what it prints
     */
    record Trigger(Process process, Path output) {

        /** Its exit code; empty if it has not ended within this time. */
        OptionalInt await(Duration within) throws InterruptedException {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)
                    ? OptionalInt.of(process.exitValue())
                    : OptionalInt.empty();
        }
    }

    /** Ends everything that it started. */
    @Override
    public void close() {
        for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
            ProcessTree running = ProcessTree.withHome(home);
            if (running.isEmpty()) {
                return;
            }
            running.end();
        }
    }
}
