package org.pushmirror.examples.mirrorctl;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.journal.Journal;
import org.pushmirror.core.journal.JournalledPush;
import org.pushmirror.core.journal.OpenMetrics;
import org.pushmirror.core.journal.PushHistory;
import org.pushmirror.core.journal.StateFolder;
import org.pushmirror.core.json.HistoryJson;
import org.pushmirror.core.sshconfig.SshUser;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.text.AtomicFile;
import org.pushmirror.examples.push.TimeSpan;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mirrorctl history}: what past pushes came to, from their journals. */
@Command(
        name = "history",
        description =
                "Says what past pushes came to: for each mirror its last push and its outcome, and how long it takes"
                        + " from the push until mirrors are complete.",
        mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {

    private static final List<Duration> LIMITS =
            List.of(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1));

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description = "A journal, any number of times; by default all in the state folder of the user.")
    private List<Path> journals = List.of();

    @Option(names = "--archive", paramLabel = "NAME", description = "Only this archive.")
    private @Nullable String archive;

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "0",
            description = "Only the last N pushes of each archive.")
    private int last;

    @Option(
            names = "--within",
            paramLabel = "DURATION",
            split = ",",
            converter = TimeSpan.class,
            description = "Say how many mirrors are complete within this time; 5min,15min,1h if left out.")
    private List<Duration> limits = LIMITS;

    @ArgGroup
    private Form form = new Form();

    /** In which form. */
    static final class Form {
        @Option(names = "--json", description = "As JSON, a line for each archive.")
        private boolean json;

        @Option(names = "--openmetrics", description = "As OpenMetrics text.")
        private boolean openMetrics;

        Form() {}
    }

    HistoryCommand() {}

    @Override
    public Integer call() {
        List<PushHistory> histories = PushHistory.of(pushes());
        try (Output out = new Output()) {
            if (form.openMetrics) {
                out.bytes(OpenMetrics.write(histories).getBytes(StandardCharsets.UTF_8));
            } else if (form.json) {
                histories.forEach(history -> out.line(HistoryJson.line(history, limits)));
            } else {
                histories.forEach(
                        history -> out.bytes(HistoryText.of(history, limits).getBytes(StandardCharsets.UTF_8)));
            }
        }
        return 0;
    }

    private List<JournalledPush> pushes() {
        ArchiveName only = onlyArchive();
        List<JournalledPush> found = new ArrayList<>();
        for (Path file : files()) {
            List<JournalledPush> pushes = Journal.read(file).pushes().stream()
                    .filter(push -> only == null || push.push().archive().equals(only))
                    .toList();
            found.addAll(last > 0 ? pushes.subList(Math.max(0, pushes.size() - last), pushes.size()) : pushes);
        }
        return found;
    }

    private @Nullable ArchiveName onlyArchive() {
        try {
            return archive == null ? null : ArchiveName.of(archive);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private List<Path> files() {
        if (journals.isEmpty()) {
            return StateFolder.of(System.getenv(), SshUser.current().home()).journals();
        }
        // One that was named and is not there is an error.
        journals.forEach(AtomicFile::read);
        return journals;
    }
}
