package org.pushmirror.core.rsyncd;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushmirror.core.rsyncd.RsyncdParameter.Scope;

class RsyncdParameterTest {

    @Test
    void everyRowOfTheTableIsAConstantOfItsType() throws IllegalAccessException {
        List<RsyncdParameter<?>> constants = new ArrayList<>();
        for (Field field : RsyncdParameter.class.getFields()) {
            RsyncdParameter<?> parameter = (RsyncdParameter<?>) field.get(null);
            constants.add(parameter);
            Type type = ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0];
            String sample = Map.of(
                            "Boolean", "yes", "TriState", "unset", "Integer", "5", "Duration", "5", "String", "5")
                    .get(((Class<?>) type).getSimpleName());

            assertThat(parameter.read(sample).orElseThrow()).isInstanceOf((Class<?>) type);
            assertThat(field.getName())
                    .isEqualTo(parameter.name().toUpperCase(Locale.ROOT).replaceAll("[ -]", "_"));
        }

        assertThat(constants)
                .containsExactlyInAnyOrderElementsOf(RsyncdParameter.all())
                .hasSize(59);
        assertThat(RsyncdParameter.all())
                .filteredOn(parameter -> parameter.scope() == Scope.GLOBAL)
                .hasSize(11);
    }

    @Test
    void namesAreFoundWithoutCaseAndBlanks() {
        assertThat(RsyncdParameter.named("Max CONNECTIONS")).contains(RsyncdParameter.MAX_CONNECTIONS);
        assertThat(RsyncdParameter.named("pre-xferexec")).contains(RsyncdParameter.PRE_XFER_EXEC);
        assertThat(RsyncdParameter.named("max_connections")).isEmpty();
    }

    @Test
    void aRowSaysWhatTheParameterIs() {
        assertThat(RsyncdParameter.LISTEN_BACKLOG.defaultValue()).contains(5);
        assertThat(RsyncdParameter.LOG_FORMAT.defaultValue()).contains("%o %h [%a] %m (%u) %f %l");
        assertThat(RsyncdParameter.SECRETS_FILE.defaultValue()).isEmpty();
        assertThat(RsyncdParameter.AUTH_DIGEST.since()).isEqualTo("3.5.0");
        assertThat(RsyncdParameter.PATH.type()).isEqualTo(RsyncdParameter.Type.PATH);
        assertThat(RsyncdParameter.PORT.isReadByListener()).isTrue();
        assertThat(RsyncdParameter.MOTD_FILE.isReadByListener()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "20555abc, 20555",
        "'20,555', 20",
        "020555, 20555",
        "0x10, 0",
        "99999999999, 1215752191",
        "99999999999999999999, -1",
        "-3, -3",
        "words, 0",
        "'', 0",
    })
    void numbersAreReadAsByAtoi(String text, int value) {
        assertThat(RsyncdParameter.MAX_CONNECTIONS.read(text)).contains(value);
    }

    @ParameterizedTest
    @CsvSource({"y e s, true", "TRUE, true", "1, true", "No, false", "0, false"})
    void booleans(String text, boolean value) {
        assertThat(RsyncdParameter.LIST.read(text)).contains(value);
    }

    @ParameterizedTest
    @CsvSource({"on", "off", "y", "2", "01", "''", "unset"})
    void noBooleans(String text) {
        assertThat(RsyncdParameter.LIST.read(text)).isEmpty();
    }

    @Test
    void aPathLosesItsSlashesAtTheEnd() {
        assertThat(RsyncdParameter.PATH.read("/srv//")).contains("/srv");
        assertThat(RsyncdParameter.PATH.write("/")).isEqualTo("/");
    }
}
