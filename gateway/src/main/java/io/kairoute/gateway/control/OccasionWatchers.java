package io.kairoute.gateway.control;

import io.kairoute.control.v1.WatchLiveOccasionsResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Those who watch live occasions, and the latest events for one who comes back.
 *
 * <p>A position is the number of an event behind a name that is made at each start, so that one from before a restart is not
 * taken for one of now. Thread-confined: owned by the control thread.
 */
final class OccasionWatchers {
    /** How many may watch one tenant. */
    static final int MOST_OF_TENANT = 128;

    private static final int MOST = 1_024;
    private static final int KEPT = 1_024;

    /** An event with its number. */
    private record Numbered(long number, WatchLiveOccasionsResponse event) {}

    /** Those of one tenant. */
    private static final class OfTenant {
        private final Set<OccasionWatcher> watchers = new HashSet<>();
        private final Deque<Numbered> latest = new ArrayDeque<>();
        private long number;
    }

    private final String name = UUID.randomUUID().toString().substring(0, 8);
    private final Map<String, OfTenant> tenants = new HashMap<>();

    /**
     * Adds a watcher, which goes on where it had been or is told what is there.
     *
     * @param since the position it has reached; empty for none
     * @param present what is there, by id
     */
    void add(
            final String tenant,
            final OccasionWatcher watcher,
            final String since,
            final Map<String, WatchLiveOccasionsResponse> present) {
        final OfTenant of = tenants.computeIfAbsent(tenant, id -> new OfTenant());
        tenants.values().forEach(one -> one.watchers.removeIf(OccasionWatcher::isOver));
        if (of.watchers.size() >= MOST_OF_TENANT || count() >= MOST) {
            throw ControlRefusal.exhausted(
                    "TOO_MANY_WATCHERS", "Too many callers watch live occasions; end one of them, or list them.");
        }
        final long reached = number(of, since);
        if (reached < 0) {
            watcher.present(present, position(of.number), !since.isEmpty());
        } else {
            goOn(of, watcher, reached, present);
        }
        of.watchers.add(watcher);
    }

    /** Removes a watcher. */
    void remove(final String tenant, final OccasionWatcher watcher) {
        final OfTenant of = tenants.get(tenant);
        if (of != null) {
            of.watchers.remove(watcher);
        }
    }

    /** Whether somebody watches a tenant. */
    boolean isWatched(final String tenant) {
        final OfTenant of = tenants.get(tenant);
        return of != null && !of.watchers.isEmpty();
    }

    /** Tells all who watch a tenant. */
    void tell(final String tenant, final WatchLiveOccasionsResponse event) {
        final OfTenant of = tenants.computeIfAbsent(tenant, id -> new OfTenant());
        of.number++;
        of.latest.addLast(new Numbered(of.number, event));
        if (of.latest.size() > KEPT) {
            of.latest.removeFirst();
        }
        of.watchers.removeIf(OccasionWatcher::isOver);
        of.watchers.forEach(watcher -> watcher.changed(event, position(of.number)));
    }

    private void goOn(
            final OfTenant of,
            final OccasionWatcher watcher,
            final long reached,
            final Map<String, WatchLiveOccasionsResponse> present) {
        final Set<String> ids = new HashSet<>(present.keySet());
        of.latest.forEach(one -> ids.add(one.event().getLiveOccasion().getId()));
        watcher.goOn(ids);
        of.latest.stream()
                .filter(one -> one.number() > reached)
                .forEach(one -> watcher.changed(one.event(), position(one.number())));
    }

    /** The number that a position stands for; -1 when nothing is known of it any more. */
    private long number(final OfTenant of, final String since) {
        final String digits = since.startsWith(name + "-") ? since.substring(name.length() + 1) : "";
        if (!digits.matches("[0-9]{1,18}")) {
            return -1;
        }
        final long number = Long.parseLong(digits);
        return number <= of.number && number >= of.number - of.latest.size() ? number : -1;
    }

    private String position(final long number) {
        return name + "-" + number;
    }

    private int count() {
        return tenants.values().stream().mapToInt(one -> one.watchers.size()).sum();
    }
}
