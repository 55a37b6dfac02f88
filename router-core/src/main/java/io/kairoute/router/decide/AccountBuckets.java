package io.kairoute.router.decide;

import io.kairoute.router.Limits;

/**
 * The buckets that one decision computed of its account key: what its log must hold, since the key itself stays out of it.
 *
 * <p>Each goes by the hash of its seed, and is there once. A replay gives them back, and a simulation does where the seed is still
 * the same. Thread-confined: owned by its router.
 */
public final class AccountBuckets {
    /** The most that one decision can compute: a seed for each layer, and one for the experiment that admits the contact. */
    public static final int MOST = Limits.LAYERS + 1;

    /** There is no bucket under a seed. */
    static final int NONE = -1;

    private final int[] seeds = new int[MOST];
    private final short[] buckets = new short[MOST];
    private int count;
    private boolean isGiven;

    AccountBuckets() {}

    /** Begins a decision. */
    void begin() {
        if (!isGiven) {
            count = 0;
        }
    }

    /** The bucket under a seed, computed before or given; or {@link #NONE}. */
    int find(final int seedHash) {
        for (int i = 0; i < count; i++) {
            if (seeds[i] == seedHash) {
                return buckets[i];
            }
        }
        return NONE;
    }

    /** Remembers a bucket that was computed, under a seed that has none. */
    void computed(final int seedHash, final int bucket) {
        if (!isGiven) {
            give(seedHash, bucket);
        }
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /** The hash of one's seed. */
    public int seedHash(final int index) {
        return seeds[index];
    }

    /** One of them. */
    public int bucket(final int index) {
        return buckets[index];
    }

    /** From now on those count that {@link #give} adds, until this is called again. */
    public void giveBack() {
        isGiven = true;
        count = 0;
    }

    /** Gives one back; what is beyond {@link #MOST}, which only a damaged record holds, is left out. */
    public void give(final int seedHash, final int bucket) {
        if (count < MOST) {
            seeds[count] = seedHash;
            buckets[count++] = (short) bucket;
        }
    }
}
