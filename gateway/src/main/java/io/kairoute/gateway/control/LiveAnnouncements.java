package io.kairoute.gateway.control;

import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.WatchLiveOccasionsResponse;
import io.kairoute.gateway.control.LiveByClock.Passed;
import io.kairoute.gateway.control.loop.ControlProxy;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells whoever watches a tenant's live occasions.
 *
 * <p>Changes are told by whoever has folded their entry in, in the same turn of the control loop; what the clock does is told by the
 * tick. All that is remembered is the time up to which that is told, and which ones changed since. What a watcher that comes back
 * has missed is worked out from the state by {@link MissedEvents}, so it is the same after a restart. Thread-confined: its methods
 * run on the control thread.
 */
final class LiveAnnouncements {
    private final ControlProxy proxy;
    private final InstantSource clock;
    private final OccasionWatchers watchers = new OccasionWatchers();
    private final Map<String, Told> tenants = new HashMap<>();

    /** How far the watchers of one tenant are told what the clock does. */
    private static final class Told {
        private final Set<String> changed = new HashSet<>();
        private long untilMs;

        private Told(final long untilMs) {
            this.untilMs = untilMs;
        }

        // Whatever changed since the last tick is looked at as a whole.
        private long untilMs(final LiveOccasion occasion) {
            return changed.contains(occasion.getId()) ? Long.MIN_VALUE : untilMs;
        }
    }

    LiveAnnouncements(final ControlProxy proxy, final InstantSource clock) {
        this.proxy = proxy;
        this.clock = clock;
    }

    /** One was declared, by this entry of the log. */
    void declared(final TenantControl tenant, final String id, final long sequence) {
        changed(tenant, "DECLARED", id, sequence);
    }

    /** The end of one was moved, by this entry of the log. */
    void extended(final TenantControl tenant, final String id, final long sequence) {
        changed(tenant, "EXTENDED", id, sequence);
    }

    /** One was ended by somebody, by this entry of the log; its end is not announced again. */
    void resolved(final TenantControl tenant, final String id, final long sequence) {
        changed(tenant, "RESOLVED", id, sequence);
    }

    /** Starts telling somebody, beginning with what is there, or with what was missed since a position. */
    void watch(final TenantControl tenant, final String since, final OccasionWatcher watcher) {
        proxy.check();
        final long nowMs = clock.millis();
        tick(tenant, nowMs);
        watchers.add(tenant.id(), watcher);
        final WatchPosition here = new WatchPosition(tenant.state().last().sequence(), nowMs);
        final WatchPosition reached = WatchPosition.parse(since);
        if (reached == null || !MissedEvents.isKnown(tenant.state(), reached, nowMs)) {
            watcher.present(present(tenant, nowMs), here.toString(), !since.isEmpty());
        } else {
            MissedEvents.tell(tenant, watcher, reached, here);
        }
    }

    /** Stops telling somebody. */
    void unwatch(final TenantControl tenant, final OccasionWatcher watcher) {
        proxy.check();
        watchers.remove(tenant.id(), watcher);
    }

    /** Announces what the clock did since the last time: what ends soon, what has ended, what is there again. */
    void tick(final TenantControl tenant, final long nowMs) {
        proxy.check();
        final Told told = told(tenant, nowMs);
        if (watchers.isWatched(tenant.id())) {
            final List<Passed> passed =
                    LiveByClock.passed(tenant.state().live().values().stream(), told::untilMs, nowMs);
            final long sequence = tenant.state().last().sequence();
            for (int i = 0; i < passed.size(); i++) {
                final long toldMs = MissedEvents.toldMs(passed, i, told.untilMs, nowMs);
                watchers.tell(
                        tenant.id(),
                        MissedEvents.event(
                                passed.get(i).event(), tenant, passed.get(i).occasion(), nowMs),
                        new WatchPosition(sequence, toldMs));
            }
        }
        told.untilMs = nowMs;
        told.changed.clear();
    }

    private void changed(final TenantControl tenant, final String event, final String id, final long sequence) {
        proxy.check();
        final long nowMs = clock.millis();
        final Told told = told(tenant, nowMs);
        told.changed.add(id);
        final LiveOccasion occasion = tenant.state().live().get(id);
        if (occasion != null) {
            watchers.tell(
                    tenant.id(),
                    MissedEvents.event(event, tenant, occasion, nowMs),
                    new WatchPosition(sequence, told.untilMs));
        }
    }

    private static Map<String, WatchLiveOccasionsResponse> present(final TenantControl tenant, final long nowMs) {
        final Map<String, WatchLiveOccasionsResponse> present = new LinkedHashMap<>();
        tenant.state().live().values().stream()
                .filter(occasion -> !LiveView.isResolved(occasion) && !LiveView.hasEnded(occasion, nowMs))
                .forEach(occasion ->
                        present.put(occasion.getId(), MissedEvents.event("PRESENT", tenant, occasion, nowMs)));
        return present;
    }

    // What ended before the first tick was told by an earlier start, or to nobody.
    private Told told(final TenantControl tenant, final long nowMs) {
        return tenants.computeIfAbsent(tenant.id(), id -> new Told(nowMs));
    }
}
