package io.kairoute.router.store;

import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileFlyweight;
import java.nio.ByteOrder;

/**
 * Adds up what a segment set holds, in any order: two sets with the same entries have the same count and sum.
 *
 * <p>Each entry's key and record are folded into 64 bits, and these are added; so an entry can also be taken off again.
 * Finds entries lost, doubled or changed. Thread-confined: owned by whoever made it.
 */
final class ContentSum {
    private static final long MULTIPLIER = 0xD6E8_FEB8_6659_FD93L;

    private long count;
    private long sum;

    void add(final SegmentKey key, final ProfileFlyweight profile) {
        count++;
        sum += fold(key, profile);
    }

    void subtract(final SegmentKey key, final ProfileFlyweight profile) {
        count--;
        sum -= fold(key, profile);
    }

    long count() {
        return count;
    }

    long sum() {
        return sum;
    }

    private static long fold(final SegmentKey key, final ProfileFlyweight profile) {
        long folded = mix(mix(key.low()) ^ key.high());
        for (int offset = 0; offset < ProfileFlyweight.LENGTH; offset += Long.BYTES) {
            folded = mix(folded ^ profile.buffer().getLong(offset, ByteOrder.LITTLE_ENDIAN));
        }
        return folded;
    }

    private static long mix(final long bits) {
        final long spread = bits * MULTIPLIER;
        return spread ^ spread >>> 32;
    }
}
