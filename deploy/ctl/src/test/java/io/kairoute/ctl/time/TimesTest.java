package io.kairoute.ctl.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimesTest {
    private static final long NOW = Instant.parse("2026-11-21T10:20:30Z").toEpochMilli();

    @ParameterizedTest
    @CsvSource({
        "1h,                         2026-11-21T09:20:30Z",
        "1h30m,                      2026-11-21T08:50:30Z",
        "2d,                         2026-11-19T10:20:30Z",
        "now,                        2026-11-21T10:20:30Z",
        "today,                      2026-11-21T00:00:00Z",
        "yesterday,                  2026-11-20T00:00:00Z",
        "2026-11-01,                 2026-11-01T00:00:00Z",
        "2026-11-01 18:00,           2026-11-01T18:00:00Z",
        "2026-11-01T18:00,           2026-11-01T18:00:00Z",
        "2026-11-01T18:00:00Z,       2026-11-01T18:00:00Z",
        "2026-11-01T18:00:00+02:00,  2026-11-01T16:00:00Z",
    })
    void shouldReadATimeThatIsPast(final String typed, final String meant) {
        assertEquals(meant, Timestamps.toString(Times.since("--since", typed, NOW)));
    }

    @ParameterizedTest
    @CsvSource({"1h30m, 2026-11-21T11:50:30Z", "tomorrow, 2026-11-22T00:00:00Z"})
    void shouldReadATimeToCome(final String typed, final String meant) {
        assertEquals(meant, Timestamps.toString(Times.at("--at", typed, NOW)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "1", "h", "-1h", "1.5h", "99999999d", "2026-13-01", "2026-02-30T00:00Z", "١h"})
    void shouldRefuseWhatIsNoTimeNamingTheOption(final String typed) {
        final Refusal refusal = assertThrows(Refusal.class, () -> Times.since("--since", typed, NOW));

        assertEquals(ExitCode.USAGE, refusal.exitCode());
        assertTrue(
                String.valueOf(refusal.getMessage()).startsWith("--since: \"" + typed + "\" is no time"),
                refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"90s, 90000", "30m, 1800000", "1h30m, 5400000", "1d2h3m4s, 93784000"})
    void shouldReadSpans(final String typed, final long ms) {
        assertEquals(ms, Times.spanMs("--for", typed));
    }

    @Test
    void shouldSayWhatToTypeForATimeOfDay() {
        final Refusal refused = assertThrows(Refusal.class, () -> Times.since("--since", "07:00", 1_795_253_400_000L));

        assertEquals(ExitCode.USAGE, refused.exitCode());
        assertEquals(
                "--since: \"07:00\" names no day: write 2026-11-21T07:00Z for today in UTC.",
                String.valueOf(refused.getMessage()));
        assertEquals(
                "2026-11-21T07:00:00Z", Times.text(Times.since("--since", "2026-11-21T07:00Z", 1_795_253_400_000L)));
    }

    @Test
    void shouldTakeMoreThanAWeekForLong() {
        assertFalse(Times.isLong(Times.spanMs("--for", "7d")));
        assertTrue(Times.isLong(Times.spanMs("--for", "7d1s")));
    }
}
