package io.kairoute.router.clock;

/**
 * The state of every calendar of a table at an instant.
 *
 * <p>Each calendar is compiled ahead, for a horizon of years, to the instants at which its state changes, daylight-saving
 * jumps resolved; an instant outside that horizon is decided by the wall-clock rule itself, which is what the intervals
 * were made from, so the horizon is a matter of speed alone. A calendar that changes too often for one has none. Immutable.
 */
public final class CalendarTable {
    /** Outside every span of an ordinary day. */
    public static final int CLOSED = 0;
    /** Inside a span. */
    public static final int OPEN = 1;
    /** On a holiday without an exception. */
    public static final int HOLIDAY = 2;

    /** The calendar that is open at every instant. */
    public static final int ALWAYS = -1;

    private final Hours[] hours;
    private final long[][] changesMs;
    private final byte[][] states;

    private CalendarTable(final Hours[] hours, final long[][] changesMs, final byte[][] states) {
        this.hours = hours;
        this.changesMs = changesMs;
        this.states = states;
    }

    /**
     * Compiles calendars.
     *
     * @param hours one wall-clock rule per calendar
     * @param horizonFromMs where the compiled intervals start
     * @param horizonUntilMs where they end
     */
    public static CalendarTable of(final Hours[] hours, final long horizonFromMs, final long horizonUntilMs) {
        final long[][] changes = new long[hours.length][];
        final byte[][] states = new byte[hours.length][];
        for (int i = 0; i < hours.length; i++) {
            final Hours.Intervals intervals = hours[i].intervals(horizonFromMs, horizonUntilMs);
            changes[i] = intervals.startsMs();
            states[i] = intervals.states();
        }
        return new CalendarTable(hours.clone(), changes, states);
    }

    /** How many calendars there are, {@link #ALWAYS} not counted. */
    public int count() {
        return hours.length;
    }

    /** The state of a calendar at an instant: {@link #CLOSED}, {@link #OPEN} or {@link #HOLIDAY}. */
    public int state(final int calendar, final long nowMs) {
        if (calendar == ALWAYS) {
            return OPEN;
        }
        final long[] changes = changesMs[calendar];
        final int last = changes.length - 1;
        if (nowMs < changes[0] || nowMs >= changes[last]) {
            return hours[calendar].state(nowMs);
        }
        return states[calendar][interval(changes, nowMs)];
    }

    /**
     * When a calendar's state changes next after an instant, milliseconds since 1970; {@link Long#MAX_VALUE} where it does not, or not
     * within what is compiled.
     */
    public long nextChangeMs(final int calendar, final long nowMs) {
        if (calendar == ALWAYS || nowMs < changesMs[calendar][0]) {
            return Long.MAX_VALUE;
        }
        final long[] changes = changesMs[calendar];
        final int now = state(calendar, nowMs);
        // The last one is where the compiled time ends, not a change.
        for (int i = interval(changes, nowMs) + 1; i < changes.length - 1; i++) {
            if (states[calendar][i] != now) {
                return changes[i];
            }
        }
        return Long.MAX_VALUE;
    }

    /** Which of the compiled intervals an instant is in. */
    private static int interval(final long[] changes, final long nowMs) {
        int low = 0;
        int high = changes.length - 1;
        while (high - low > 1) {
            final int middle = (low + high) >>> 1;
            if (changes[middle] <= nowMs) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
