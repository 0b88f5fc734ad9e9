package org.pushmirror.examples.mirrorctl;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.journal.CallbackFile;
import org.pushmirror.core.journal.StateFolder;
import org.pushmirror.core.push.Callback;
import org.pushmirror.core.sshconfig.SshUser;
import org.pushmirror.core.sync.ArchiveName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mirrorctl callback}: the forced command of mirrors that call back, which wakes the push that waits for them. */
@Command(
        name = "callback",
        description = "The forced command for mirrors that call back when they are done: takes callback:HOST from"
                + " SSH_ORIGINAL_COMMAND, and wakes the push that waits for that mirror.",
        mixinStandardHelpOptions = true)
final class CallbackCommand implements Callable<Integer> {

    private static final Pattern WORD = Pattern.compile("callback:([A-Za-z0-9][A-Za-z0-9._:-]{0,252})");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Whose key this is: its name in the list, whatever HOST it says. Safer, with a key for each.")
    private @Nullable String name;

    @Option(names = "--archive", paramLabel = "NAME", description = "Which archive the key is for; any if left out.")
    private @Nullable String archive;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Where the call is written down; by default callbacks.jsonl in the state folder of the user.")
    private @Nullable Path file;

    @Parameters(
            arity = "0..1",
            paramLabel = "WORD",
            description = "The word itself, where SSH_ORIGINAL_COMMAND is not set.")
    private @Nullable String word;

    CallbackCommand() {}

    @Override
    public Integer call() {
        String said = System.getenv()
                .getOrDefault("SSH_ORIGINAL_COMMAND", word == null ? "" : word)
                .strip();
        Matcher callback = WORD.matcher(said);
        if (!callback.matches()) {
            throw usage("this is for mirrors that call back, with callback:HOST as their command.");
        }
        String mirror = name == null ? callback.group(1) : name;
        try {
            ArchiveName about = archive == null ? null : ArchiveName.of(archive);
            file().add(new Callback(Instant.now(), mirror, about));
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
        return 0;
    }

    private CallbackFile file() {
        Path here = file == null
                ? StateFolder.of(System.getenv(), SshUser.current().home()).callbacks()
                : file;
        return new CallbackFile(here);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
