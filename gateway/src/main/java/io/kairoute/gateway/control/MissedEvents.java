package io.kairoute.gateway.control;

import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.WatchLiveOccasionsResponse;
import io.kairoute.gateway.control.LiveByClock.Passed;
import io.kairoute.gateway.control.state.LiveMark;
import io.kairoute.gateway.control.state.TenantState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a watcher missed between a position and now: of each live occasion that is kept, the newest that happened to it.
 *
 * <p>Changes come first, in the order of the log; then what the clock did, in the order of time. Each event carries a position behind
 * which everything that is still to come would be told again, so a watcher that breaks off in between misses nothing.
 */
final class MissedEvents {
    /** An event, and how much a watcher has heard with it. */
    private record Missed(WatchLiveOccasionsResponse event, WatchPosition position) {}

    private MissedEvents() {}

    /** Whether all is kept that can have happened since a position. */
    static boolean isKnown(final TenantState state, final WatchPosition reached, final long nowMs) {
        final long newestMs = Math.max(nowMs, state.logTimeMs());
        return reached.sequence() <= state.last().sequence()
                && reached.toldMs() >= newestMs - TenantState.KEPT_AFTER_END_MS;
    }

    /** Tells a watcher what it missed. */
    static void tell(
            final TenantControl tenant,
            final OccasionWatcher watcher,
            final WatchPosition reached,
            final WatchPosition here) {
        final List<Missed> missed = new ArrayList<>(changes(tenant, reached, here.toldMs()));
        missed.addAll(passed(tenant, reached, here));
        watcher.goOn(tenant.state().live().keySet(), missed.isEmpty() ? here.toString() : "");
        for (int i = 0; i < missed.size(); i++) {
            final WatchPosition position = i + 1 < missed.size() ? missed.get(i).position() : here;
            watcher.changed(missed.get(i).event(), position.toString());
        }
    }

    private static List<Missed> changes(final TenantControl tenant, final WatchPosition reached, final long nowMs) {
        return tenant.state().live().values().stream()
                .filter(occasion -> isChanged(tenant, occasion, reached))
                .sorted(Comparator.comparingLong(
                        occasion -> mark(tenant, occasion).newest()))
                .map(occasion -> new Missed(
                        event(change(tenant, occasion, reached, nowMs), tenant, occasion, nowMs),
                        new WatchPosition(mark(tenant, occasion).newest(), reached.toldMs())))
                .toList();
    }

    private static String change(
            final TenantControl tenant, final LiveOccasion occasion, final WatchPosition reached, final long nowMs) {
        if (LiveView.isResolved(occasion)) {
            return "RESOLVED";
        }
        if (LiveView.hasEnded(occasion, nowMs)) {
            return "EXPIRED";
        }
        return mark(tenant, occasion).declared() > reached.sequence() ? "DECLARED" : "EXTENDED";
    }

    private static List<Missed> passed(
            final TenantControl tenant, final WatchPosition reached, final WatchPosition here) {
        final List<Passed> passed = LiveByClock.passed(
                tenant.state().live().values().stream().filter(occasion -> !isChanged(tenant, occasion, reached)),
                occasion -> reached.toldMs(),
                here.toldMs());
        final List<Missed> missed = new ArrayList<>();
        for (int i = 0; i < passed.size(); i++) {
            missed.add(new Missed(
                    event(passed.get(i).event(), tenant, passed.get(i).occasion(), here.toldMs()),
                    new WatchPosition(here.sequence(), toldMs(passed, i, reached.toldMs(), here.toldMs()))));
        }
        return missed;
    }

    /** Up to which time a watcher has heard what the clock did, once it has heard the event of this index and all before. */
    static long toldMs(final List<Passed> passed, final int index, final long fromMs, final long toMs) {
        return index + 1 < passed.size()
                ? Math.max(fromMs, passed.get(index + 1).atMs() - 1)
                : toMs;
    }

    /** An event of a live occasion as callers see it. */
    static WatchLiveOccasionsResponse event(
            final String event, final TenantControl tenant, final LiveOccasion occasion, final long nowMs) {
        return WatchLiveOccasionsResponse.newBuilder()
                .setEvent(event)
                .setLiveOccasion(LiveView.shown(tenant, occasion, nowMs))
                .build();
    }

    private static boolean isChanged(
            final TenantControl tenant, final LiveOccasion occasion, final WatchPosition reached) {
        return mark(tenant, occasion).newest() > reached.sequence();
    }

    private static LiveMark mark(final TenantControl tenant, final LiveOccasion occasion) {
        return tenant.state().liveMark(occasion.getId());
    }
}
