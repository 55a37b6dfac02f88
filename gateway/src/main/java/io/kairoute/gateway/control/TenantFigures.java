package io.kairoute.gateway.control;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.QueueOverride;
import io.kairoute.gateway.control.state.TenantState;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.live.QueueState;
import io.kairoute.router.table.QueueDefinition;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What holds of a tenant at one moment, in figures. Immutable.
 *
 * @param revisionsRefused published revisions that this node cannot compile
 * @param live live occasions
 * @param overrides overrides of queues
 * @param off by switch, whether it is off
 * @param queues what is known of the queues' states
 */
public record TenantFigures(int revisionsRefused, Held live, Held overrides, Map<String, Boolean> off, Reports queues) {
    /**
     * What holds for a time: how many have begun and not ended.
     *
     * @param leftMs until the first of them ends; empty without one
     */
    public record Held(int count, OptionalLong leftMs) {}

    /**
     * What queues reported.
     *
     * @param fresh queues whose state counts
     * @param stale queues whose state is too old to count
     * @param silent queues that never reported
     * @param newestAgeMs the age of the newest state; empty without one
     * @param oldestAgeMs the age of the oldest state; empty without one
     */
    public record Reports(int fresh, int stale, int silent, OptionalLong newestAgeMs, OptionalLong oldestAgeMs) {}

    /** On the control thread. */
    static TenantFigures of(final TenantControl tenant, final long nowMs) {
        final TenantState state = tenant.state();
        return new TenantFigures(
                tenant.revisions().refused().size(),
                held(state.unresolvedLive(), LiveOccasion::getStartTime, LiveOccasion::getExpireTime, nowMs),
                held(state.overrides().values(), QueueOverride::getStartTime, QueueOverride::getExpireTime, nowMs),
                off(state, nowMs),
                reports(tenant, nowMs));
    }

    private static <T> Held held(
            final Collection<T> all,
            final Function<T, Timestamp> start,
            final Function<T, Timestamp> expire,
            final long nowMs) {
        final long[] endsMs = all.stream()
                .filter(one -> Timestamps.toMillis(start.apply(one)) <= nowMs)
                .mapToLong(one -> Timestamps.toMillis(expire.apply(one)))
                .filter(endMs -> endMs > nowMs)
                .sorted()
                .toArray();
        return new Held(endsMs.length, endsMs.length == 0 ? OptionalLong.empty() : OptionalLong.of(endsMs[0] - nowMs));
    }

    private static Map<String, Boolean> off(final TenantState state, final long nowMs) {
        final Map<String, Boolean> off = new LinkedHashMap<>();
        for (final String name : List.of(TenantState.STAGE_TWO, TenantState.EXPERIMENTS)) {
            off.put(name, state.switchOf(name).untilMs() > nowMs);
        }
        return off;
    }

    private static Reports reports(final TenantControl tenant, final long nowMs) {
        final CompiledRevision current = tenant.revisions().current();
        int fresh = 0;
        int stale = 0;
        int silent = 0;
        long newestMs = Long.MIN_VALUE;
        long oldestMs = Long.MAX_VALUE;
        for (final QueueDefinition queue : current == null
                ? List.<QueueDefinition>of()
                : current.definition().queues()) {
            final QueueState reported = tenant.snapshots().newestState(queue.id());
            if (reported == null) {
                silent++;
                continue;
            }
            if (nowMs - reported.atMs() <= queue.freshForMs()) {
                fresh++;
            } else {
                stale++;
            }
            newestMs = Math.max(newestMs, reported.atMs());
            oldestMs = Math.min(oldestMs, reported.atMs());
        }
        return new Reports(
                fresh, stale, silent, age(fresh + stale, nowMs - newestMs), age(fresh + stale, nowMs - oldestMs));
    }

    private static OptionalLong age(final int reported, final long ageMs) {
        return reported == 0 ? OptionalLong.empty() : OptionalLong.of(ageMs);
    }
}
