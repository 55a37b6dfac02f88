package io.kairoute.router.table.yaml;

import io.kairoute.router.clock.WeekWindows;
import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.CalendarState;
import io.kairoute.router.table.ConditionsDefinition;
import io.kairoute.router.table.ConditionsDefinition.TimeWindow;
import java.time.DayOfWeek;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what stands under {@code when} or {@code unless}. */
final class ConditionsReader {
    private static final ScalarType<CalendarState> STATE =
            ScalarType.choice("a state of a calendar", CalendarState.values(), CalendarState::key);
    private static final int MIDNIGHT_AT_THE_END = WeekWindows.DAY_MINUTES;

    private ConditionsReader() {}

    static ConditionsDefinition read(final @Nullable MapCursor conditions, final Set<Attribute> attributes) {
        return conditions == null
                ? ConditionsDefinition.NONE
                : new ConditionsDefinition(
                        attributes(conditions, attributes),
                        labels(conditions),
                        calendars(conditions),
                        time(conditions.map("time", TableKeys.TIME)));
    }

    private static Map<Attribute, List<String>> attributes(
            final MapCursor conditions, final Set<Attribute> attributes) {
        final Map<Attribute, List<String>> values = new LinkedHashMap<>();
        for (final String key : conditions.keys()) {
            for (final Attribute attribute : attributes) {
                if (attribute.key().equals(key)) {
                    values.put(attribute, conditions.list(key, typeOf(attribute)));
                }
            }
        }
        return Collections.unmodifiableMap(values);
    }

    private static ScalarType<String> typeOf(final Attribute attribute) {
        final ScalarType<String> text = ScalarType.TEXT;
        return new ScalarType<>(text.code(), text.noun(), text.remedy(), true, attribute::normalize);
    }

    private static Map<String, List<String>> labels(final MapCursor conditions) {
        final Map<String, List<String>> values = new LinkedHashMap<>();
        final MapCursor labels = conditions.freeMap("labels", "a mapping of label names to values");
        if (labels != null) {
            for (final String name : labels.keys()) {
                values.put(name, labels.texts(name));
            }
            refuseEmpty(labels, "Name a label and its values, or leave the key out.");
        }
        return Collections.unmodifiableMap(values);
    }

    private static Map<String, List<CalendarState>> calendars(final MapCursor conditions) {
        final Map<String, List<CalendarState>> states = new LinkedHashMap<>();
        final MapCursor calendars = conditions.freeMap("calendar", "a mapping of calendar ids to states");
        if (calendars != null) {
            for (final String id : calendars.keys()) {
                states.put(id, calendars.list(id, STATE));
            }
            refuseEmpty(calendars, "Name a calendar and its states, or leave the key out.");
        }
        return Collections.unmodifiableMap(states);
    }

    private static @Nullable TimeWindow time(final @Nullable MapCursor time) {
        if (time == null) {
            return null;
        }
        refuseEmpty(time, "Add days, from or to, or leave the key out.");
        final int from = time.read("from", ScalarType.TIME, 0);
        final int to = time.read("to", ScalarType.TIME, MIDNIGHT_AT_THE_END);
        return new TimeWindow(days(time), from, to == 0 ? MIDNIGHT_AT_THE_END : to);
    }

    private static Set<DayOfWeek> days(final MapCursor time) {
        final Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        if (time.isList("days")) {
            time.list("days", ScalarType.DAYS).forEach(days::addAll);
        } else if (time.has("days")) {
            days.addAll(time.read("days", ScalarType.DAYS, List.of()));
        } else {
            days.addAll(EnumSet.allOf(DayOfWeek.class));
        }
        return Collections.unmodifiableSet(days);
    }

    /** A mapping without entries could not be told from one that is absent. */
    private static void refuseEmpty(final MapCursor map, final String advice) {
        if (map.isEmpty()) {
            map.error("EMPTY_LIST", "The mapping is empty, so it asks for nothing.", advice);
        }
    }
}
