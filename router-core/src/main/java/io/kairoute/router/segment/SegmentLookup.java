package io.kairoute.router.segment;

import io.kairoute.router.key.SegmentKey;

/**
 * Finds one customer's profile in one opened segment set.
 *
 * <p>Thread-safe: many event loops read one lookup, each with a profile of its own. A call allocates nothing and never
 * waits longer than the store's lock time-out.
 */
public interface SegmentLookup {
    /** The profile was found and copied. */
    int FOUND = 0;
    /** The set does not know the key, or its record failed its check: go on with the next key. */
    int MISSING = -1;
    /** The store cannot answer now: use the default tier, flag SEGMENT_UNAVAILABLE. */
    int UNAVAILABLE = -2;

    /**
     * Looks one key up.
     *
     * @param key the hash of the typed key
     * @param into filled when the result is {@link #FOUND}; undefined otherwise
     * @return {@link #FOUND}, {@link #MISSING} or {@link #UNAVAILABLE}
     */
    int find(SegmentKey key, ProfileFlyweight into);

    /** Whether the store can answer now; false tells that neither its version nor its age are known. */
    boolean isAvailable();
}
