package org.pushmirror.examples.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.RsyncCommand;
import org.pushmirror.rsync.RsyncOption;
import org.pushmirror.rsync.RsyncOptions;
import org.pushmirror.rsync.RsyncResult;
import org.pushmirror.rsync.RsyncSource;

/**
 * The driver beside bare rsync and beside a plain process whose lines are read, each with the same arguments, in turns: a
 * tree with nothing to do, a tree to move, and a program that prints ten million lines.
 */
public final class DriverBenchmark {

    private static final int TURNS = 5;
    private static final PrintStream OUT = System.out;

    private DriverBenchmark() {}

    /**
     * Runs it.
     *
     * @param arguments a folder to work in, the number of files with nothing to do, the megabytes to move, and the
     *     millions of lines
     * @throws Exception if anything fails
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        nothingToDo(folder, Integer.parseInt(arguments[1]));
        toMove(folder, Integer.parseInt(arguments[2]));
        manyLines(folder, Integer.parseInt(arguments[3]));
    }

    private static void nothingToDo(Path folder, int files) throws Exception {
        Path source = folder.resolve("many");
        for (int i = 0; i < files; i++) {
            Path file = source.resolve("pool/" + i / 1000 + "/" + i / 100 + "/file" + i + ".deb");
            Files.createDirectories(file.getParent());
            Files.writeString(file, "content " + i);
        }
        RsyncCommand command = command(source, folder.resolve("many-copy"));
        command.run().requireSuccess();
        compare(files + " files, nothing to do, every file itemized", command, () -> {});
        delete(source);
        delete(folder.resolve("many-copy"));
    }

    private static void toMove(Path folder, int megabytes) throws Exception {
        Path source = Files.createDirectories(folder.resolve("large"));
        byte[] content = new byte[1024 * 1024];
        Random random = new Random(1);
        for (int i = 0; i < megabytes; i += 8) {
            try (OutputStream out = Files.newOutputStream(source.resolve("file" + i))) {
                for (int j = 0; j < Math.min(8, megabytes - i); j++) {
                    random.nextBytes(content);
                    out.write(content);
                }
            }
        }
        Path target = folder.resolve("large-copy");
        compare(megabytes + " MB to move", command(source, target), () -> delete(target));
        delete(source);
        delete(target);
    }

    private static RsyncCommand command(Path source, Path target) {
        return Rsync.find()
                .pull(RsyncSource.local(source))
                .into(target)
                .options(
                        RsyncOptions.archive().with(RsyncOption.ITEMIZE_CHANGES).with(RsyncOption.ITEMIZE_CHANGES));
    }

    /** Something to be timed. */
    private interface Run {
        void run() throws Exception;
    }

    private static void compare(String title, RsyncCommand command, Run before) throws Exception {
        List<Double> bare = new ArrayList<>();
        List<Double> driver = new ArrayList<>();
        List<Double> plain = new ArrayList<>();
        for (int i = 0; i <= TURNS; i++) {
            before.run();
            double first = seconds(() -> bare(command));
            before.run();
            double second = seconds(() -> command.run().requireSuccess());
            before.run();
            double third = seconds(() -> plain(command));
            if (i > 0) {
                // the first turn warms up
                bare.add(first);
                driver.add(second);
                plain.add(third);
            }
        }
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < TURNS; i++) {
            ratios.add(driver.get(i) / bare.get(i));
        }
        OUT.printf(
                "%s: bare %.3f s, driver %.3f s, plain process %.3f s; driver/bare: median of pairs %.3f%n",
                title, median(bare), median(driver), median(plain), median(ratios));
    }

    private static double seconds(Run run) throws Exception {
        long start = System.nanoTime();
        run.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static ProcessBuilder process(RsyncCommand command) {
        // as the driver starts it: on a busy Linux a session of its own gets another share of the processors
        List<String> words = new ArrayList<>(List.of("/usr/bin/setsid"));
        words.addAll(command.command());
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().clear();
        builder.environment().putAll(Rsync.find().environment());
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    private static void bare(RsyncCommand command) throws IOException, InterruptedException {
        Process process =
                process(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        requireSuccess(process.waitFor());
    }

    private static void plain(RsyncCommand command) throws IOException, InterruptedException {
        Process process = process(command).start();
        long lines = 0;
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            while (reader.readLine() != null) {
                lines++;
            }
        }
        requireSuccess(process.waitFor());
        if (lines == 0) {
            throw new IllegalStateException("rsync printed nothing.");
        }
    }

    private static void requireSuccess(int exit) {
        if (exit != 0) {
            throw new IllegalStateException("rsync ended with " + exit + ".");
        }
    }

    private static void manyLines(Path folder, int millions) throws Exception {
        Path program = folder.resolve("printing-rsync");
        Files.writeString(
                program,
                "#!/bin/sh\nyes '@>f+++++++++ 123456 pool/main/libx/libxyz/libxyz_1.2.3-4_amd64.deb//' | head -n "
                        + millions + "000000\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        long start = System.nanoTime();
        RsyncResult result = Rsync.at(program)
                .pull(RsyncSource.local(folder))
                .into(folder.resolve("none"))
                .run()
                .requireSuccess();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        OUT.printf(
                "%,d lines in %.1f s, %,d of them kept; heap at most %d MB, in use afterwards %d MB%n",
                result.changeCount(),
                seconds,
                result.changes().size(),
                runtime.maxMemory() >> 20,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
