package org.pushmirror.examples.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.pushmirror.core.rsyncd.RsyncdConf;
import org.pushmirror.core.rsyncd.RsyncdModule;
import org.pushmirror.core.rsyncd.RsyncdParameter;
import org.pushmirror.core.rsyncd.TriState;
import org.pushmirror.examples.Program;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.daemon.DaemonSettings;
import org.pushmirror.rsync.daemon.RsyncDaemon;

/**
 * bin/ftpsync beside Debian's ftpsync, as whole processes in turns, from one daemon on loopback: a first sync of a tree that
 * is shaped like Debian's, one with nothing to do, and one of a hundred changed files.
 */
public final class FtpsyncBenchmark implements AutoCloseable {

    private static final int CHANGED = 100;
    private static final PrintStream OUT = System.out;

    /** One of the two. */
    private record Side(String name, Path program, Path home) {
        Path tree() {
            return home.resolve("tree");
        }
    }

    private final Path folder;
    private final int files;
    private final int pairs;
    private final List<Path> pool = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(1);
    private final RsyncDaemon daemon;
    private final Side ours;
    private final Side debians;
    private Instant time = Instant.parse("2026-11-20T10:00:00Z");
    private int serial = 2026112000;

    private FtpsyncBenchmark(Path folder, int files, int pairs) throws Exception {
        this.folder = folder;
        this.files = files;
        this.pairs = pairs;
        makeArchive();
        RsyncdConf conf = RsyncdConf.create().with(RsyncdParameter.USE_CHROOT, TriState.NO);
        if (System.getProperty("user.name").equals("root")) {
            conf = conf.with(RsyncdParameter.UID, "root").with(RsyncdParameter.GID, "root");
        }
        daemon = RsyncDaemon.start(
                Rsync.find(),
                DaemonSettings.of(
                        conf.withModule(RsyncdModule.of("debian", archive()).with(RsyncdParameter.READ_ONLY, true))));
        ours = side("ours", Program.bin().resolve("ftpsync"));
        debians = side("Debian's", Path.of("/usr/bin/ftpsync"));
    }

    /**
     * Runs it.
     *
     * @param arguments the number of files, and of pairs
     * @throws Exception if anything fails
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("benchmark").toRealPath();
        try (FtpsyncBenchmark benchmark =
                new FtpsyncBenchmark(folder, Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]))) {
            benchmark.run();
        } finally {
            delete(folder);
        }
    }

    private void run() throws Exception {
        OUT.printf(
                "%d files; load %s%n",
                files, Files.readString(Path.of("/proc/loadavg")).strip());
        compare("first sync", side -> delete(side.tree()), () -> {});
        compare("nothing to do", side -> {}, () -> {});
        compare(CHANGED + " changed files", side -> {}, this::change);
        for (Side side : List.of(ours, debians)) {
            change();
            OUT.printf("peak memory, %d changed files, %s: %s%n", CHANGED, side.name(), memory(side));
        }
        OUT.printf("load %s%n", Files.readString(Path.of("/proc/loadavg")).strip());
    }

    private interface Preparation {
        void of(Side side) throws Exception;
    }

    private interface Change {
        void run() throws Exception;
    }

    /** The first of the two changes from pair to pair. */
    private void compare(String title, Preparation preparation, Change change) throws Exception {
        List<Double> mine = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int pair = 0; pair < pairs; pair++) {
            change.run();
            double first;
            double second;
            if (pair % 2 == 0) {
                first = seconds(ours, preparation);
                second = seconds(debians, preparation);
            } else {
                second = seconds(debians, preparation);
                first = seconds(ours, preparation);
            }
            mine.add(first);
            theirs.add(second);
            ratios.add(first / second);
        }
        OUT.printf(
                "%-18s ours %.2f s, Debian's %.2f s, ratio: median of pairs %.3f, each %s%n",
                title,
                median(mine),
                median(theirs),
                median(ratios),
                ratios.stream().map(ratio -> String.format("%.3f", ratio)).toList());
    }

    private double seconds(Side side, Preparation preparation) throws Exception {
        preparation.of(side);
        long start = System.nanoTime();
        int status = start(side).waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (status != 0) {
            throw new IllegalStateException(side.program() + " ended with " + status + ".");
        }
        return seconds;
    }

    private Process start(Side side) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(side.program().toString(), "sync:all").inheritIO();
        builder.environment().put("HOME", side.home().toString());
        builder.environment().put("LOGNAME", "nobody");
        return builder.start();
    }

    /** The most that the program had in memory, and the most that it had with all that it started. */
    private String memory(Side side) throws Exception {
        Process process = start(side);
        long own = 0;
        long all = 0;
        while (process.isAlive()) {
            own = Math.max(own, resident(process.toHandle()));
            all = Math.max(
                    all,
                    resident(process.toHandle())
                            + process.descendants()
                                    .mapToLong(FtpsyncBenchmark::resident)
                                    .sum());
            Thread.sleep(5);
        }
        return own / 1024 + " MiB, with rsync " + all / 1024 + " MiB";
    }

    private static long resident(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            // it has ended
            return 0;
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private Path archive() {
        return folder.resolve("archive");
    }

    private Side side(String name, Path program) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name.replaceAll("\\W", "")));
        Path configurations = Files.createDirectories(home.resolve(".config/ftpsync"));
        Side side = new Side(name, program, home);
        Files.writeString(
                configurations.resolve("ftpsync.conf"),
                "MIRRORNAME=mirror1.example.org\nTRACEHOST=mirror1.example.org\nTO=" + side.tree()
                        + "/\nRSYNC_HOST=127.0.0.1\nRSYNC_EXTRA=--port=" + daemon.port() + "\nMAILTO=\" \"\n");
        return side;
    }

    /** Half a dozen files for each source package, sizes from a few hundred bytes to a few ten thousand; indices of three suites. */
    private void makeArchive() throws IOException {
        for (int i = 0; i < files; i++) {
            int source = i / 6;
            String name = (char) ('a' + source % 26) + "-source" + source;
            Path file = archive()
                    .resolve("pool/main/" + name.charAt(0) + "/" + name + "/" + name + "_1-" + i % 6 + "_amd64.deb");
            pool.add(file);
            write(file, 300 + (int) Math.pow(10, 1 + random.nextDouble() * 3));
        }
        publish();
    }

    private void change() throws IOException {
        time = time.plusSeconds(60);
        for (int i = 0; i < CHANGED; i++) {
            write(pool.get(random.nextInt(pool.size())), 5_000);
        }
        publish();
    }

    private void publish() throws IOException {
        serial++;
        for (String suite : List.of("stable", "testing", "unstable")) {
            for (String architecture :
                    List.of("amd64", "arm64", "i386", "armhf", "all", "ppc64el", "riscv64", "s390x")) {
                write(archive().resolve("dists/" + suite + "/main/binary-" + architecture + "/Packages.gz"), 200_000);
            }
            write(archive().resolve("dists/" + suite + "/Release"), 50_000);
            write(archive().resolve("dists/" + suite + "/InRelease"), 50_000);
        }
        Path master = archive().resolve("project/trace/master");
        Files.createDirectories(master.getParent());
        Files.writeString(master, "Fri Nov 20 10:00:00 UTC 2026\nArchive serial: " + serial + "\n");
        Files.setLastModifiedTime(master, FileTime.from(time));
    }

    private void write(Path file, int size) throws IOException {
        byte[] content = new byte[size];
        random.nextBytes(content);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        Files.setLastModifiedTime(file, FileTime.from(time));
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    @Override
    public void close() {
        daemon.close();
    }
}
