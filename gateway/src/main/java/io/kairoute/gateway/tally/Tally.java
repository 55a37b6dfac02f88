package io.kairoute.gateway.tally;

import io.kairoute.gateway.history.DecisionTap;
import io.kairoute.router.live.LiveOccasion;
import io.kairoute.router.log.DecisionRecord;
import io.kairoute.router.log.FittingLive;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.agrona.concurrent.NanoClock;

/**
 * Counts the decisions of every tenant, on the thread of the decision log.
 *
 * <p>Single writer: that thread. Any thread may read what is {@link #published}, which is brought up to date once a second with one
 * release store for each tenant.
 */
public final class Tally implements DecisionTap {
    private static final long MS_PER_SECOND = 1_000;

    private final NanoClock ticker;
    private final TallyClock clock;
    private final CountedAt now;
    private final AnswerScan answer = new AnswerScan();
    private final AnswerGroups groups = new AnswerGroups();
    private final AtomicReferenceArray<TenantTally> tenants;
    private final Queue<Earlier> earlier = new ConcurrentLinkedQueue<>();
    private final FittingLive fitting = new FittingLive();
    private final IntFunction<List<LiveOccasion>> live;
    private final long startSecond;
    private long lost;
    private long lastLostSecond;
    private volatile TallySnapshot nothing;

    /** What was counted of a tenant's time before the start. */
    private record Earlier(int tenant, TallySnapshot counted) {}

    /**
     * Makes a tally of so many tenants, by ordinal.
     *
     * @param live the live occasions of a tenant as logged contacts meet them; the same list as long as nothing changed
     * @param wallMs what the wall clock shows
     * @param ticker only its differences mean something
     */
    public Tally(
            final int tenants, final IntFunction<List<LiveOccasion>> live, final long wallMs, final NanoClock ticker) {
        this.tenants = new AtomicReferenceArray<>(tenants);
        this.live = live;
        this.ticker = ticker;
        clock = new TallyClock(wallMs, ticker.nanoTime());
        now = new CountedAt(wallMs / MS_PER_SECOND);
        startSecond = now.second();
        nothing = nothing();
    }

    @Override
    public void decided(final DecisionRecord record) {
        tenant(record.tenant()).count(record, now);
    }

    @Override
    public void round(final long wallMs, final LongSupplier lostSoFar) {
        for (Earlier one = earlier.poll(); one != null; one = earlier.poll()) {
            tenant(one.tenant()).addAll(one.counted(), now);
        }
        final long second = clock.advance(wallMs, ticker.nanoTime()) / MS_PER_SECOND;
        if (second == now.second()) {
            return;
        }
        now.set(second);
        final long lostNow = lostSoFar.getAsLong();
        if (lostNow != lost) {
            lost = lostNow;
            lastLostSecond = second;
        }
        nothing = nothing();
        for (int i = 0; i < tenants.length(); i++) {
            final TenantTally tenant = tenants.getPlain(i);
            if (tenant != null) {
                tenant.publish(now, second - 1, clock.aheadMs(), lastLostSecond);
            }
        }
    }

    /** What was counted of a tenant, by ordinal, up to the last second. */
    public TallySnapshot published(final int tenant) {
        final TenantTally tally = tenants.getAcquire(tenant);
        return tally == null ? nothing : tally.published();
    }

    /** Adds what was counted of a tenant's time before the start, with the next round; any thread. */
    void add(final int tenant, final TallySnapshot counted) {
        earlier.add(new Earlier(tenant, counted));
    }

    /** Counts by live occasion of a tenant's decisions before the start, for one thread. */
    LiveCounts livePast(final int tenant, final FittingLive looking) {
        return LiveCounts.ofThePast(() -> live.apply(tenant), looking);
    }

    /** The second in which the tally began. */
    long startSecond() {
        return startSecond;
    }

    private TenantTally tenant(final int ordinal) {
        final TenantTally known = tenants.getPlain(ordinal);
        if (known != null) {
            return known;
        }
        final TenantTally fresh =
                new TenantTally(answer, groups, LiveCounts.ofNow(() -> live.apply(ordinal), fitting), now, startSecond);
        tenants.setRelease(ordinal, fresh);
        return fresh;
    }

    private TallySnapshot nothing() {
        return new TallySnapshot(
                now.second() - 1,
                clock.aheadMs(),
                startSecond,
                new Counter[0],
                0,
                List.of(),
                List.of(),
                false,
                lastLostSecond);
    }
}
