package io.kairoute.router.clock;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;

/**
 * What a zone's wall clock shows at an instant, read from arrays.
 *
 * <p>Every transition of the years 1970 to 2100 is resolved at compile time: {@code now} is always inside, since a request's
 * timestamp outside of these years is ignored. An instant before the first transition has the first offset, one after the
 * last has the last. Immutable.
 */
public final class ZoneOffsets {
    /** The first instant that can be {@code now}: 1970-01-01T00:00Z. */
    public static final long FROM_MS = 0;
    /** The first instant that cannot be, behind the year 2100: 2101-01-01T00:00Z. */
    public static final long UNTIL_MS = 4_133_980_800_000L;

    private final long[] transitionsMs;
    private final int[] offsetsMs;

    private ZoneOffsets(final long[] transitionsMs, final int[] offsetsMs) {
        this.transitionsMs = transitionsMs;
        this.offsetsMs = offsetsMs;
    }

    /** Resolves a zone. */
    public static ZoneOffsets of(final ZoneId zone) {
        final ZoneRules rules = zone.getRules();
        final long[] transitions = new long[1 << 12];
        final int[] offsets = new int[transitions.length + 1];
        int count = 0;
        Instant at = Instant.ofEpochMilli(FROM_MS);
        offsets[0] = rules.getOffset(at).getTotalSeconds() * 1000;
        ZoneOffsetTransition next = rules.nextTransition(at);
        while (next != null && next.getInstant().toEpochMilli() < UNTIL_MS) {
            at = next.getInstant();
            transitions[count++] = at.toEpochMilli();
            offsets[count] = next.getOffsetAfter().getTotalSeconds() * 1000;
            next = rules.nextTransition(at);
        }
        return new ZoneOffsets(Arrays.copyOf(transitions, count), Arrays.copyOf(offsets, count + 1));
    }

    /** The wall clock at an instant, as milliseconds since 1970-01-01T00:00 of that wall clock. */
    public long localMs(final long nowMs) {
        int low = 0;
        int high = transitionsMs.length;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (transitionsMs[middle] <= nowMs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return nowMs + offsetsMs[low];
    }

    /** The instants at which the wall clock jumps, for those who compile intervals. */
    long[] transitionsMs() {
        return transitionsMs.clone();
    }
}
