package io.kairoute.router.table.yaml;

import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.CalendarState;
import io.kairoute.router.table.ConditionsDefinition;
import io.kairoute.router.table.ConditionsDefinition.TimeWindow;
import java.time.DayOfWeek;
import java.util.List;

/** Writes what stands under {@code when} or {@code unless}. */
final class ConditionsWriter {
    private ConditionsWriter() {}

    static YamlMap write(final ConditionsDefinition conditions) {
        final YamlMap map = new YamlMap();
        for (final Attribute attribute : Attribute.values()) {
            final List<String> values = conditions.attributes().get(attribute);
            if (values != null) {
                map.list(attribute.key(), values);
            }
        }
        final YamlMap labels = new YamlMap();
        conditions.labels().forEach(labels::list);
        final YamlMap calendars = new YamlMap();
        conditions
                .calendars()
                .forEach((id, states) -> calendars.list(
                        id, states.stream().map(CalendarState::key).toList()));
        map.flowUnlessEmpty("labels", labels).flowUnlessEmpty("calendar", calendars);
        return conditions.time() == null ? map : map.flow("time", time(conditions.time()));
    }

    /** A window that is the whole week names its start, since an empty mapping would be refused. */
    private static YamlMap time(final TimeWindow time) {
        final YamlMap map = new YamlMap();
        if (time.days().size() < DayOfWeek.values().length) {
            map.list("days", time.days().stream().sorted().map(Weekdays::format).toList());
        }
        return map.text("from", WallClock.format(time.fromMinute())).text("to", WallClock.format(time.toMinute()));
    }
}
