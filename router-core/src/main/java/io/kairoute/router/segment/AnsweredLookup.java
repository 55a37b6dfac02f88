package io.kairoute.router.segment;

import io.kairoute.router.key.SegmentKey;

/**
 * Answers the lookups of one decision as they were answered when it was made: the last one found what it found, those before
 * nothing.
 *
 * <p>Thread-confined: owned by whoever makes that one decision again, once.
 */
public final class AnsweredLookup implements SegmentLookup {
    private final int lastResult;
    private final byte[] profile;
    private final boolean isAvailable;
    private int left;

    /**
     * Makes one.
     *
     * @param lookups how many keys were looked up
     * @param lastResult what the last of them gave
     * @param profile the profile's bytes; read only where one was found
     * @param isAvailable whether the set was open
     */
    public AnsweredLookup(final int lookups, final int lastResult, final byte[] profile, final boolean isAvailable) {
        this.left = lookups;
        this.lastResult = lastResult;
        this.profile = profile;
        this.isAvailable = isAvailable;
    }

    @Override
    public int profile(final SegmentKey key, final ProfileFlyweight into) {
        left--;
        if (left > 0) {
            return MISSING;
        }
        if (lastResult == FOUND) {
            into.buffer().putBytes(0, profile);
        }
        return lastResult;
    }

    @Override
    public boolean isAvailable() {
        return isAvailable;
    }
}
