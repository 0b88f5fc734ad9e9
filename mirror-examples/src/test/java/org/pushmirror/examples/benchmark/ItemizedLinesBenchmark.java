package org.pushmirror.examples.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.pushmirror.rsync.RsyncChange;

/** Reading the lines by which rsync tells of changes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class ItemizedLinesBenchmark {

    private static final int LINES = 1000;

    private byte[][] lines;

    /** Made by JMH. */
    public ItemizedLinesBenchmark() {}

    /** Makes lines as those of a Debian mirror; every tenth name has escapes. */
    @Setup
    public void makeLines() {
        lines = new byte[LINES][];
        for (int i = 0; i < LINES; i++) {
            String name = "pool/main/libx/libxyz/libxyz" + i + "_1.2.3-4+deb12u1_amd64.deb";
            String line = switch (i % 10) {
                case 0 -> "@>f.st...... " + i * 1000 + " pool/\\#303\\#251t\\#303\\#251/" + name + "//";
                case 1 -> "@.d..t...... 4096 pool/main/libx/libxyz" + i + "///";
                case 2 -> "@cL+++++++++ 20 dists/stable" + i + "// -> bookworm";
                case 3 -> "@*deleting   0 " + name + "//";
                default -> "@>f+++++++++ " + i * 1000 + " " + name + "//";
            };
            lines[i] = line.getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** Reads a line, as a run does for each. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public void read(Blackhole hole) {
        for (byte[] line : lines) {
            hole.consume(RsyncChange.parse(line));
        }
    }

    /** Reads a line, and looks at all that it says. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public void readAndLook(Blackhole hole) {
        for (byte[] line : lines) {
            RsyncChange change = RsyncChange.parse(line).orElseThrow();
            hole.consume(change.name());
            hole.consume(change.attributes());
            hole.consume(change.linkTarget());
        }
    }
}
