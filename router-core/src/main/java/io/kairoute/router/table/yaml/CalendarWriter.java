package io.kairoute.router.table.yaml;

import io.kairoute.router.table.CalendarDefinition;
import io.kairoute.router.table.CalendarDefinition.Span;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;

/** Writes one calendar. */
final class CalendarWriter {
    private CalendarWriter() {}

    static YamlMap write(final CalendarDefinition calendar) {
        final YamlMap map = new YamlMap()
                .text("id", calendar.id())
                .text("zone", calendar.zone().getId())
                .flow("weekly", weekly(calendar));
        map.listUnlessEmpty(
                "holidays",
                calendar.holidays().stream().map(LocalDate::toString).toList());
        if (!calendar.exceptions().isEmpty()) {
            map.flows(
                    "exceptions",
                    calendar.exceptions().stream()
                            .map(exception ->
                                    new YamlMap().date("date", exception.date()).list("open", spans(exception.open())))
                            .toList());
        }
        return map;
    }

    /** Neighbouring weekdays with the same hours share a line: {@code mon-fri}. */
    private static YamlMap weekly(final CalendarDefinition calendar) {
        final YamlMap map = new YamlMap();
        final DayOfWeek[] days = DayOfWeek.values();
        int first = 0;
        while (first < days.length) {
            final List<Span> hours = calendar.weekly().getOrDefault(days[first], List.of());
            int last = first;
            while (last + 1 < days.length && hours.equals(calendar.weekly().getOrDefault(days[last + 1], List.of()))) {
                last++;
            }
            map.listUnlessEmpty(Weekdays.format(days[first], days[last]), spans(hours));
            first = last + 1;
        }
        return map;
    }

    private static List<String> spans(final List<Span> spans) {
        return spans.stream().map(WallClock::format).toList();
    }
}
