package org.pushmirror.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.pushmirror.core.oracle.RandomCases;

class SourceTextTest {

    @Test
    void aLastLineWithoutLineFeedCounts() {
        SourceText text = SourceText.of("f", "one\ntwo");

        assertThat(text.lineCount()).isEqualTo(2);
        assertThat(text.text(text.line(1))).isEqualTo("one\n");
        assertThat(text.text(text.lineContent(2))).isEqualTo("two");
    }

    @Test
    void columnsCountBytesFromOne() {
        SourceText text = SourceText.of("f", "x\né = 1\n");

        assertThat(text.place(5)).hasToString("f:2:4");
    }

    @Test
    void theEndOfAnEmptyTextHasAPlace() {
        assertThat(SourceText.of("f", "").place(0)).hasToString("f:1:1");
    }

    @Test
    void aSpliceKeepsAllOtherBytes() {
        SourceText text = SourceText.of("f", new byte[] {0, (byte) 0xFF, 'a', '\r', '\n'});

        assertThat(text.splice(new Span(2, 3), "bc").bytes()).containsExactly(0, 0xFF, 'b', 'c', '\r', '\n');
    }

    @Test
    void anAppendedLineEndsTheOneBeforeItAndFollowsItsLineEnd() {
        byte[] line = "two".getBytes(StandardCharsets.US_ASCII);

        assertThat(SourceText.of("f", "").appendLine(line).bytes()).asString().isEqualTo("two\n");
        assertThat(SourceText.of("f", "one").appendLine(line).bytes())
                .asString()
                .isEqualTo("one\ntwo\n");
        assertThat(SourceText.of("f", "a\r\nb").appendLine(line).bytes())
                .asString()
                .isEqualTo("a\r\nb\r\ntwo\r\n");
    }

    @Test
    void theLinesOfAnyBytesMakeUpTheText() {
        RandomCases.check(300, random -> {
            byte[] bytes = RandomCases.bytes(random, 60, "\n\na\r");
            SourceText text = SourceText.of("f", bytes);
            SourceText copy = SourceText.of("f", "");
            for (int line = 1; line <= text.lineCount(); line++) {
                Span span = text.line(line);
                assertThat(text.lineAt(span.start())).isEqualTo(line);
                copy = copy.splice(new Span(copy.length(), copy.length()), text.bytes(span));
            }

            assertThat(copy.bytes()).isEqualTo(bytes);
        });
    }

    @Test
    void itsDescriptionDoesNotShowItsContent() {
        assertThat(SourceText.of("secrets", "alice:wonderland")).hasToString("secrets (16 bytes)");
    }
}
