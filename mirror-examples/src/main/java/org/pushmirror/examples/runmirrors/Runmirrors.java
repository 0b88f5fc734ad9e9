package org.pushmirror.examples.runmirrors;

import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pushmirror.core.text.DocumentException;
import org.pushmirror.core.text.FileException;
import org.pushmirror.examples.format.LocalHost;
import org.pushmirror.examples.signals.EndOnSignal;
import org.pushmirror.ssh.SshKeyException;

/**
 * runmirrors: pushes the mirrors of a hub, with the configuration files and lists of Debian's runmirrors.
 *
 * <p>Exit codes: 0 all mirrors were reached, 1 not all, 5 there is no key, 64 usage, 78 configuration; started by ftpsync
 * ({@code -f}) 0 once every mirror was attempted.
 */
public final class Runmirrors {

    private static final int REACHED = 0;
    private static final int NOT_ALL = 1;
    private static final int NO_KEY = 5;
    private static final int USAGE = 64;
    private static final int CONFIGURATION = 78;
    private static final int INTERRUPTED = 130;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;
    private final StandIns standIns;

    Runmirrors(Map<String, String> environment, PrintStream out, PrintStream err, StandIns standIns) {
        this.environment = environment;
        this.out = out;
        this.err = err;
        this.standIns = standIns;
    }

    /**
     * Pushes, and ends with the exit code.
     *
     * @param arguments {@code NAME}, or {@code [-a NAME] [-k KIND] [-f]}
     */
    public static void main(String[] arguments) {
        EndOnSignal signal = EndOnSignal.interruptingThisThread();
        int status;
        try {
            status = new Runmirrors(System.getenv(), System.out, System.err, StandIns.NONE).run(List.of(arguments));
        } finally {
            signal.close();
        }
        System.exit(status);
    }

    int run(List<String> words) {
        Optional<Arguments> arguments = Arguments.parse(words);
        if (arguments.isEmpty()) {
            return fail(USAGE, Arguments.USAGE);
        }
        if (arguments.get().help()) {
            out.println(Arguments.USAGE);
            return REACHED;
        }
        try {
            return push(arguments.get());
        } catch (ConfigurationException | FileException | DocumentException e) {
            return fail(CONFIGURATION, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            return fail(INTERRUPTED, "interrupted; syncs that have begun on mirrors go on there.");
        }
    }

    private int push(Arguments arguments) throws InterruptedException {
        String program = System.getProperty("pushmirror.program", "runmirrors");
        Configuration configuration = Configuration.of(program, arguments, environment);
        String host = LocalHost.nodeName().replaceFirst("\\..*", "");
        HubLog log = new HubLog(configuration, configuration.programName(), host, err);
        try {
            return push(arguments, configuration, log);
        } finally {
            FailureNote.send(
                    configuration, log, "[" + configuration.programName() + "@" + host + "]", standIns.notifier());
        }
    }

    private int push(Arguments arguments, Configuration configuration, HubLog log) throws InterruptedException {
        if (!Files.isRegularFile(configuration.key())) {
            return noKey(
                    log,
                    "The key file " + configuration.key() + " is missing; set KEYFILE in " + configuration.file()
                            + ".");
        }
        HubPushRun run;
        try {
            run = HubPushRun.prepare(arguments, configuration, environment, log, standIns);
        } catch (SshKeyException e) {
            return noKey(log, String.valueOf(e.getMessage()));
        } catch (ConfigurationException | FileException e) {
            log.error(String.valueOf(e.getMessage()));
            throw e;
        }
        boolean reached = run.run();
        return reached || arguments.fromFtpsync() ? REACHED : NOT_ALL;
    }

    private int noKey(HubLog log, String message) {
        log.error(message);
        return fail(NO_KEY, message);
    }

    private int fail(int status, String message) {
        err.println("runmirrors: " + message.replace("\n", "; "));
        return status;
    }
}
