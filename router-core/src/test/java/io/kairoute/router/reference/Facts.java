package io.kairoute.router.reference;

import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.CalendarDefinition;
import io.kairoute.router.table.CalendarState;
import io.kairoute.router.table.ConditionsDefinition;
import io.kairoute.router.table.QueueDefinition;
import io.kairoute.router.table.TableDefinition;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * What the rules of one stage are asked against.
 *
 * @param values by attribute; what is absent is missing, only risks can be several
 */
record Facts(
        TableDefinition table,
        long nowMs,
        Map<Attribute, Set<String>> values,
        Map<String, String> labels,
        Findings findings) {

    /** What stage one asks against: the signals alone. */
    static Facts ofSignals(final TableDefinition table, final Signals signals, final Findings findings) {
        final Map<Attribute, Set<String>> values = new EnumMap<>(Attribute.class);
        signals.attributes().forEach((attribute, value) -> values.put(attribute, Set.of(value)));
        return new Facts(table, signals.nowMs(), values, signals.labels(), findings);
    }

    /** Whether every condition under {@code when} holds, and none under {@code unless}. */
    boolean fit(final ConditionsDefinition when, final ConditionsDefinition unless) {
        if (!allHold(when)) {
            return false;
        }
        if (anyHolds(unless)) {
            findings.took(Branch.UNLESS_BLOCKED);
            return false;
        }
        return true;
    }

    private boolean allHold(final ConditionsDefinition conditions) {
        for (final Map.Entry<Attribute, List<String>> asked :
                conditions.attributes().entrySet()) {
            if (!attributeFits(asked.getKey(), asked.getValue())) {
                return false;
            }
        }
        for (final Map.Entry<String, List<String>> asked : conditions.labels().entrySet()) {
            if (!labelFits(asked.getKey(), asked.getValue())) {
                return false;
            }
        }
        for (final Map.Entry<String, List<CalendarState>> asked :
                conditions.calendars().entrySet()) {
            if (!calendarFits(asked.getKey(), asked.getValue())) {
                return false;
            }
        }
        return conditions.time() == null || timeFits(conditions.time());
    }

    private boolean anyHolds(final ConditionsDefinition conditions) {
        for (final Map.Entry<Attribute, List<String>> asked :
                conditions.attributes().entrySet()) {
            if (attributeFits(asked.getKey(), asked.getValue())) {
                return true;
            }
        }
        for (final Map.Entry<String, List<String>> asked : conditions.labels().entrySet()) {
            if (labelFits(asked.getKey(), asked.getValue())) {
                return true;
            }
        }
        for (final Map.Entry<String, List<CalendarState>> asked :
                conditions.calendars().entrySet()) {
            if (calendarFits(asked.getKey(), asked.getValue())) {
                return true;
            }
        }
        return conditions.time() != null && timeFits(conditions.time());
    }

    private boolean attributeFits(final Attribute attribute, final List<String> list) {
        for (final String value : values.getOrDefault(attribute, Set.of())) {
            for (final String listed : list) {
                if (fits(attribute, listed, value)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean fits(final Attribute attribute, final String listed, final String value) {
        final boolean inLevels = attribute == Attribute.REGION || attribute == Attribute.LANGUAGE;
        return inLevels ? isOrIsBelow(value, listed) : value.equals(listed);
    }

    /** Whether a value is another one, or lies below it: {@code AU-VIC} below {@code AU}. */
    static boolean isOrIsBelow(final String value, final String above) {
        return value.equals(above) || value.startsWith(above + "-");
    }

    private boolean labelFits(final String name, final List<String> list) {
        final String value = labels.get(name);
        return value != null && list.contains(value);
    }

    private boolean calendarFits(final String id, final List<CalendarState> list) {
        return list.contains(calendarState(table, id, nowMs, findings));
    }

    private boolean timeFits(final ConditionsDefinition.TimeWindow window) {
        final boolean inside = WallClock.isInside(window, table.defaults().zone(), nowMs);
        if (inside && window.fromMinute() > window.toMinute()) {
            findings.took(Branch.TIME_WINDOW_WRAPPED);
        }
        return inside;
    }

    /** What a calendar of the table says at an instant; the built-in one is always open. */
    static CalendarState calendarState(
            final TableDefinition table, final String id, final long nowMs, final Findings findings) {
        if (id.equals(QueueDefinition.ALWAYS)) {
            return CalendarState.OPEN;
        }
        final CalendarState state = WallClock.state(calendar(table, id), nowMs);
        findings.took(
                switch (state) {
                    case OPEN -> Branch.CALENDAR_OPEN;
                    case CLOSED -> Branch.CALENDAR_CLOSED;
                    case HOLIDAY -> Branch.CALENDAR_HOLIDAY;
                });
        return state;
    }

    private static CalendarDefinition calendar(final TableDefinition table, final String id) {
        for (final CalendarDefinition calendar : table.calendars()) {
            if (calendar.id().equals(id)) {
                return calendar;
            }
        }
        throw new NoSuchElementException(id);
    }
}
