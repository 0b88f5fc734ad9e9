package org.pushmirror.examples.benchmark;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.ini4j.Config;
import org.ini4j.Ini;
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
import org.pushmirror.core.rsyncd.EffectiveModule;
import org.pushmirror.core.rsyncd.RsyncdConf;
import org.pushmirror.core.rsyncd.RsyncdParameter;

/** Reading and changing an rsyncd.conf of many modules, and ini4j reading the same lines, which are a plain INI file, too. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class RsyncdConfBenchmark {

    /** How many modules the file has, of six lines each. */
    @Param({"10", "1000", "100000"})
    public int modules;

    private byte[] bytes;
    private RsyncdConf conf;

    /** Made by JMH. */
    public RsyncdConfBenchmark() {}

    /** Makes the file. */
    @Setup
    public void makeFile() {
        StringBuilder text = new StringBuilder("uid = nobody\ngid = nogroup\n");
        for (int i = 0; i < modules; i++) {
            text.append("\n[module")
                    .append(i)
                    .append("]\npath = /srv/mirror/module")
                    .append(i);
            text.append("\ncomment = The archive number ").append(i);
            text.append("\nread only = yes\nmax connections = 25\n");
        }
        bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        conf = RsyncdConf.parse("rsyncd.conf", bytes);
    }

    /** Reads the file and what rsync makes of it, and looks at a value of each module. */
    @Benchmark
    public int read() {
        int length = 0;
        for (EffectiveModule module :
                RsyncdConf.parse("rsyncd.conf", bytes).effective().modules()) {
            length += module.get(RsyncdParameter.PATH).length();
        }
        return length;
    }

    /** Reads the file, every byte of it, and no more. */
    @Benchmark
    public RsyncdConf readLines() {
        return RsyncdConf.parse("rsyncd.conf", bytes);
    }

    /** Lets ini4j read the same lines, and looks at a value of each section. */
    @Benchmark
    public int readWithIni4j() throws IOException {
        Config config = new Config();
        config.setGlobalSection(true);
        Ini ini = new Ini();
        ini.setConfig(config);
        ini.load(new ByteArrayInputStream(bytes));
        int length = 0;
        for (Ini.Section section : ini.values()) {
            length += section.getOrDefault("path", "").length();
        }
        return length;
    }

    /** Gives the bytes back, as writing does. */
    @Benchmark
    public byte[] write() {
        return conf.bytes();
    }

    /** Changes a value in the middle. */
    @Benchmark
    public RsyncdConf set() {
        return conf.with("module" + modules / 2, RsyncdParameter.MAX_CONNECTIONS, 60);
    }
}
