package io.kairoute.router.clock;

import java.util.Arrays;

/**
 * The wall-clock rule of one calendar: an exception replaces its day, a holiday without one is holiday, else the weekly
 * spans count, start inside, end outside. Immutable.
 */
public final class Hours {
    static final long DAY_MS = 86_400_000L;
    private static final long MINUTE_MS = 60_000L;
    private static final int DAYS_PER_WEEK = 7;
    /** Instants of one calendar's horizon that are looked at: about thirteen spans a day, over three years. */
    static final int MOST_CANDIDATES = 1 << 15;

    /** 1970-01-01 was a Thursday: day 3 of a week that starts on Monday. */
    private static final int EPOCH_WEEKDAY = 3;

    private final ZoneOffsets zone;
    private final int[][] weekly;
    private final long[] exceptionDays;
    private final int[][] exceptions;
    private final long[] holidays;

    /**
     * Makes a rule.
     *
     * @param zone whose wall clock is read
     * @param weekly for Monday to Sunday, the spans of the day: first minute inside, first outside, and so on, rising
     * @param exceptionDays days since 1970, rising
     * @param exceptions the spans of each of these
     * @param holidays days since 1970, rising
     */
    public Hours(
            final ZoneOffsets zone,
            final int[][] weekly,
            final long[] exceptionDays,
            final int[][] exceptions,
            final long[] holidays) {
        this.zone = zone;
        this.weekly = weekly.clone();
        this.exceptionDays = exceptionDays.clone();
        this.exceptions = exceptions.clone();
        this.holidays = holidays.clone();
    }

    /** The state at an instant, straight from the rule. */
    public int state(final long nowMs) {
        return stateAtLocal(zone.localMs(nowMs));
    }

    private int stateAtLocal(final long localMs) {
        final long day = Math.floorDiv(localMs, DAY_MS);
        final int minute = (int) (Math.floorMod(localMs, DAY_MS) / MINUTE_MS);
        final int exception = Arrays.binarySearch(exceptionDays, day);
        if (exception >= 0) {
            return isInside(exceptions[exception], minute) ? CalendarTable.OPEN : CalendarTable.CLOSED;
        }
        if (Arrays.binarySearch(holidays, day) >= 0) {
            return CalendarTable.HOLIDAY;
        }
        final int weekday = Math.floorMod((int) (day + EPOCH_WEEKDAY), DAYS_PER_WEEK);
        return isInside(weekly[weekday], minute) ? CalendarTable.OPEN : CalendarTable.CLOSED;
    }

    // The bounds rise, so the minute is inside where the last bound that is not behind it opens a span.
    private static boolean isInside(final int[] spans, final int minute) {
        int low = 0;
        int high = spans.length;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (spans[middle] <= minute) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return (low & 1) == 1;
    }

    /**
     * The instants at which the state may change, and the state from each on; the last instant only ends the horizon.
     *
     * @param startsMs rising; only the last where there is no horizon
     * @param states one per start; that of the last is not read
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, at compile time; equality is never asked
    record Intervals(long[] startsMs, byte[] states) {}

    // A state can change only where the wall clock passes a minute that some span names, passes midnight, or jumps. So
    // the rule is asked at each of these instants, and equal neighbours are merged. Where there are too many there is
    // no
    // horizon: hardly a calendar opens a dozen times a day, and one that was made to would take the heap.
    Intervals intervals(final long fromMs, final long untilMs) {
        final LongList candidates = new LongList();
        final long[] jumps = zone.transitionsMs();
        long start = fromMs;
        for (int i = 0; i <= jumps.length && start < untilMs; i++) {
            final long end = i < jumps.length ? Math.min(jumps[i], untilMs) : untilMs;
            if (end > start) {
                addCandidates(candidates, start, end);
                start = end;
            }
        }
        if (candidates.size() > MOST_CANDIDATES) {
            return new Intervals(new long[] {untilMs}, new byte[1]);
        }
        final long[] starts = new long[candidates.size() + 1];
        final byte[] states = new byte[starts.length];
        int count = 0;
        for (int i = 0; i < candidates.size(); i++) {
            final byte state = (byte) state(candidates.get(i));
            if (count == 0 || states[count - 1] != state) {
                starts[count] = candidates.get(i);
                states[count++] = state;
            }
        }
        starts[count++] = untilMs;
        return new Intervals(Arrays.copyOf(starts, count), Arrays.copyOf(states, count));
    }

    // Between two jumps the wall clock runs at a constant distance from the instant.
    private void addCandidates(final LongList candidates, final long start, final long end) {
        candidates.add(start);
        final long offset = zone.localMs(start) - start;
        final long lastDay = Math.floorDiv(end + offset, DAY_MS);
        for (long day = Math.floorDiv(start + offset, DAY_MS);
                day <= lastDay && candidates.size() <= MOST_CANDIDATES;
                day++) {
            final long midnight = day * DAY_MS - offset;
            addInside(candidates, midnight, start, end);
            final int exception = Arrays.binarySearch(exceptionDays, day);
            final int weekday = Math.floorMod((int) (day + EPOCH_WEEKDAY), DAYS_PER_WEEK);
            for (final int minute : exception >= 0 ? exceptions[exception] : weekly[weekday]) {
                addInside(candidates, midnight + minute * MINUTE_MS, start, end);
            }
        }
    }

    private static void addInside(final LongList candidates, final long instant, final long start, final long end) {
        if (instant > start && instant < end) {
            candidates.add(instant);
        }
    }

    /** A growing list of longs; compile time only. */
    private static final class LongList {
        private long[] items = new long[1 << 10];
        private int size;

        void add(final long item) {
            if (size == items.length) {
                items = Arrays.copyOf(items, size * 2);
            }
            items[size++] = item;
        }

        long get(final int index) {
            return items[index];
        }

        int size() {
            return size;
        }
    }
}
