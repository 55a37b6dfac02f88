package io.kairoute.router.table;

import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The conditions under one {@code when} or {@code unless}. Every list is non-empty; maps keep the order of the document.
 *
 * @param attributes the values that fit, by attribute, as authored apart from normalization (upper-case channels,
 *     directions, bands and sources; upper-case regions; lower-case language tags with hyphens)
 * @param labels the values that fit, by label name
 * @param calendars the states that fit, by calendar id
 */
public record ConditionsDefinition(
        Map<Attribute, List<String>> attributes,
        Map<String, List<String>> labels,
        Map<String, List<CalendarState>> calendars,
        @Nullable TimeWindow time) {

    /** No condition. */
    public static final ConditionsDefinition NONE = new ConditionsDefinition(Map.of(), Map.of(), Map.of(), null);

    /** Whether nothing is asked. */
    public boolean isEmpty() {
        return equals(NONE);
    }

    /**
     * A window of local time in the table's default zone.
     *
     * @param days the days on which the window starts; all seven when the document names none
     * @param fromMinute the first minute of the day inside, 0 to 1,439
     * @param toMinute the first minute outside, 1 to 1,440; at or below {@code fromMinute} the window wraps midnight
     */
    public record TimeWindow(Set<DayOfWeek> days, int fromMinute, int toMinute) {}
}
