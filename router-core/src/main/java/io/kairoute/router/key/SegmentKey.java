package io.kairoute.router.key;

/**
 * The 128-bit keyed hash of one typed customer key; a holder to be filled again and again.
 *
 * <p>Thread-confined: owned by whoever made it.
 */
public final class SegmentKey {
    private long high;
    private long low;

    /** Sets both halves. {@code low} holds the first eight bytes of the hash, little-endian, {@code high} the rest. */
    public SegmentKey set(final long low, final long high) {
        this.low = low;
        this.high = high;
        return this;
    }

    /** The last eight bytes of the hash, little-endian. */
    public long high() {
        return high;
    }

    /** The first eight bytes of the hash, little-endian. */
    public long low() {
        return low;
    }
}
