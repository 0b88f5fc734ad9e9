package org.pushmirror.examples.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.pushmirror.core.secrets.Password;
import org.pushmirror.core.secrets.SecretsFile;

/** Reading and changing a secrets file of many entries. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class SecretsFileBenchmark {

    /** How many entries the file has. */
    @Param({"1000", "100000"})
    public int entries;

    private byte[] bytes;
    private SecretsFile secrets;
    private Password password;

    /** Made by JMH. */
    public SecretsFileBenchmark() {}

    /** Makes the file. */
    @Setup
    public void makeFile() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < entries; i++) {
            text.append("site")
                    .append(i)
                    .append(".example.com:password of ")
                    .append(i)
                    .append('\n');
        }
        bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        secrets = SecretsFile.parse("secrets", bytes);
        password = Password.random();
    }

    /** Reads the file. */
    @Benchmark
    public SecretsFile read() {
        return SecretsFile.parse("secrets", bytes);
    }

    /** Changes a password in the middle. */
    @Benchmark
    public SecretsFile set() {
        return secrets.with("site" + entries / 2 + ".example.com", password);
    }
}
