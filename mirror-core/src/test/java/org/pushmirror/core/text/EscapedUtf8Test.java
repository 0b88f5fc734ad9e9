package org.pushmirror.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.pushmirror.core.oracle.RandomCases;

class EscapedUtf8Test {

    @Test
    void textIsWrittenAsUtf8() {
        String text = "rsync é € \uD83D\uDE80";

        assertThat(EscapedUtf8.encode(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        assertThat(EscapedUtf8.decode(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
    }

    @Test
    void bytesThatAreNotUtf8BecomeEscapes() {
        byte[] latin1 = "Zürich".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(EscapedUtf8.decode(latin1)).isEqualTo("Z\uDCFCrich");
    }

    @Test
    void anyBytesSurviveBothWays() {
        RandomCases.check(500, random -> {
            byte[] bytes = RandomCases.bytes(
                    random, 40, "a\u00C3\u00A9\u00E2\u0082\u00AC\u00F0\u009F\u009A\u0080\u00ED\u00A0");

            assertThat(EscapedUtf8.encode(EscapedUtf8.decode(bytes))).isEqualTo(bytes);
        });
    }

    @Test
    void halfACharacterIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EscapedUtf8.encode("a\uD83D"))
                .withMessageContaining("position 1");
    }
}
