package org.pushmirror.examples.mirrorctl;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mirrorctl roundtrip}: parses a file and writes it again, byte for byte the same. */
@Command(
        name = "roundtrip",
        description = "Parses a file and writes it to standard output, byte for byte the same.",
        mixinStandardHelpOptions = true)
final class RoundtripCommand implements Callable<Integer> {

    @Mixin
    private FormatArguments arguments;

    @Parameters(paramLabel = "FILE", description = "The file; - is standard input.")
    private String file;

    RoundtripCommand() {}

    @Override
    public Integer call() {
        byte[] bytes = arguments.format(file).roundtrip(file, InputFile.read(file));
        try (Output out = new Output()) {
            out.bytes(bytes);
        }
        return 0;
    }
}
