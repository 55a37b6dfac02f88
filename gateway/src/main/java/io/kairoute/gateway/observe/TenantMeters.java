package io.kairoute.gateway.observe;

import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.snapshot.TenantDirectory;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Shows, for each tenant, which snapshot and which segment set it routes by, and how old they are.
 *
 * <p>Snapshots do not say when they were published, so somebody must {@link #look} once a second. Thread-safe: one thread
 * looks, and what it sees is published by a volatile store of an immutable state.
 */
public final class TenantMeters {
    private final TenantDirectory tenants;
    private final InstantSource clock;
    private final List<Seen> seen = new ArrayList<>();

    /** Makes the meters of all tenants of a node. */
    public TenantMeters(
            final TenantDirectory tenants, final PrometheusMeterRegistry registry, final InstantSource clock) {
        this.tenants = tenants;
        this.clock = clock;
        for (int ordinal = 0; ordinal < tenants.count(); ordinal++) {
            final Seen tenant = new Seen();
            seen.add(tenant);
            bind(tenants.id(ordinal), tenant, registry);
        }
        look();
        registry.getPrometheusRegistry().register(new SegmentSetCollector(this::sets));
    }

    private void bind(final String id, final Seen tenant, final PrometheusMeterRegistry registry) {
        Gauge.builder("kairoute.snapshot.revision", tenant, Seen::revision)
                .description("The table's revision in use; 0 before the first.")
                .tag("tenant", id)
                .register(registry);
        Gauge.builder("kairoute.snapshot.age.seconds", tenant, it -> it.ageSeconds(clock.millis()))
                .description("Time since the snapshot in use was published, to a second.")
                .tag("tenant", id)
                .register(registry);
        Gauge.builder("kairoute.segment.set.age.seconds", tenant, it -> it.setAgeSeconds(clock.millis()))
                .description("Age of the data in the segment set in use; NaN without a set.")
                .tag("tenant", id)
                .register(registry);
    }

    /** Looks for snapshots that were published since the last time. */
    public void look() {
        for (int ordinal = 0; ordinal < tenants.count(); ordinal++) {
            seen.get(ordinal).see(tenants.holder(ordinal).acquire(), clock.millis());
        }
    }

    private Map<String, String> sets() {
        final Map<String, String> sets = new TreeMap<>();
        for (int ordinal = 0; ordinal < tenants.count(); ordinal++) {
            final String name = seen.get(ordinal).setName();
            if (!name.isEmpty()) {
                sets.put(tenants.id(ordinal), name);
            }
        }
        return sets;
    }

    /** What was last seen of one tenant. */
    private static final class Seen {
        private record State(Snapshot snapshot, long sinceMs) {}

        private volatile @Nullable State state;

        void see(final @Nullable Snapshot snapshot, final long nowMs) {
            final State before = state;
            if (snapshot != null && (before == null || !isSame(before.snapshot, snapshot))) {
                state = new State(snapshot, nowMs);
            }
        }

        @SuppressWarnings("ReferenceEquality") // whether it is the same one is the question
        private static boolean isSame(final Snapshot one, final Snapshot other) {
            return one == other;
        }

        double revision() {
            final State now = state;
            return now == null ? 0 : now.snapshot.revision();
        }

        double ageSeconds(final long nowMs) {
            final State now = state;
            return now == null ? Double.NaN : (nowMs - now.sinceMs) / 1e3;
        }

        double setAgeSeconds(final long nowMs) {
            final State now = state;
            return now == null || now.snapshot.segments().lookup() == null
                    ? Double.NaN
                    : Math.max(0, nowMs - now.snapshot.segments().sourceTimeMs()) / 1e3;
        }

        String setName() {
            final State now = state;
            return now == null ? "" : new String(now.snapshot.segmentSetVersion(), StandardCharsets.UTF_8);
        }
    }
}
