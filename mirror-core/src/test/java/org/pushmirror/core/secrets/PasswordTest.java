package org.pushmirror.core.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordTest {

    @Test
    void itDoesNotShowItself() {
        assertThat(Password.of("wonderland")).hasToString("***");
    }

    @Test
    void itRevealsItselfWhenAsked() {
        assertThat(Password.of("wönder".toCharArray()).reveal()).isEqualTo("wönder");
        assertThat(Password.of("ö").bytes()).containsExactly(0xC3, 0xB6);
    }

    @Test
    void passwordsOfTheSameBytesAreEqual() {
        assertThat(Password.of("a")).isEqualTo(Password.of("a".toCharArray())).hasSameHashCodeAs(Password.of("b"));
        assertThat(Password.of("a")).isNotEqualTo(Password.of("b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret\nbob:x", "secret\rx", "secret\0x"})
    void whatWouldBreakTheFileIsRefusedWithoutShowingIt(String password) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Password.of(password))
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("secret"));
    }

    @Test
    void whatRsyncWouldCutOffIsRefused() {
        assertThat(Password.of("x".repeat(Password.MAX_BYTES)).bytes()).hasSize(Password.MAX_BYTES);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Password.of("ö".repeat(Password.MAX_BYTES / 2 + 1)))
                .withMessageContaining("511");
    }

    @Test
    void randomPasswordsDifferAndNeedNoQuoting() {
        assertThat(IntStream.range(0, 50).mapToObj(i -> Password.random().reveal()))
                .doesNotHaveDuplicates()
                .allMatch(password -> password.matches("[A-Za-z0-9]{32}"));
    }

    @Test
    void aClosedPasswordIsGone() {
        Password password = Password.of("wonderland");
        password.close();

        assertThatIllegalStateException().isThrownBy(password::bytes);
        assertThatIllegalStateException().isThrownBy(password::reveal);
        assertThat(password).isNotEqualTo(Password.of("wonderland"));
    }
}
