package io.kairoute.gateway.history.replay;

import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.gateway.control.LiveNow;
import io.kairoute.router.Limits;
import io.kairoute.router.compile.ReadableSet;
import io.kairoute.router.decide.Router;
import io.kairoute.router.decision.Band;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.log.DecisionRecord;
import io.kairoute.router.segment.SegmentSetHeader;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.snapshot.TenantDirectory;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Decides logged contacts as they would be decided from now on, without and with one more occasion live, and tells which differ.
 *
 * <p>A contact's customer is as it was known then. Thread-confined: owned by whoever made it.
 */
public final class LiveForecast {
    private final LiveNow now;
    private final LiveOccasion declared;
    private final long nowMs;
    private final Router router;
    private final LoggedSegments segments = new LoggedSegments();
    private final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_ROOM]);
    private @Nullable Pair last;

    /** Both snapshots over one segment set. */
    private record Pair(@Nullable SegmentSetHeader set, Snapshot without, Snapshot with) {}

    /** What of a decision people would notice. */
    @SuppressWarnings("ArrayRecordComponent") // compared by isSame alone
    private record Made(int occasion, Band band, int queue, long[] treatment) {
        private static Made of(final Decision decision) {
            return new Made(decision.occasion, decision.band(), decision.queue, decision.treatment.clone());
        }

        private boolean isSame(final Made other) {
            return occasion == other.occasion
                    && band == other.band
                    && queue == other.queue
                    && Arrays.equals(treatment, other.treatment);
        }
    }

    /**
     * Makes a forecast.
     *
     * @param declared the occasion that may be declared, its account keys masked, live for as long as anybody looks
     */
    public LiveForecast(final LiveNow now, final LiveOccasion declared, final long nowMs) {
        this.now = now;
        this.declared = declared;
        this.nowMs = nowMs;
        router = new Router(new TenantDirectory(List.of(now.tenant())), false);
    }

    /**
     * Whether a contact like a logged one would be decided otherwise.
     *
     * @param set what the profile's ordinals mean; null where no set was open
     */
    public boolean isChanged(final DecisionRecord record, final @Nullable SegmentSetHeader set) {
        final Pair pair = pair(set);
        final Made without = decided(record, pair.without());
        final Made with = decided(record, pair.with());
        return without != null && with != null && !without.isSame(with);
    }

    private @Nullable Made decided(final DecisionRecord record, final Snapshot snapshot) {
        segments.take(record);
        DecisionReplay.giveBack(record, router);
        final int length = router.routeUnder(
                snapshot, record.buffer(), record.requestOffset(), record.requestLength(), nowMs, response, 0);
        return length < 0 ? null : Made.of(router.contact().decision);
    }

    private Pair pair(final @Nullable SegmentSetHeader set) {
        final Pair known = last;
        if (known != null && Objects.equals(known.set(), set)) {
            return known;
        }
        final ReadableSet readable = set == null ? null : new ReadableSet(segments, set);
        final Pair fresh =
                new Pair(set, now.snapshot(readable), now.and(declared).snapshot(readable));
        last = fresh;
        return fresh;
    }
}
