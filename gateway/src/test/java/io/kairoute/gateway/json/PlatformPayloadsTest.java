package io.kairoute.gateway.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.kairoute.routing.v1.RouteRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions as platforms send them: read where no doubt is possible, or refused with what to write. */
class PlatformPayloadsTest {
    private final JsonMessageReader reader = new JsonMessageReader(true, FieldAliases.NONE);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"2026-11-21T09:30:00Z\"",
                "\"2026-11-21T09:30:00.000Z\"",
                "\"2026-11-21T09:30Z\"",
                "\"2026-11-21t09:30:00z\"",
                "\"2026-11-21T10:30:00+01:00\"",
                "\"2026-11-21T10:30:00+0100\"",
                "\"2026-11-21T09:30:00+0000\"",
                "\"2026-11-21T09:30:00.000+0000\"",
                "\"2026-11-21T10:30:00+01\"",
                "\"2026-11-21T04:30:00-0500\"",
                "\"2026-11-21 09:30:00Z\"",
                "\"2026-11-21 09:30:00+00:00\"",
                "\" 2026-11-21T09:30:00Z \"",
                "1795253400",
                "\"1795253400\"",
                "1795253400.000",
                "1795253400000",
                "\"1795253400000\""
            })
    void shouldReadAPointInTimeInTheSpellingsOfPlatforms(final String time) throws JsonRefused {
        assertEquals(
                1_795_253_400_000L,
                Timestamps.toMillis(read("{\"timestamp\":" + time + "}").getTimestamp()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"2026-11-21T09:30:00\"  | must say its zone, such as 2026-11-21T09:30:00Z or 2026-11-21T10:30:00+01:00",
                "\"2026-11-21 09:30\"     | must say its zone, such as 2026-11-21T09:30:00Z or 2026-11-21T10:30:00+01:00",
                "\"2026-11-21\"           | must be a time such as 2026-11-21T09:30:00Z, or milliseconds since 1970",
                "\"21.11.2026 09:30\"     | must be a time such as 2026-11-21T09:30:00Z, or milliseconds since 1970",
                "\"yesterday\"            | must be a time such as 2026-11-21T09:30:00Z, or milliseconds since 1970",
                "20261121                 | must be a time such as 2026-11-21T09:30:00Z, or milliseconds since 1970",
                "-1795253400              | must be a time such as 2026-11-21T09:30:00Z, or milliseconds since 1970",
                "true                     | must be a time such as 2026-11-21T09:30:00Z, or milliseconds since 1970"
            })
    void shouldSayWhatATimeLacks(final String time, final String reason) {
        assertRefused(reason, "{\"timestamp\":" + time + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.84",
                "\"0.84\"",
                "\"0,84\"",
                "\"84%\"",
                "\"84 %\"",
                "\"84,0%\"",
                "{\"score\":0.84}",
                "{\"score\":\"84%\"}",
                "{\"name\":\"x\",\"score\":0.84,\"more\":{\"score\":1}}",
                "{\"value\":0.84}",
                "{\"confidence\":\"0.84\"}"
            })
    void shouldReadAConfidenceInTheSpellingsOfPlatforms(final String confidence) throws JsonRefused {
        assertEquals(0.84, read("{\"confidence\":" + confidence + "}").getConfidence(), 1e-9);
        assertEquals(0.84, read("{\"intent_confidence\":" + confidence + "}").getIntentConfidence(), 1e-9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"high\"", "\"1,234\"", "\"%\"", "\"0,8,4\"", "true", "\"٠٫٨٤\""})
    void shouldRefuseAConfidenceThatIsNoNumber(final String confidence) {
        assertRefused("must be a number", "{\"confidence\":" + confidence + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"name\":\"x\"}", "{\"score\":null}", "{\"score\":[1]}"})
    void shouldRefuseAConfidenceWithoutAScore(final String confidence) {
        assertRefused("must be one number, or an object with a score", "{\"confidence\":" + confidence + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"vip\":\"yes\",\"n\":\"1\"}",
                "\"{\\\"vip\\\":\\\"yes\\\",\\\"n\\\":\\\"1\\\"}\"",
                "\" {\\\"vip\\\":\\\"yes\\\",\\\"n\\\":1,\\\"none\\\":null} \""
            })
    void shouldReadLabelsThatComeAsTextOfJson(final String labels) throws JsonRefused {
        assertEquals(
                Map.of("vip", "yes", "n", "1"),
                read("{\"labels\":" + labels + "}").getLabelsMap());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"  \"", "null", "\"null\"", "\"{}\""})
    void shouldTakeBlankLabelsForNone(final String labels) throws JsonRefused {
        assertEquals(0, read("{\"labels\":" + labels + "}").getLabelsCount());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"vip\"                     | is text, and not that of JSON",
                "\"[1]\"                     | must be an object",
                "\"\\\"vip\\\"\"             | must be an object",
                "\"{}{}\"                    | goes on after its JSON",
                "\"{\\\"a\\\":{}}\"          | must be one value, not a list or an object"
            })
    void shouldRefuseLabelsThatAreNone(final String labels, final String reason) {
        assertRefused(reason, "{\"labels\":" + labels + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"intent\":\"a\",\"confidence\":0.5}]",
                "\"[{\\\"intent\\\":\\\"a\\\",\\\"confidence\\\":\\\"50%\\\"}]\""
            })
    void shouldReadAlternativesThatComeAsTextOfJson(final String alternatives) throws JsonRefused {
        assertEquals(
                0.5,
                read("{\"alternatives\":" + alternatives + "}")
                        .getAlternatives(0)
                        .getConfidence());
    }

    private RouteRequest read(final String json) throws JsonRefused {
        final RouteRequest.Builder into = RouteRequest.newBuilder();
        reader.read(json.getBytes(StandardCharsets.UTF_8), into);
        return into.build();
    }

    private void assertRefused(final String reason, final String json) {
        final JsonRefused refused = assertThrows(JsonRefused.class, () -> read(json));

        assertTrue(
                refused.refusal().message().contains(reason), refused.refusal().message());
    }
}
