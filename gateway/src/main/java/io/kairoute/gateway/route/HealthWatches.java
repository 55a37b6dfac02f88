package io.kairoute.gateway.route;

import io.kairoute.gateway.health.HealthAnswers;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Who watches this node's health on one event loop. Thread-confined: owned by its event loop. */
final class HealthWatches {
    private final OpenCalls openCalls;
    private final Set<HealthWatch> watches = new LinkedHashSet<>();

    HealthWatches(final OpenCalls openCalls) {
        this.openCalls = openCalls;
    }

    /** Takes one more; false where there are as many as there may be. */
    boolean joins(final HealthWatch watch) {
        if (watches.size() >= HealthAnswers.MAX_WATCHERS) {
            return false;
        }
        watches.add(watch);
        openCalls.watches(watches.size());
        return true;
    }

    /** One is gone. */
    void leaves(final HealthWatch watch) {
        watches.remove(watch);
        openCalls.watches(watches.size());
    }

    /** Has each look whether its caller is to be told something. */
    void look() {
        if (!watches.isEmpty()) {
            List.copyOf(watches).forEach(HealthWatch::look);
        }
    }
}
