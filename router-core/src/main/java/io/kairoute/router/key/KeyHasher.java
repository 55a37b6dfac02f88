package io.kairoute.router.key;

/**
 * Hashes keys with SipHash-2-4, 128 bits, under one tenant's secret.
 *
 * <p>A customer key must not be readable from the store, and nobody may be able to choose keys that collide. A plain fast
 * hash gives neither; a cryptographic one costs a microsecond. SipHash is a keyed function made for short inputs: two
 * rounds for every eight bytes, four to finish each half. Described in "SipHash: a fast short-input PRF" (Aumasson and
 * Bernstein, 2012); the 128-bit form is the one of its reference implementation.
 *
 * <p>Immutable; any thread may call it. A call allocates nothing.
 */
public final class KeyHasher {
    /** Bytes of the secret. */
    public static final int SECRET_BYTES = 16;

    private final long k0;
    private final long k1;

    /** Makes a hasher from {@link #SECRET_BYTES} secret bytes, which are copied. */
    public KeyHasher(final byte[] secret) {
        if (secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException("secret bytes=" + secret.length + " expected=" + SECRET_BYTES);
        }
        k0 = LittleEndian.get(secret, 0);
        k1 = LittleEndian.get(secret, Long.BYTES);
    }

    /** Hashes {@code length} bytes from {@code offset} into {@code into}. */
    public void hash(final byte[] key, final int offset, final int length, final SegmentKey into) {
        long v0 = k0 ^ 0x736f_6d65_7073_6575L;
        long v1 = k1 ^ 0x646f_7261_6e64_6f6dL ^ 0xEE;
        long v2 = k0 ^ 0x6c79_6765_6e65_7261L;
        long v3 = k1 ^ 0x7465_6462_7974_6573L;

        // The words of the key, then what is left of it, up to seven bytes under the key's length; two rounds for each.
        final int tail = offset + (length & ~7);
        final long last = LittleEndian.getTail(key, tail, length & 7) | (long) length << 56;
        int at = offset;
        while (true) {
            final long word = at < tail ? LittleEndian.get(key, at) : last;
            v3 ^= word;
            for (int round = 0; round < 2; round++) {
                v0 += v1;
                v2 += v3;
                v1 = Long.rotateLeft(v1, 13) ^ v0;
                v3 = Long.rotateLeft(v3, 16) ^ v2;
                v0 = Long.rotateLeft(v0, 32) + v3;
                v2 += v1;
                v1 = Long.rotateLeft(v1, 17) ^ v2;
                v3 = Long.rotateLeft(v3, 21) ^ v0;
                v2 = Long.rotateLeft(v2, 32);
            }
            v0 ^= word;
            if (at >= tail) {
                break;
            }
            at += Long.BYTES;
        }

        // Four rounds give the first half, four more the second.
        v2 ^= 0xEE;
        for (int round = 0; round < 4; round++) {
            v0 += v1;
            v2 += v3;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 = Long.rotateLeft(v0, 32) + v3;
            v2 += v1;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 = Long.rotateLeft(v2, 32);
        }
        final long low = v0 ^ v1 ^ v2 ^ v3;
        v1 ^= 0xDD;
        for (int round = 0; round < 4; round++) {
            v0 += v1;
            v2 += v3;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 = Long.rotateLeft(v0, 32) + v3;
            v2 += v1;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 = Long.rotateLeft(v2, 32);
        }
        into.set(low, v0 ^ v1 ^ v2 ^ v3);
    }
}
