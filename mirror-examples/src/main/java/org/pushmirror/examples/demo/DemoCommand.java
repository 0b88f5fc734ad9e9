package org.pushmirror.examples.demo;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mirrorctl demo}: parses its options and runs the {@link Demo}. */
@Command(
        name = "demo",
        description = {
            "Runs push mirroring on this machine: a hub with an rsync daemon, mirrors with an sshd each, a first push, a "
                    + "change of the archive, and a second, staged push. Everything listens on 127.0.0.1 and is ended "
                    + "afterwards."
        },
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

    private static final int MAX_MIRRORS = 200;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--mirrors",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many mirrors (1 to 200; default 5).")
    private int mirrors;

    @Option(
            names = "--archive",
            paramLabel = "DIR",
            description = "Serve a copy of this tree instead of a sample archive.")
    private @Nullable Path archive;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description =
                    "Keep the trees, the configuration files and the report in this folder, which must be new or empty.")
    private @Nullable Path keep;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the report of the last push there; - is standard output.")
    private @Nullable Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "Draw the last push there, as an HTML page.")
    private @Nullable Path html;

    @Option(
            names = "--ftpsync",
            paramLabel = "PROGRAM",
            description = "The last mirror runs this program, for example Debian's ftpsync, instead of ours.")
    private @Nullable Path ftpsync;

    /** Made by picocli. */
    public DemoCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        if (mirrors < 1 || mirrors > MAX_MIRRORS) {
            throw new ParameterException(
                    spec.commandLine(), "--mirrors " + mirrors + " is not between 1 and " + MAX_MIRRORS + ".");
        }
        boolean jsonOnly = json != null && json.toString().equals("-");
        Screen screen = new Screen(System.out, jsonOnly ? Screen.Kind.SILENT : Screen.Kind.ofStandardOutput());
        return Demo.run(new DemoSettings(mirrors, archive, keep, json, html, ftpsync), screen);
    }
}
