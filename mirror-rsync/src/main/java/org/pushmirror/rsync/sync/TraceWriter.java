package org.pushmirror.rsync.sync;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.pushmirror.core.text.AtomicFile;
import org.pushmirror.core.trace.ArchiveSerial;
import org.pushmirror.core.trace.Hierarchy;
import org.pushmirror.core.trace.TraceFile;
import org.pushmirror.rsync.DaemonPlace;
import org.pushmirror.rsync.RsyncStats;

/** Writes the trace of a sync, and the two lists beside it, with the fields of ftpsync in its order. */
final class TraceWriter {

    /** Old checkers demand a version of ftpsync in its own field: the one whose files these are. */
    private static final String COMPATIBLE_WITH = "20180513+nmu1";

    private static final String STAGE1_TIME = "Total time spent in stage1 rsync";
    private static final Pattern PACKAGES = Pattern.compile("(?:.*/)?binary-([^/]+)/Packages\\..*");
    private static final Pattern SOURCES = Pattern.compile("(?:.*/)?(source)/Sources\\..*");

    private final MirrorSyncSettings settings;
    private final TreeFiles files;
    private final Instant started;
    private final List<StageRun> runs;

    TraceWriter(MirrorSyncSettings settings, TreeFiles files, Instant started, List<StageRun> runs) {
        this.settings = settings;
        this.files = files;
        this.started = started;
        this.runs = List.copyOf(runs);
    }

    /** Writes the trace to a file in the trace folder, then the lists. */
    TraceFile write(Path file, Instant ended) throws IOException {
        TraceFile trace = trace(ended);
        AtomicFile.replace(file, trace.bytes());
        writeHierarchy(file.getFileName().toString());
        AtomicFile.replace(files.traceFolder().resolve("_traces"), traceNames());
        return trace;
    }

    private TraceFile trace(Instant ended) throws IOException {
        String version = version();
        TraceFile trace = TraceFile.written(ended).with(TraceFile.DATE_STARTED, started);
        Path master = files.traceFolder().resolve("master");
        if (Files.exists(master)) {
            String serial = TraceFile.parse(AtomicFile.read(master))
                    .serial()
                    .map(ArchiveSerial::value)
                    .orElse("unknown");
            trace = trace.with(TraceFile.ARCHIVE_SERIAL, serial);
        }
        trace = trace.with("Used ftpsync version", COMPATIBLE_WITH)
                .with(TraceFile.CREATOR, "pushmirror " + version)
                .with(TraceFile.RUNNING_ON_HOST, settings.host());
        trace = withInfo(trace);
        String architectures = String.join(" ", architectures());
        if (!architectures.isEmpty()) {
            trace = trace.with("Architectures", architectures + " ");
        }
        return withNumbers(trace.with(
                        "Architectures-Configuration",
                        settings.selection().architectures().toString())
                .with(TraceFile.UPSTREAM_MIRROR, upstream())
                .with("Rsync-Transport", settings.transfer().transport().word()));
    }

    private TraceFile withInfo(TraceFile trace) {
        MirrorInfo info = settings.info();
        TraceFile longer = withUnlessEmpty(trace, "Maintainer", info.maintainer());
        longer = withUnlessEmpty(longer, "Sponsor", info.sponsor());
        longer = withUnlessEmpty(longer, "Country", info.country());
        longer = withUnlessEmpty(longer, "Location", info.location());
        longer = withUnlessEmpty(longer, "Throughput", info.throughput());
        return withUnlessEmpty(longer, TraceFile.TRIGGER, settings.trigger());
    }

    private static TraceFile withUnlessEmpty(TraceFile trace, String field, String value) {
        return value.isEmpty() ? trace : trace.with(field, value);
    }

    private TraceFile withNumbers(TraceFile trace) throws IOException {
        long received = runs.stream()
                .flatMap(run -> run.result().stats().stream())
                .mapToLong(RsyncStats::received)
                .sum();
        long stage1 = stage1Seconds();
        long stage2 = seconds(SyncStage.STAGE2);
        long total = stage1 + stage2;
        TraceFile longer = received > 0 ? trace.with(TraceFile.BYTES_RECEIVED, Long.toString(received)) : trace;
        longer = longer.with(STAGE1_TIME, Long.toString(stage1))
                .with("Total time spent in stage2 rsync", Long.toString(stage2))
                .with("Total time spent in rsync", Long.toString(total));
        return total > 0 ? longer.with("Average rate", received / total + " B/s") : longer;
    }

    /** Of a run that did stage 2 only, stage 1 is that of the run before, which left a trace of its own. */
    private long stage1Seconds() {
        boolean ran = runs.stream().anyMatch(run -> run.stage() == SyncStage.STAGE1);
        if (ran || !Files.exists(files.stage1Trace())) {
            return seconds(SyncStage.STAGE1);
        }
        String before = TraceFile.parse(AtomicFile.read(files.stage1Trace()))
                .field(STAGE1_TIME)
                .orElse("0");
        return before.matches("[0-9]{1,9}") ? Long.parseLong(before) : 0;
    }

    private long seconds(SyncStage stage) {
        return runs.stream()
                .filter(run -> run.stage() == stage)
                .map(run -> run.result().duration())
                .reduce(Duration.ZERO, Duration::plus)
                .toSeconds();
    }

    private String upstream() {
        return settings.source() instanceof DaemonPlace daemon ? daemon.host() : "unknown";
    }

    private TreeSet<String> architectures() throws IOException {
        TreeSet<String> found = new TreeSet<>();
        Path dists = files.root().resolve("dists");
        if (!Files.isDirectory(dists)) {
            return found;
        }
        try (Stream<Path> paths = Files.walk(dists)) {
            paths.map(Path::toString).forEach(path -> {
                for (Pattern pattern : List.of(PACKAGES, SOURCES)) {
                    Matcher matcher = pattern.matcher(path);
                    if (matcher.matches()) {
                        found.add(matcher.group(1));
                    }
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return found;
    }

    /** Our line after those of upstream, which come with its copy of its own list. */
    private void writeHierarchy(String traceName) throws IOException {
        Path fromUpstream = files.traceFolder().resolve("_hierarchy.mirror");
        List<Hierarchy.Hop> hops = new ArrayList<>();
        if (Files.exists(fromUpstream)) {
            hops.addAll(Hierarchy.parse(AtomicFile.read(fromUpstream)).hops());
            hops.removeIf(hop -> hop.mirror().equals(settings.mirror()));
        }
        byte[] content = new Hierarchy(hops)
                .with(new Hierarchy.Hop(traceName, settings.mirror(), settings.host(), upstream()))
                .bytes();
        AtomicFile.replace(files.traceFolder().resolve("_hierarchy"), content);
        AtomicFile.replace(fromUpstream, content);
    }

    /** The traces in this tree, the oldest first; names that start with an underscore are lists. */
    private byte[] traceNames() throws IOException {
        Path folder = files.traceFolder();
        Map<Path, FileTime> times = new TreeMap<>(Comparator.reverseOrder());
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                Path relative = folder.relativize(path);
                boolean list = path.getFileName().toString().startsWith("_");
                if (!list && !relative.toString().startsWith(".")) {
                    times.put(relative, Files.getLastModifiedTime(path));
                }
            }
        }
        StringBuilder text = new StringBuilder();
        times.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(entry -> text.append(entry.getKey()).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String version() throws IOException {
        try (InputStream in = TraceWriter.class.getResourceAsStream("version.txt")) {
            return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
