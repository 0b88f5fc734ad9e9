package org.pushmirror.core.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class TraceFileFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void anyBytesAreReadAndKept(byte[] data) {
        TraceFile trace = TraceFile.parse(data);
        trace.diagnostics("trace");
        trace.date();
        trace.creator();
        assertThat(trace.bytes()).isEqualTo(data);
        assertThat(TraceComparison.of(trace, trace).order())
                .isIn(TraceComparison.Order.SAME, TraceComparison.Order.UNKNOWN);
    }
}
