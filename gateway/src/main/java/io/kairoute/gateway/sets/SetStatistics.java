package io.kairoute.gateway.sets;

import io.kairoute.gateway.work.LongWork;
import io.kairoute.router.store.OpenSegmentSet;
import io.kairoute.router.store.SegmentSetManifest;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts who is in a kept set of one tenant, and who came from where since another one.
 *
 * <p>Every entry of both sets is read. They are pinned for that, and nothing is held that anybody waits for. Thread-safe.
 */
final class SetStatistics {
    private static final long RECENT_MS = 3_600_000;
    private static final long LONGEST_S = 600;

    private final TenantSegments segments;
    private final SetsState state;
    private final RecentLookups.Source lookups;
    private final InstantSource clock;

    SetStatistics(
            final TenantSegments segments,
            final SetsState state,
            final RecentLookups.Source lookups,
            final InstantSource clock) {
        this.segments = segments;
        this.state = state;
        this.lookups = lookups;
        this.clock = clock;
    }

    /**
     * What was counted.
     *
     * @param ageMs how old the set's data is
     * @param fill the share of the file's room that entries take
     * @param lookups how customers were looked up of late
     * @param customers who is in the set
     * @param tiers customers by tier
     * @param since against the other set; null without one
     */
    record Counted(
            long ageMs,
            double fill,
            RecentLookups lookups,
            SetComparison customers,
            Map<String, Long> tiers,
            @Nullable Since since) {}

    /**
     * What changed since another set.
     *
     * @param left customers who are no more in the set
     * @param stabilityIndex how far the shares of the tiers moved
     */
    record Since(long left, double stabilityIndex) {}

    /**
     * Counts.
     *
     * @param before the other set; null for none
     * @param isUnwanted whether nobody waits for it any more
     */
    Counted count(
            final SegmentSetManifest set, final @Nullable SegmentSetManifest before, final BooleanSupplier isUnwanted) {
        state.needOpen();
        final LongWork work = segments.reading(() -> isUnwanted.getAsBoolean() || state.isClosed(), LONGEST_S);
        final KeptSets kept = segments.kept();
        try (SetPin one = kept.need(set.number());
                SetPin other = before == null ? null : kept.need(before.number())) {
            final OpenSegmentSet counted = one.set().openForScans();
            final OpenSegmentSet against = other == null ? null : other.set().openForScans();
            return work.inSlices(() -> count(counted, against, work));
        }
    }

    private Counted count(final OpenSegmentSet set, final @Nullable OpenSegmentSet before, final LongWork work) {
        final long nowMs = clock.millis();
        final RecentLookups recent = lookups.since(nowMs - RECENT_MS, work);
        final SetComparison customers = SetComparison.of(set, before, work);
        final Map<String, Long> tiers = customers.tally().tiers(set.header().words());
        return new Counted(
                Math.max(0, nowMs - set.header().sourceTimeMs()),
                set.store().fill(),
                recent,
                customers,
                tiers,
                before == null ? null : since(customers, tiers, before, work));
    }

    private static Since since(
            final SetComparison customers,
            final Map<String, Long> tiers,
            final OpenSegmentSet before,
            final LongWork work) {
        final Map<String, Long> then = SetComparison.of(before, null, work)
                .tally()
                .tiers(before.header().words());
        return new Since(
                then.values().stream().mapToLong(Long::longValue).sum() - customers.stayed(),
                SetComparison.stabilityIndex(then, tiers));
    }
}
