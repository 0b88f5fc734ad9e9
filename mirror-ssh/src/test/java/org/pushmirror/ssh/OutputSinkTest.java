package org.pushmirror.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutputSinkTest {

    @Test
    void itsTailIsThatOfEverythingWrittenWhateverThePieces() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            int kept = 1024 << random.nextInt(3);
            OutputSink sink = new OutputSink(kept);
            StringBuilder all = new StringBuilder();
            for (int piece = random.nextInt(12); piece > 0; piece--) {
                String text = Integer.toString(random.nextInt()).repeat(random.nextInt(300));
                byte[] bytes = ("#" + text + "#").getBytes(StandardCharsets.US_ASCII);
                sink.write(bytes, 1, text.length());
                all.append(text);
            }

            String expected = all.substring(Math.max(0, all.length() - kept));
            assertThat(sink.output()).as("seed %d", seed).isEqualTo(new TriggerOutput(expected, all.length()));
        }
    }

    @Test
    void singleBytesAreTakenToo() {
        OutputSink sink = new OutputSink(1024);

        sink.write('o');
        sink.write('k');

        assertThat(sink.output()).isEqualTo(new TriggerOutput("ok", 2));
    }
}
