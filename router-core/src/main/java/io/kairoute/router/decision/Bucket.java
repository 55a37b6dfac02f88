package io.kairoute.router.decision;

/**
 * Deterministic buckets: FNV-1a over seed then unit, and FNV-1a again over that hash in decimal, modulo 10,000.
 *
 * <p>The second round spreads what one round of FNV-1a leaves correlated between seeds; it is version 2 of GrowthBook's
 * published hashing, so a split can be recomputed by anyone. Methods are pure.
 */
public final class Bucket {
    /** The hash of nothing. */
    public static final int EMPTY_HASH = 0x811C_9DC5;

    private static final int PRIME = 0x0100_0193;
    private static final long UNSIGNED = 0xFFFF_FFFFL;
    private static final int DECIMAL = 10;
    private static final int DIGIT_BITS = 4;
    private static final int DIGIT = 0xF;

    private Bucket() {}

    /** Continues a hash with one byte. */
    public static int hash(final int hash, final int next) {
        return (hash ^ (next & 0xFF)) * PRIME;
    }

    /** Continues a hash with bytes. */
    public static int hash(final int hash, final byte[] bytes, final int offset, final int length) {
        int result = hash;
        for (int i = 0; i < length; i++) {
            result = hash(result, bytes[offset + i]);
        }
        return result;
    }

    /** Continues a hash with the 32 lower-case hexadecimal digits of a 128-bit key hash, first byte first. */
    public static int hashHex(final int hash, final long low, final long high) {
        return hashHex(hashHex(hash, low), high);
    }

    private static int hashHex(final int hash, final long littleEndian) {
        int result = hash;
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            final int value = (int) (littleEndian >>> shift);
            result = hash(result, hexDigit((value >>> 4) & 0xF));
            result = hash(result, hexDigit(value & 0xF));
        }
        return result;
    }

    private static int hexDigit(final int value) {
        return value < DECIMAL ? '0' + value : 'a' - DECIMAL + value;
    }

    /** The bucket of a finished hash, 0 to 9,999. */
    public static int of(final int hash) {
        // The digits are found from the last to the first and hashed from the first to the last: each goes on top of
        // those behind it.
        // All divisors are constants, since a division by a variable takes as long as ten multiplications.
        long digits = 0;
        int count = 0;
        long left = hash & UNSIGNED;
        do {
            final long rest = left / DECIMAL;
            digits = digits << DIGIT_BITS | (left - rest * DECIMAL);
            left = rest;
            count++;
        } while (left != 0);
        int second = EMPTY_HASH;
        for (; count > 0; count--) {
            second = hash(second, '0' + (int) (digits & DIGIT));
            digits >>>= DIGIT_BITS;
        }
        return (int) ((second & UNSIGNED) % BasisPoints.ONE);
    }
}
