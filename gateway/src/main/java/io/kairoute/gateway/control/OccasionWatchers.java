package io.kairoute.gateway.control;

import io.kairoute.control.v1.WatchLiveOccasionsResponse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Those who watch live occasions, as many as may. Thread-confined: owned by the control thread. */
final class OccasionWatchers {
    /** How many may watch one tenant. */
    static final int MOST_OF_TENANT = 128;

    private static final int MOST = 1_024;

    private final Map<String, Set<OccasionWatcher>> tenants = new HashMap<>();

    /** Adds a watcher. */
    void add(final String tenant, final OccasionWatcher watcher) {
        tenants.values().forEach(watchers -> watchers.removeIf(OccasionWatcher::isOver));
        final Set<OccasionWatcher> of = tenants.computeIfAbsent(tenant, id -> new HashSet<>());
        if (of.size() >= MOST_OF_TENANT || count() >= MOST) {
            throw ControlRefusal.exhausted(
                    "TOO_MANY_WATCHERS", "Too many callers watch live occasions; end one of them, or list them.");
        }
        of.add(watcher);
    }

    /** Removes a watcher. */
    void remove(final String tenant, final OccasionWatcher watcher) {
        tenants.getOrDefault(tenant, new HashSet<>()).remove(watcher);
    }

    /** Whether somebody watches a tenant. */
    boolean isWatched(final String tenant) {
        return !tenants.getOrDefault(tenant, Set.of()).isEmpty();
    }

    /** Tells all who watch a tenant. */
    void tell(final String tenant, final WatchLiveOccasionsResponse event, final WatchPosition position) {
        final Set<OccasionWatcher> watchers = tenants.getOrDefault(tenant, new HashSet<>());
        watchers.removeIf(OccasionWatcher::isOver);
        watchers.forEach(watcher -> watcher.changed(event, position.toString()));
    }

    private int count() {
        return tenants.values().stream().mapToInt(Set::size).sum();
    }
}
