package org.pushmirror.examples.mirrorctl;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.sshkeys.OpenSshVersion;
import org.pushmirror.examples.format.Format;
import org.pushmirror.examples.format.FormatOptions;
import org.pushmirror.examples.format.FormatOptions.Secrets;
import org.pushmirror.examples.format.Formats;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that every command on files has. */
final class FormatArguments {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--as",
            paramLabel = "FORMAT",
            description = "The format; guessed from the file's name if left out.")
    private @Nullable String as;

    @Option(names = "--cwd", paramLabel = "DIR", description = "Where relative paths inside a file start.")
    private Path cwd = Path.of("");

    @Option(names = "--rsync", paramLabel = "VERSION", description = "Judge for this version of rsync.")
    private @Nullable String rsync;

    @Option(
            names = "--openssh",
            paramLabel = "VERSION",
            description = "Judge for this version of OpenSSH, or: installed.")
    private @Nullable String openssh;

    FormatArguments() {}

    FormatOptions options(Secrets secrets) {
        return new FormatOptions(cwd.toAbsolutePath(), System.getenv(), secrets, rsync, openssh());
    }

    /** The version, asked for once however many files there are. */
    private @Nullable String openssh() {
        if (openssh == null) {
            return null;
        }
        if (openssh.equals("installed")) {
            return InstalledOpenSsh.version();
        }
        try {
            return OpenSshVersion.parse(openssh).toString();
        } catch (IllegalArgumentException notAVersion) {
            throw new ParameterException(command.commandLine(), notAVersion.getMessage(), notAVersion);
        }
    }

    /** The format of a file: the one that is named, else the one that the file's name says. */
    Format format(String file) {
        String word = as;
        if (word != null) {
            return Formats.named(word)
                    .orElseThrow(() -> new ParameterException(
                            command.commandLine(), "the format " + word + " is none of " + Formats.words() + "."));
        }
        return Formats.guess(Path.of(file))
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(),
                        "the name " + file + " does not tell its format; say --as with one of " + Formats.words()
                                + "."));
    }
}
