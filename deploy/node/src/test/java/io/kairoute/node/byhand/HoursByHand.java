package io.kairoute.node.byhand;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Set;

/** Who is at their desk when, New York time. */
final class HoursByHand {
    private static final Set<LocalDate> HOLIDAYS = Set.of(
            LocalDate.of(2015, 5, 25),
            LocalDate.of(2026, 11, 26),
            LocalDate.of(2026, 12, 25),
            LocalDate.of(2027, 1, 1),
            LocalDate.of(2027, 5, 31),
            LocalDate.of(2027, 7, 5),
            LocalDate.of(2027, 11, 25));

    private HoursByHand() {}

    /** Whether the customer care is open. */
    static boolean isCareOpen(final LocalDateTime at) {
        final LocalDate date = at.toLocalDate();
        if (date.equals(LocalDate.of(2015, 4, 5))) {
            return isBetween(at, 10, 14);
        }
        if (date.equals(LocalDate.of(2026, 12, 24))) {
            return isBetween(at, 8, 14);
        }
        if (HOLIDAYS.contains(date)) {
            return false;
        }
        if (date.getDayOfWeek() == DayOfWeek.SATURDAY) {
            return isBetween(at, 8, 20);
        }
        return date.getDayOfWeek() == DayOfWeek.SUNDAY ? isBetween(at, 9, 18) : isBetween(at, 7, 22);
    }

    /** Whether the office is open. */
    static boolean isOfficeOpen(final LocalDateTime at) {
        final LocalDate date = at.toLocalDate();
        final boolean weekend = date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
        if (weekend || HOLIDAYS.contains(date) || date.equals(LocalDate.of(2026, 11, 27))) {
            return false;
        }
        final int minute = at.toLocalTime().toSecondOfDay() / 60;
        return (minute >= 8 * 60 && minute < 12 * 60 + 30) || (minute >= 13 * 60 && minute < 18 * 60);
    }

    /** Whether the desks with extended hours are open. */
    static boolean isExtendedOpen(final LocalDateTime at) {
        if (at.toLocalDate().equals(LocalDate.of(2026, 12, 25))) {
            return isBetween(at, 10, 18);
        }
        return at.getHour() >= 6;
    }

    private static boolean isBetween(final LocalDateTime at, final int fromHour, final int untilHour) {
        return at.getHour() >= fromHour && at.getHour() < untilHour;
    }
}
