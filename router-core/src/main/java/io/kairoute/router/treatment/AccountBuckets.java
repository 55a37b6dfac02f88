package io.kairoute.router.treatment;

/**
 * The buckets that one decision computed of its account key: what its log must hold, since the key itself stays out of it.
 *
 * <p>Each goes by the hash of its seed. A replay gives them back, and a simulation does where the seed is still the same.
 * Thread-confined: owned by its router.
 */
public final class AccountBuckets {
    /** Buckets that are remembered; a decision that asks for more cannot be replayed from its log. */
    public static final int MOST = 8;

    private static final int NONE = -1;

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

    /** The bucket that was given for a seed; negative when none was. */
    int given(final int seedHash) {
        if (isGiven) {
            for (int i = 0; i < count; i++) {
                if (seeds[i] == seedHash) {
                    return buckets[i];
                }
            }
        }
        return NONE;
    }

    /** Remembers a bucket that was computed. */
    void computed(final int seedHash, final int bucket) {
        if (!isGiven) {
            add(seedHash, bucket);
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

    /** Gives one back. */
    public void give(final int seedHash, final int bucket) {
        add(seedHash, bucket);
    }

    private void add(final int seedHash, final int bucket) {
        if (count < MOST) {
            seeds[count] = seedHash;
            buckets[count++] = (short) bucket;
        }
    }
}
