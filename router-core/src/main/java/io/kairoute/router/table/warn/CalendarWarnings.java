package io.kairoute.router.table.warn;

import io.kairoute.router.clock.WeekWindows;
import io.kairoute.router.table.CalendarDefinition;
import io.kairoute.router.table.CalendarDefinition.Span;
import io.kairoute.router.table.Located;
import io.kairoute.router.table.Places;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TablePath;
import java.util.List;

/** Warns of opening hours that end a minute before midnight, since the minute that they name is shut. */
final class CalendarWarnings {
    private static final int LAST_MINUTE = WeekWindows.DAY_MINUTES - 1;

    private CalendarWarnings() {}

    static void check(final TableDefinition table, final Problems problems) {
        for (final Located<CalendarDefinition> each : Places.calendars(table)) {
            final CalendarDefinition calendar = each.part();
            final boolean isWeekly = calendar.weekly().values().stream().anyMatch(CalendarWarnings::endsEarly);
            final boolean isException = calendar.exceptions().stream().anyMatch(day -> endsEarly(day.open()));
            if (isWeekly) {
                warn(each.path().key("weekly"), problems);
            }
            if (isException) {
                warn(each.path().key("exceptions"), problems);
            }
        }
    }

    private static boolean endsEarly(final List<Span> spans) {
        return spans.stream().anyMatch(span -> span.toMinute() == LAST_MINUTE);
    }

    private static void warn(final TablePath path, final Problems problems) {
        problems.warning(
                "MINUTE_BEFORE_MIDNIGHT",
                path,
                "Hours end at 23:59, so that the last minute of the day is shut.",
                "Write 24:00 where the day is to be open to its end.");
    }
}
