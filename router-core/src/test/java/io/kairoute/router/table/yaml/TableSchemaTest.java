package io.kairoute.router.table.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.kairoute.router.table.TableSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class TableSchemaTest {
    static Stream<Arguments> parts() {
        return Stream.of(
                Arguments.of("", TableKeys.TABLE),
                Arguments.of("defaults", TableKeys.DEFAULTS),
                Arguments.of("segments", TableKeys.SEGMENTS),
                Arguments.of("treatment", TableKeys.TREATMENT),
                Arguments.of("ladder_step", TableKeys.LADDER_STEP),
                Arguments.of("selector", TableKeys.SELECTOR),
                Arguments.of("overflow_rule", TableKeys.OVERFLOW_RULE),
                Arguments.of("overflow_when", TableKeys.OVERFLOW_WHEN),
                Arguments.of("occasion", TableKeys.OCCASION),
                Arguments.of("floors", TableKeys.FLOORS),
                Arguments.of("ceilings", TableKeys.CEILINGS),
                Arguments.of("signal", TableKeys.SIGNAL),
                Arguments.of("signal_conditions", TableKeys.SIGNAL_CONDITIONS),
                Arguments.of("tier", TableKeys.TIER),
                Arguments.of("success", TableKeys.SUCCESS),
                Arguments.of("caps", TableKeys.CAPS),
                Arguments.of("tuning", TableKeys.TUNING),
                Arguments.of("tuning_conditions", TableKeys.TUNING_CONDITIONS),
                Arguments.of("adjust", TableKeys.ADJUST),
                Arguments.of("time", TableKeys.TIME),
                Arguments.of("protection", TableKeys.PROTECTION),
                Arguments.of("queue", TableKeys.QUEUE),
                Arguments.of("calendar", TableKeys.CALENDAR),
                Arguments.of("exception", TableKeys.EXCEPTION),
                Arguments.of("script", TableKeys.SCRIPT),
                Arguments.of("layer", TableKeys.LAYER),
                Arguments.of("experiment", TableKeys.EXPERIMENT),
                Arguments.of("arm", TableKeys.ARM),
                Arguments.of("baseline", TableKeys.BASELINE),
                Arguments.of("metric", TableKeys.METRIC),
                Arguments.of("values", TableKeys.VALUES));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void shouldHaveTheKeysThatTheReaderHas(final String part, final Keys keys) {
        final Map<?, ?> schema = part.isEmpty() ? schema() : map(definitions().get(part));

        assertEquals(new TreeSet<>(keys.all()), new TreeSet<>(names(map(schema.get("properties")))));
        assertEquals(
                new TreeSet<>(keys.required()),
                schema.containsKey("required") ? new TreeSet<>((List<?>) schema.get("required")) : Set.of());
        assertEquals(false, schema.get("additionalProperties"));
    }

    @Test
    void shouldDescribeEveryPart() {
        final List<String> parts = new ArrayList<>();
        parts().forEach(arguments -> parts.add((String) arguments.get()[0]));

        final Set<String> mappings = new TreeSet<>();
        definitions().forEach((name, definition) -> {
            if (map(definition).containsKey("properties")) {
                mappings.add((String) name);
            }
        });

        parts.remove("");
        assertEquals(new TreeSet<>(parts), mappings);
        assertFalse(parts.isEmpty());
    }

    private static Map<?, ?> definitions() {
        return map(schema().get("$defs"));
    }

    private static List<String> names(final Map<?, ?> map) {
        return map.keySet().stream().map(String.class::cast).toList();
    }

    /** JSON is YAML too. */
    private static Map<?, ?> schema() {
        final String text = new String(TableSchema.bytes(), StandardCharsets.UTF_8);
        return map(new Load(LoadSettings.builder().setCodePointLimit(1 << 20).build()).loadFromString(text));
    }

    private static Map<?, ?> map(final @Nullable Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }
}
