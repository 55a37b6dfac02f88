package io.kairoute.router.table.logic;

import io.kairoute.router.clock.WeekWindows;
import io.kairoute.router.table.ConditionsDefinition.TimeWindow;
import java.time.DayOfWeek;
import java.util.BitSet;

/** The minutes of a week that a time window holds. Immutable. */
public final class WeekMinutes {
    private static final int PER_DAY = WeekWindows.DAY_MINUTES;
    private static final int PER_WEEK = WeekWindows.WEEK_MINUTES;
    /** What comparing two windows costs, in words. */
    static final int COST = PER_WEEK / Long.SIZE;

    private final BitSet minutes = new BitSet(PER_WEEK);

    /** The minutes of a window; times that are not of this day are taken as its nearest. */
    WeekMinutes(final TimeWindow window) {
        final int fromMinute = Math.max(0, Math.min(PER_DAY - 1, window.fromMinute()));
        final int toMinute = Math.max(1, Math.min(PER_DAY, window.toMinute()));
        final int length = toMinute > fromMinute ? toMinute - fromMinute : toMinute + PER_DAY - fromMinute;
        for (final DayOfWeek day : window.days()) {
            final int from = day.ordinal() * PER_DAY + fromMinute;
            minutes.set(from, Math.min(from + length, PER_WEEK));
            if (from + length > PER_WEEK) {
                minutes.set(0, from + length - PER_WEEK);
            }
        }
    }

    boolean isWholeWeek() {
        return minutes.cardinality() == PER_WEEK;
    }

    boolean covers(final WeekMinutes other) {
        final BitSet beyond = (BitSet) other.minutes.clone();
        beyond.andNot(minutes);
        return beyond.isEmpty();
    }

    boolean isDisjoint(final WeekMinutes other) {
        return !minutes.intersects(other.minutes);
    }
}
