package io.kairoute.gateway.outcome;

import io.kairoute.gateway.control.ControlRefusal;
import java.util.HashMap;
import java.util.Map;

/**
 * How many calls that go on are open. Each has a place of its lane for as long as it lasts, so that some must be left to others.
 *
 * <p>Thread-safe.
 */
final class OutcomeStreams {
    private static final int MOST = 4;
    private static final int MOST_OF_TENANT = 2;

    private final Map<Integer, Integer> openOf = new HashMap<>();

    /** What one call holds. Thread-confined. */
    final class Place {
        private final int tenant;
        private boolean isLeft;

        private Place(final int tenant) {
            this.tenant = tenant;
        }

        /** Gives it back; a second time it does nothing. */
        void leave() {
            if (!isLeft) {
                isLeft = true;
                OutcomeStreams.this.leave(tenant);
            }
        }
    }

    /** Takes a place for a call of a tenant, by ordinal. */
    synchronized Place enter(final int tenant) {
        final int open = openOf.values().stream().mapToInt(Integer::intValue).sum();
        if (open >= MOST || openOf.getOrDefault(tenant, 0) >= MOST_OF_TENANT) {
            throw ControlRefusal.exhausted(
                    "TOO_MANY_STREAMS",
                    "At most " + MOST_OF_TENANT + " calls of StreamOutcomes of a tenant, and " + MOST
                            + " of all, are open at once; send more in each, or use ReportOutcomes.");
        }
        openOf.merge(tenant, 1, Integer::sum);
        return new Place(tenant);
    }

    private synchronized void leave(final int tenant) {
        openOf.merge(tenant, -1, Integer::sum);
    }
}
