package org.pushmirror.core.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceDatesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sun Nov 22 18:26:44 UTC 2026      | 2026-11-22T18:26:44Z",
                "Sun Nov  2 18:26:44 UTC 2026      | 2026-11-02T18:26:44Z",
                "Sun, 22 Nov 2026 18:26:44 +0000   | 2026-11-22T18:26:44Z",
                "Mon, 22 Nov 2026 18:26:44 +0000   | 2026-11-22T18:26:44Z",
                "Sun, 22 Nov 2026 18:26:44 GMT     | 2026-11-22T18:26:44Z",
                "22 Nov 2026 18:26 -0530           | 2026-11-22T23:56:00Z",
                "Sun Nov 22 06:26:44 PM UTC 2026   | 2026-11-22T18:26:44Z",
                "Sun 22 Nov 2026 12:26:44 AM UTC   | 2026-11-22T00:26:44Z",
                "So 22. Nov 19:26:44 CET 2026      | 2026-11-22T18:26:44Z",
                "Di 3. Mär 10:00:00 UTC 2026       | 2026-03-03T10:00:00Z",
                "mar. 01 déc. 2026 10:00:00 UTC    | 2026-12-01T10:00:00Z",
                "Thu Jun 25 10:00:00 CEST 2026     | 2026-06-25T08:00:00Z",
                "2026-11-22T18:26:44Z              | 2026-11-22T18:26:44Z",
                "2026-11-22 18:26:44 UTC           | 2026-11-22T18:26:44Z",
                "2026-11-22T18:26:44.123+01:00     | 2026-11-22T17:26:44Z",
                "2026-11-22T18:26:44+0000          | 2026-11-22T18:26:44Z",
                "Thu Jun 30 23:59:60 UTC 2016      | 2016-06-30T23:59:59Z",
            })
    void aDateIsReadHoweverItIsWritten(String text, Instant time) {
        assertThat(TraceDates.read(text)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unknown",
                "Sun Nov 22 18:26:44 2026",
                "Sun Nov 32 18:26:44 UTC 2026",
                "Sun Nov 22 25:26:44 UTC 2026",
                "Nov 2026 UTC",
                "18:26:44 UTC",
                "DMS sync dms-1 on kaos",
                "Sun Nov 22 18:26:44 XYZ 2026"
            })
    void whatIsNoDateOrHasNoZoneIsNone(String text) {
        assertThat(TraceDates.read(text)).isEmpty();
    }
}
