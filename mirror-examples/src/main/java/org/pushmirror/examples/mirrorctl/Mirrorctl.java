package org.pushmirror.examples.mirrorctl;

import org.pushmirror.core.text.FileException;
import org.pushmirror.examples.conform.ConformCommand;
import org.pushmirror.examples.demo.DemoCommand;
import org.pushmirror.examples.push.PushCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExitCodeGenerator;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** mirrorctl: parses its arguments and hands them to a command; says errors in one line, and never a stack trace. */
@Command(
        name = "mirrorctl",
        description = "Push mirroring: a hub, its mirrors, and the files that they are configured with.",
        subcommands = {
            DemoCommand.class,
            ShowCommand.class,
            RoundtripCommand.class,
            CheckCommand.class,
            EditCommand.Set.class,
            EditCommand.Unset.class,
            KeygenCommand.class,
            PublishCommand.class,
            ConformCommand.class,
            PushCommand.class,
            CallbackCommand.class,
            HistoryCommand.class,
            TimelineCommand.class
        },
        versionProvider = Version.class,
        mixinStandardHelpOptions = true)
public final class Mirrorctl implements Runnable {

    /** A file cannot be opened. */
    static final int CANNOT_OPEN = 66;

    /** A file cannot be written. */
    static final int CANNOT_WRITE = 74;

    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int INTERRUPTED = 130;

    @Spec
    CommandSpec spec;

    @Option(names = "--debug", description = "Show the stack trace of an error.", scope = ScopeType.INHERIT)
    boolean debug;

    /** Made by {@link #main}. */
    public Mirrorctl() {}

    /**
     * Starts a command and ends with its exit code.
     *
     * @param arguments the command and its arguments
     */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /**
     * Runs a command.
     *
     * @param arguments the command and its arguments
     * @return the exit code
     */
    public static int run(String... arguments) {
        CommandLine mirrorctl = new CommandLine(new Mirrorctl()).setExpandAtFiles(false);
        // A value may look like an option: EXCLUDE of ftpsync.conf holds options of rsync.
        mirrorctl.getSubcommands().get("set").setUnmatchedOptionsArePositionalParams(true);
        return mirrorctl
                .setParameterExceptionHandler(Mirrorctl::sayUsage)
                .setExecutionExceptionHandler(Mirrorctl::sayError)
                .execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? See: mirrorctl --help");
    }

    private static int sayUsage(ParameterException failure, String[] arguments) {
        failure.getCommandLine().getErr().println("mirrorctl: " + oneLine(failure.getMessage()));
        return USAGE;
    }

    private static int sayError(Exception failure, CommandLine commandLine, ParseResult parsed) {
        if (failure instanceof InterruptedException) {
            return INTERRUPTED;
        }
        commandLine.getErr().println("mirrorctl: " + oneLine(String.valueOf(failure.getMessage())));
        Mirrorctl root = (Mirrorctl) commandLine.getCommandSpec().root().userObject();
        if (root.debug) {
            failure.printStackTrace(commandLine.getErr());
        }
        if (failure instanceof IExitCodeGenerator status) {
            return status.getExitCode();
        }
        if (failure instanceof FileException file) {
            return file.operation() == FileException.Operation.READ ? CANNOT_OPEN : CANNOT_WRITE;
        }
        return FAILED;
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\s*\n\\s*", " ");
    }
}
