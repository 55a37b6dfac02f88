package io.kairoute.router.log;

import io.kairoute.router.Limits;
import io.kairoute.router.clock.CalendarTable;
import io.kairoute.router.clock.Hours;
import io.kairoute.router.codec.RouteRequestFlyweight;
import io.kairoute.router.rule.ContactValues;
import io.kairoute.router.rule.RuleMatcher;
import io.kairoute.router.signal.Signals;
import io.kairoute.router.snapshot.LiveTable;
import org.jspecify.annotations.Nullable;

/**
 * Finds the live occasions that a logged contact fits, as stage one finds them: an answer says that a live occasion decided, and not
 * which one.
 *
 * <p>Looking allocates nothing. Thread-confined: owned by whoever made it.
 */
public final class FittingLive {
    /** No live occasion, or no further one. */
    public static final int NONE = RuleMatcher.NONE;

    // Scopes name no calendar.
    private static final CalendarTable NO_CALENDARS = CalendarTable.of(new Hours[0], 0, 0);

    private final RouteRequestFlyweight request = new RouteRequestFlyweight();
    private final Signals signals = new Signals(request, false);
    private final ContactValues values = new ContactValues();
    private final RuleMatcher matcher = new RuleMatcher(Limits.LIVE_OCCASIONS);
    private @Nullable LiveTable live;

    /** Makes one that has looked at nothing. */
    public FittingLive() {}

    /**
     * Looks at a record.
     *
     * @param among live occasions whose account keys are masked as the log masks those of requests
     * @return the place of the first that its contact fits, or {@link #NONE}
     */
    public int first(final DecisionRecord record, final LiveTable among) {
        live = among;
        if (among.count() == 0 || request.wrap(record.buffer(), record.requestOffset(), record.requestLength()) != 0) {
            return NONE;
        }
        signals.read(record.nowMs());
        among.vocabulary().resolve(signals, NO_CALENDARS, values);
        matcher.match(among.scopes(), values);
        return counting(matcher.first());
    }

    /** The first behind one that fits, or {@link #NONE}. */
    public int next(final int index) {
        return counting(matcher.next(index));
    }

    private int counting(final int first) {
        int index = first;
        while (index != NONE && live != null && !live.counts(index, signals.nowMs())) {
            index = matcher.next(index);
        }
        return index;
    }
}
