package io.kairoute.router.table.check;

import io.kairoute.router.clock.WeekWindows;
import io.kairoute.router.table.CalendarDefinition;
import io.kairoute.router.table.CalendarDefinition.ExceptionDay;
import io.kairoute.router.table.CalendarDefinition.Span;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.TablePath;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** Checks that each calendar opens at some time, and says one thing only of every day. */
final class CalendarChecks {
    private CalendarChecks() {}

    static void check(final TablePath path, final CalendarDefinition calendar, final Problems problems) {
        calendar.weekly().forEach((day, spans) -> spans(path.key("weekly").key(key(day)), spans, problems));
        for (int i = 0; i < calendar.holidays().size(); i++) {
            final LocalDate date = calendar.holidays().get(i);
            if (i > 0) {
                dates(
                        path.key("holidays").item(i, date.toString()),
                        calendar.holidays().get(i - 1),
                        date,
                        problems);
            }
        }
        for (int i = 0; i < calendar.exceptions().size(); i++) {
            final ExceptionDay exception = calendar.exceptions().get(i);
            final TablePath place =
                    path.key("exceptions").item(i, exception.date().toString());
            spans(place.key("open"), exception.open(), problems);
            if (i > 0) {
                dates(place.key("date"), calendar.exceptions().get(i - 1).date(), exception.date(), problems);
            }
        }
        if (calendar.weekly().values().stream().allMatch(List::isEmpty)
                && calendar.exceptions().stream().allMatch(day -> day.open().isEmpty())) {
            problems.error(
                    "EMPTY_CALENDAR",
                    path.key("weekly"),
                    "The calendar never opens.",
                    "Give at least one weekday or exception a span.");
        }
    }

    private static void spans(final TablePath path, final List<Span> spans, final Problems problems) {
        for (int i = 0; i < spans.size(); i++) {
            final Span span = spans.get(i);
            if (span.fromMinute() < 0
                    || span.toMinute() > WeekWindows.DAY_MINUTES
                    || span.fromMinute() >= span.toMinute()) {
                problems.error(
                        "SPAN_BACKWARDS",
                        path,
                        "The span from " + clock(span.fromMinute()) + " to " + clock(span.toMinute())
                                + " does not end after it begins on the same day.",
                        "Write the earlier time first, and part a span at midnight.");
            } else if (i > 0 && span.fromMinute() < spans.get(i - 1).toMinute()) {
                problems.error(
                        "SPANS_OVERLAP",
                        path,
                        "The span from " + clock(span.fromMinute()) + " begins before the one from "
                                + clock(spans.get(i - 1).fromMinute()) + " ends.",
                        "Join the two, or part them.");
            }
        }
    }

    private static void dates(
            final TablePath path, final LocalDate before, final LocalDate date, final Problems problems) {
        if (before.equals(date)) {
            problems.error("DATE_TWICE", path, "The date " + date + " is given twice.", "Give each date once.");
        } else if (before.isAfter(date)) {
            problems.error(
                    "DATES_NOT_RISING", path, "The date " + date + " stands after " + before + ".", "Order the dates.");
        }
    }

    private static String clock(final int minute) {
        return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
    }

    private static String key(final DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }
}
