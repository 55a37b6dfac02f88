package io.kairoute.gateway.control;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.LiveOccasion;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the clock alone does to live occasions while it goes from one time to another: forth, or back where somebody set it.
 *
 * <p>Nothing needs to be remembered of each: an end is told when the clock passes it. Where the clock is set back behind an end that
 * was told, contacts meet the live occasion again, so it is told as present, and its end once more when that comes.
 */
final class LiveByClock {
    /** How long before an end its coming is announced. */
    private static final long AHEAD_MS = 5 * 60 * 1_000;

    /**
     * Something that the clock did.
     *
     * @param atMs when, by the clock
     */
    record Passed(String event, LiveOccasion occasion, long atMs) {}

    private LiveByClock() {}

    /**
     * What happened until a time, in that order.
     *
     * @param fromMs up to which time each was told
     */
    static List<Passed> passed(
            final Stream<LiveOccasion> live, final ToLongFunction<LiveOccasion> fromMs, final long toMs) {
        return live.filter(occasion -> !LiveView.isResolved(occasion))
                .map(occasion -> passed(occasion, fromMs.applyAsLong(occasion), toMs))
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingLong(Passed::atMs))
                .toList();
    }

    private static @Nullable Passed passed(final LiveOccasion occasion, final long fromMs, final long toMs) {
        final long endMs = Timestamps.toMillis(occasion.getExpireTime());
        final long soonMs = endMs - AHEAD_MS;
        if (endMs <= toMs) {
            return endMs > fromMs ? new Passed("EXPIRED", occasion, endMs) : null;
        }
        if (endMs <= fromMs) {
            return new Passed("PRESENT", occasion, fromMs);
        }
        return soonMs > fromMs && soonMs <= toMs ? new Passed("EXPIRES_SOON", occasion, soonMs) : null;
    }
}
