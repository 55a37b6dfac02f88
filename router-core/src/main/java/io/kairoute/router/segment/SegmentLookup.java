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
     * Copies of one customer's profile what decides; may be faster than {@link #record}.
     *
     * @param key the hash of the typed key
     * @param into when the result is {@link #FOUND}: ordinals, consent, canonical key, risks and preferred agent as they
     *     are, the other fields as they are or 0; undefined otherwise
     * @return {@link #FOUND}, {@link #MISSING} or {@link #UNAVAILABLE}
     */
    int profile(SegmentKey key, ProfileFlyweight into);

    /** Copies all of one customer's record; otherwise as {@link #profile}. */
    default int record(final SegmentKey key, final ProfileFlyweight into) {
        return profile(key, into);
    }

    /**
     * Reads something of where {@link #profile} will look for a key, and nothing more: memory answers while other work is done.
     *
     * @return whatever was read, to be kept, since nobody reads what nobody keeps
     */
    default long touch(final SegmentKey key) {
        return 0;
    }

    /** Whether the store can answer now; false tells that neither its version nor its age are known. */
    boolean isAvailable();
}
