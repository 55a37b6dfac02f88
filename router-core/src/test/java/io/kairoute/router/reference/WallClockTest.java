package io.kairoute.router.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.router.table.CalendarDefinition;
import io.kairoute.router.table.CalendarDefinition.ExceptionDay;
import io.kairoute.router.table.CalendarDefinition.Span;
import io.kairoute.router.table.CalendarState;
import io.kairoute.router.table.ConditionsDefinition.TimeWindow;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WallClockTest {
    private static final ZoneId MELBOURNE = ZoneId.of("Australia/Melbourne");
    private static final int HALF_PAST_TWO = 150;

    /** Monday to Friday 08:00 to 12:30 and 13:15 to 20:00; Sunday to midnight; Christmas; a short Christmas Eve. */
    private static final CalendarDefinition OFFICE = new CalendarDefinition(
            "office",
            MELBOURNE,
            weekly(),
            List.of(LocalDate.of(2026, 12, 24), LocalDate.of(2026, 12, 25)),
            List.of(
                    new ExceptionDay(LocalDate.of(2026, 12, 24), List.of(new Span(480, 720))),
                    new ExceptionDay(LocalDate.of(2026, 12, 28), List.of())));

    private static Map<DayOfWeek, List<Span>> weekly() {
        final List<Span> workday = List.of(new Span(480, 750), new Span(795, 1_200));
        final Map<DayOfWeek, List<Span>> weekly = Arrays.stream(DayOfWeek.values())
                .filter(day -> day.getValue() <= 5)
                .collect(Collectors.toMap(day -> day, day -> workday));
        weekly.put(DayOfWeek.SUNDAY, List.of(new Span(1_380, 1_440)));
        return weekly;
    }

    @ParameterizedTest
    @CsvSource({
        // Melbourne is 11 hours ahead in December.
        "2026-11-30T20:59:59.999Z, CLOSED", // Tuesday 07:59:59.999
        "2026-11-30T21:00:00Z, OPEN",
        "2026-12-01T01:29:59.999Z, OPEN",
        "2026-12-01T01:30:00Z, CLOSED", // 12:30, lunch
        "2026-12-01T02:15:00Z, OPEN",
        "2026-12-01T09:00:00Z, CLOSED", // 20:00
        "2026-12-05T02:00:00Z, CLOSED", // a Saturday
        "2026-12-06T12:59:59.999Z, OPEN", // Sunday, the last moment before midnight
        "2026-12-06T13:00:00Z, CLOSED", // Monday 00:00
        "2026-12-23T22:00:00Z, OPEN", // Christmas Eve 09:00: the exception replaces the holiday
        "2026-12-24T01:00:00Z, CLOSED", // Christmas Eve 12:00: outside the exception
        "2026-12-24T13:00:00Z, HOLIDAY", // Christmas begins at its midnight
        "2026-12-25T12:59:59.999Z, HOLIDAY",
        "2026-12-28T02:00:00Z, CLOSED", // a Monday whose exception has no spans
        "2140-01-05T03:00:00Z, OPEN", // a Tuesday long after any compiled horizon
    })
    void shouldReadTheCalendarOffTheWallClockOfItsZone(final Instant now, final CalendarState expected) {
        assertEquals(expected, WallClock.state(OFFICE, now.toEpochMilli()));
    }

    @ParameterizedTest
    @CsvSource({
        // On 4 October 2026 Melbourne's clocks go from 02:00 to 03:00.
        "2026-10-03T15:59:59.999Z, CLOSED", // 01:59:59.999
        "2026-10-03T16:00:00Z, OPEN", // 03:00: the start at 02:30 was inside the gap
        // On 5 April 2026 they go from 03:00 back to 02:00.
        "2026-04-04T15:29:59.999Z, CLOSED", // 02:29:59.999, the first time
        "2026-04-04T15:30:00Z, OPEN", // 02:30
        "2026-04-04T16:00:00Z, CLOSED", // 02:00 again
        "2026-04-04T16:30:00Z, OPEN", // 02:30 again: repeated hours count twice
    })
    void shouldOpenAfterASpringGapAndTwiceInARepeatedHour(final Instant now, final CalendarState expected) {
        final CalendarDefinition night = new CalendarDefinition(
                "night",
                MELBOURNE,
                Map.of(DayOfWeek.SUNDAY, List.of(new Span(HALF_PAST_TWO, 240))),
                List.of(),
                List.of());

        assertEquals(expected, WallClock.state(night, now.toEpochMilli()));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-01T10:59:59.999Z, false", // Tuesday 21:59:59.999
        "2026-12-01T11:00:00Z, true", // Tuesday 22:00
        "2026-12-01T18:59:59.999Z, true", // Wednesday 05:59:59.999
        "2026-12-01T19:00:00Z, false", // Wednesday 06:00
        "2026-12-02T11:00:00Z, false", // Wednesday 22:00: does not start on a Wednesday
        "2026-12-01T13:30:00Z, true", // Wednesday 00:30 belongs to Tuesday's window
        "2026-12-02T13:30:00Z, false", // Thursday 00:30 would belong to Wednesday's
    })
    void shouldCountAWindowThatWrapsMidnightToTheDayItStarts(final Instant now, final boolean inside) {
        final TimeWindow window = new TimeWindow(Set.of(DayOfWeek.TUESDAY), 1_320, 360);

        assertEquals(inside, WallClock.isInside(window, MELBOURNE, now.toEpochMilli()));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-01T12:59:59.999Z, true", // Tuesday, the last moment of the day
        "2026-12-01T13:00:00Z, false", // Wednesday 00:00
        "2026-11-30T13:00:00Z, true", // Tuesday 00:00
    })
    void shouldTakeAWindowUpToMidnightWithoutWrapping(final Instant now, final boolean inside) {
        final TimeWindow window = new TimeWindow(Set.of(DayOfWeek.TUESDAY), 0, 1_440);

        assertEquals(inside, WallClock.isInside(window, MELBOURNE, now.toEpochMilli()));
    }
}
