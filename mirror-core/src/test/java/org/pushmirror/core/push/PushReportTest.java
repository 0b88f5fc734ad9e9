package org.pushmirror.core.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushReportTest {

    private static final PushTarget TARGET = PushTarget.of(TargetType.ALL, "m1", "192.0.2.1", "archvsync");

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void everyOutcomeHasAWordThatReadsBack(Outcome outcome) {
        assertThat(Outcome.of(outcome.word())).isEqualTo(outcome);
        assertThat(outcome.word()).matches("[a-z0-9]+(-[a-z0-9]+)*");
    }

    @Test
    void threeOutcomesEndWell() {
        assertThat(Stream.of(Outcome.values()).filter(Outcome::endedWell))
                .containsExactly(Outcome.COMPLETE, Outcome.TRIGGERED, Outcome.STAGE1_DONE);
    }

    @Test
    void aTargetCannotBeCompleteWithoutAReceipt() {
        assertThatThrownBy(() -> TargetReport.of(TARGET, Outcome.COMPLETE, null, List.of(), null))
                .hasMessageContaining("no receipt");
    }

    @Test
    void aTargetCannotFailWithoutAReason() {
        assertThatThrownBy(() -> TargetReport.of(TARGET, Outcome.UNREACHABLE, null, List.of(), null))
                .hasMessageContaining("no reason");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-oProxyCommand=x", "a b", "a\nb", "a;b", "$(x)"})
    void aHostCannotBeAnOptionOrACommand(String host) {
        assertThatThrownBy(() -> PushTarget.of(TargetType.ALL, "m1", host, "archvsync"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65536})
    void aPortIsBetween1And65535(int port) {
        assertThatThrownBy(() -> TARGET.withPort(port)).hasMessageContaining("between 1 and 65535");
    }
}
