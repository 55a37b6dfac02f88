package io.kairoute.router.clock;

import java.util.Arrays;

/**
 * The week of local time, cut at every minute at which some rule's window starts or ends: which cut an instant lies in.
 *
 * <p>Immutable.
 */
public final class WeekWindows {
    /** Minutes of a day. */
    public static final int DAY_MINUTES = 1_440;
    /** Minutes of a week that starts on Monday at midnight. */
    public static final int WEEK_MINUTES = 7 * DAY_MINUTES;

    private static final long MINUTE_MS = 60_000L;
    /** From Monday midnight of the epoch's week to the epoch, a Thursday. */
    private static final int EPOCH_MINUTE = 3 * DAY_MINUTES;

    private final ZoneOffsets zone;
    private final int[] startMinutes;

    /**
     * Makes a week.
     *
     * @param zone whose wall clock is read
     * @param cutMinutes minutes of the week, in any order, repeats allowed
     */
    public WeekWindows(final ZoneOffsets zone, final int[] cutMinutes) {
        this.zone = zone;
        this.startMinutes = Arrays.stream(cutMinutes)
                .map(minute -> Math.floorMod(minute, WEEK_MINUTES))
                .filter(minute -> minute > 0)
                .distinct()
                .sorted()
                .toArray();
    }

    /** How many cuts the week has; at least one. */
    public int count() {
        return startMinutes.length + 1;
    }

    /** The first minute of a cut. */
    public int startMinute(final int index) {
        return index == 0 ? 0 : startMinutes[index - 1];
    }

    /** The cut that an instant lies in, from 0. */
    public int index(final long nowMs) {
        final long localMinute = Math.floorDiv(zone.localMs(nowMs), MINUTE_MS);
        final int minute = Math.floorMod(localMinute + EPOCH_MINUTE, WEEK_MINUTES);
        int low = 0;
        int high = startMinutes.length;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (startMinutes[middle] <= minute) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
