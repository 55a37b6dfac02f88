package io.kairoute.insight.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Figures that GrowthBook publishes in the tests of its statistics (packages/stats/tests and packages/shared/test of growthbook/growthbook),
 * each to the last digit that is printed there. The sums and the figures are facts; {@code published.json} has them in our forms.
 */
final class PublishedValuesTest {
    @TempDir
    private Path directory = Path.of("");

    static Stream<Arguments> cases() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(PublishedValuesTest.class.getResourceAsStream("/published.json"))) {
            final JsonElement all = JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return StreamSupport.stream(all.getAsJsonArray().spliterator(), false)
                    .map(JsonElement::getAsJsonObject)
                    .map(one -> Arguments.of(one.get("name").getAsString(), one));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void shouldGiveTheFiguresThatArePublished(final String name, final JsonObject published) throws IOException {
        final Map<String, JsonElement> figures =
                published.getAsJsonObject("figures").asMap();
        final double digit = Math.pow(10, -published.get("digits").getAsInt());

        final StatsRun run = StatsRun.of(
                directory,
                published.get("command").getAsString(),
                published.get("form").toString());

        assertTrue(!figures.isEmpty(), name);
        figures.forEach((path, value) ->
                assertEquals(value.getAsDouble(), run.number(path), 0.5 * digit * (1 + 1e-6), name + ": " + path));
    }
}
