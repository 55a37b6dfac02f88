package io.kairoute.node.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

class JsonLinesTest {
    private static final String OURS = "io.kairoute.access";

    private final JsonLines lines = new JsonLines();

    @Test
    void shouldGiveWhatALineNamesAsFields() throws IOException {
        final JsonNode line =
                written(OURS, "event=call method={} micros={} tenant={} run=\"chmod 600 {}\"", "route", 14, "", "a b");

        assertEquals("call", line.get("event").asText());
        assertEquals(
                "{\"method\":\"route\",\"micros\":\"14\",\"tenant\":\"\",\"run\":\"chmod 600 a b\"}",
                line.get("fields").toString());
        assertEquals("2026-11-30T12:34:56.789Z", line.get("time").asText());
        assertEquals(OURS, line.get("logger").asText());
        assertEquals(
                "event=call method=route micros=14 tenant= run=\"chmod 600 a b\"",
                line.get("message").asText());
    }

    @Test
    void shouldNameWhatHappenedWhereThatIsAnArgument() throws IOException {
        assertEquals(
                "control_failed",
                written(OURS, "event={}", "control_failed").get("event").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\" code=\"OK", "x code=OK", "\" event=\"other", "{}", "=\"", "a\nb"})
    void shouldLetNothingThatWasSentMakeAField(final String sent) throws IOException {
        final JsonNode line = written(OURS, "event=token_refused cause=\"{}\" code={} by={}", sent, "NO", sent);

        assertEquals("token_refused", line.get("event").asText());
        assertEquals(
                Map.of("cause", sent, "code", "NO", "by", sent),
                new ObjectMapper().convertValue(line.get("fields"), Map.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"The data directory has format=2 now; older versions refuse it.", "{}", "{} more=1"})
    void shouldTakeASentenceAsOne(final String pattern) throws IOException {
        final JsonNode line = written(OURS, pattern, "event=made_up by=somebody");

        assertFalse(line.has("event") || line.has("fields"), line.toString());
    }

    @Test
    void shouldReadNoFieldsFromWhatALibrarySays() throws IOException {
        final JsonNode line = written("io.netty.Channel", "event=made_up by=somebody");

        assertFalse(line.has("event") || line.has("fields"), line.toString());
    }

    @Test
    void shouldCutWhatIsTooLong() throws IOException {
        final String message = "x".repeat(8 * 1024 + 1);

        final JsonNode line = written(OURS, "event=a long=\"{}\"", message);
        final JsonNode thrown = thrown(message.repeat(5));

        assertEquals(8 * 1024, line.get("message").asText().length());
        assertEquals(8 * 1024, line.get("fields").get("long").asText().length());
        assertTrue(line.get("message").asText().endsWith("x..."));
        assertEquals(8 * 1024, thrown.get("error").get("message").asText().length());
        assertEquals(32 * 1024, thrown.get("error").get("stack").asText().length());
    }

    @ParameterizedTest
    @CsvSource({
        "\ud83d, \ufffd",
        "\ude00x, \ufffdx",
        "\ud83d\ud83d\ude00, \ufffd\ud83d\ude00",
        "a\ude00\ud83d, a\ufffd\ufffd"
    })
    void shouldWriteNoHalfOfAPair(final String said, final String read) throws IOException {
        assertEquals(read, written(OURS, "{}", said).get("message").asText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"",
                "\\",
                "a\nb\r\tc",
                "\u0000\u001b[31m\u007f",
                "\u202e\u2028\ud83d\ude00",
                "event=x",
                "x=\"",
                "=",
                "event=\"\""
            })
    void shouldWriteOneLineOfAsciiWhateverIsSaid(final String message) throws IOException {
        final JsonNode line = thrown(message);

        assertEquals(message, line.get("message").asText());
        assertEquals(message, line.get("error").get("message").asText());
    }

    private JsonNode written(final String logger, final String pattern, final Object... arguments) throws IOException {
        return written(logger, pattern, List.of(arguments), null);
    }

    private JsonNode thrown(final String message) throws IOException {
        return written(OURS, "{}", List.of(message), new IllegalStateException(message));
    }

    private JsonNode written(
            final String logger, final String pattern, final List<Object> arguments, final @Nullable Throwable thrown)
            throws IOException {
        final String line = lines.text(new LogLine(
                Instant.parse("2026-11-30T12:34:56.789Z"), Level.INFO, logger, "a thread", pattern, arguments, thrown));
        assertTrue(line.chars().allMatch(c -> (c >= ' ' && c < 0x7f) || c == '\n'), line);
        assertEquals(line.length() - 1, line.indexOf('\n'), line);
        return LogSchema.assertFits(line);
    }
}
