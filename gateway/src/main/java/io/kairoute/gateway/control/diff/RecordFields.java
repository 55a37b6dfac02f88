package io.kairoute.gateway.control.diff;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the components of table records, and spells them as a table does. */
final class RecordFields {
    private RecordFields() {}

    /** The value of a component. */
    static @Nullable Object value(final Object record, final RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (final IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("records of tables are public", e);
        }
    }

    /** A record's id; null where it has none. */
    static @Nullable String id(final Object record) {
        if (!record.getClass().isRecord()) {
            return null;
        }
        return Stream.of(record.getClass().getRecordComponents())
                .filter(component -> component.getName().equals("id"))
                .map(component -> String.valueOf(value(record, component)))
                .findFirst()
                .orElse(null);
    }

    /** A component's name as tables spell it: {@code slaMs} is {@code sla}. */
    static String name(final RecordComponent component) {
        return component
                .getName()
                .replaceFirst("(Ms|Bp)$", "")
                .replaceAll("([A-Z])", "_$1")
                .toLowerCase(Locale.ROOT);
    }

    /** A component's value as people read it. */
    static String text(final RecordComponent component, final @Nullable Object value) {
        if (value instanceof Number number) {
            if (component.getName().endsWith("Ms")) {
                return duration(number.longValue());
            }
            if (component.getName().endsWith("Bp")) {
                return number.longValue() / 100.0 + "%";
            }
        }
        return text(value);
    }

    private static String text(final @Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Collection<?> values) {
            final Stream<String> texts = values.stream().map(RecordFields::text);
            return (value instanceof Set ? texts.sorted() : texts).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> text(entry.getKey()) + ": " + text(entry.getValue()))
                    .sorted()
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value.getClass().isRecord()) {
            return fields(value);
        }
        return value instanceof Enum<?> constant ? constant.name().toLowerCase(Locale.ROOT) : value.toString();
    }

    private static String fields(final Object record) {
        return Arrays.stream(record.getClass().getRecordComponents())
                .filter(component -> !isEmpty(value(record, component)))
                .map(component -> name(component) + ": " + text(component, value(record, component)))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static boolean isEmpty(final @Nullable Object value) {
        return value == null
                || (value instanceof List<?> list && list.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty());
    }

    private static String duration(final long ms) {
        if (ms % 86_400_000 == 0 && ms != 0) {
            return ms / 86_400_000 + "d";
        }
        if (ms % 3_600_000 == 0 && ms != 0) {
            return ms / 3_600_000 + "h";
        }
        if (ms % 60_000 == 0 && ms != 0) {
            return ms / 60_000 + "m";
        }
        return ms % 1_000 == 0 ? ms / 1_000 + "s" : ms + "ms";
    }
}
