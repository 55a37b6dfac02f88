package io.kairoute.gateway.control;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.WatchLiveOccasionsResponse;
import io.kairoute.gateway.control.loop.ControlProxy;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Tells whoever watches a tenant's live occasions. Thread-confined: its methods run on the control thread. */
final class LiveAnnouncements {
    /** How long before an end its coming is announced. */
    private static final long AHEAD_MS = 5 * 60 * 1_000;

    private final ControlProxy proxy;
    private final InstantSource clock;
    private final OccasionWatchers watchers = new OccasionWatchers();
    private final Map<String, Set<String>> announcedSoon = new HashMap<>();
    private final Map<String, Set<String>> announcedEnd = new HashMap<>();

    LiveAnnouncements(final ControlProxy proxy, final InstantSource clock) {
        this.proxy = proxy;
        this.clock = clock;
    }

    /** One was declared; its end is still to be announced, also where one of its id has ended before. */
    void declared(final TenantControl tenant, final LiveOccasion shown) {
        announced(announcedEnd, tenant).remove(shown.getId());
        announced(announcedSoon, tenant).remove(shown.getId());
        tell(tenant, "DECLARED", shown);
    }

    /** The end of one was moved. */
    void extended(final TenantControl tenant, final LiveOccasion shown) {
        announced(announcedSoon, tenant).remove(shown.getId());
        tell(tenant, "EXTENDED", shown);
    }

    /** One was ended by somebody; its end is not announced again. */
    void resolved(final TenantControl tenant, final LiveOccasion shown) {
        announced(announcedEnd, tenant).add(shown.getId());
        tell(tenant, "RESOLVED", shown);
    }

    /** Starts telling somebody, beginning with what is there. */
    void watch(final TenantControl tenant, final String since, final OccasionWatcher watcher) {
        proxy.check();
        final long nowMs = clock.millis();
        final Map<String, WatchLiveOccasionsResponse> present = new LinkedHashMap<>();
        tenant.state().live().values().stream()
                .filter(occasion -> !LiveView.hasEnded(occasion, nowMs))
                .forEach(occasion ->
                        present.put(occasion.getId(), event("PRESENT", LiveView.shown(tenant, occasion, nowMs))));
        watchers.add(tenant.id(), watcher, since, present);
    }

    /** Stops telling somebody. */
    void unwatch(final TenantControl tenant, final OccasionWatcher watcher) {
        proxy.check();
        watchers.remove(tenant.id(), watcher);
    }

    /** Announces what ends soon, and what has ended. */
    void tick(final TenantControl tenant, final long nowMs) {
        proxy.check();
        if (!watchers.isWatched(tenant.id())) {
            return;
        }
        for (final LiveOccasion occasion : tenant.state().live().values()) {
            if (LiveView.hasEnded(occasion, nowMs)) {
                if (announced(announcedEnd, tenant).add(occasion.getId())) {
                    tell(tenant, "EXPIRED", LiveView.shown(tenant, occasion, nowMs));
                }
            } else if (Timestamps.toMillis(occasion.getExpireTime()) - nowMs <= AHEAD_MS
                    && announced(announcedSoon, tenant).add(occasion.getId())) {
                tell(tenant, "EXPIRES_SOON", LiveView.shown(tenant, occasion, nowMs));
            }
        }
    }

    private void tell(final TenantControl tenant, final String event, final LiveOccasion occasion) {
        proxy.check();
        final WatchLiveOccasionsResponse response = event(event, occasion);
        watchers.tell(tenant.id(), response);
    }

    private static WatchLiveOccasionsResponse event(final String event, final LiveOccasion occasion) {
        return WatchLiveOccasionsResponse.newBuilder()
                .setEvent(event)
                .setLiveOccasion(occasion)
                .build();
    }

    private static Set<String> announced(final Map<String, Set<String>> which, final TenantControl tenant) {
        return which.computeIfAbsent(tenant.id(), id -> new HashSet<>());
    }
}
