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
    private static final int LAST_DECIMAL = 9;
    private static final int LETTERS = 'a' - '0' - DECIMAL;
    private static final int HALF_DIGITS = 5;
    private static final int HALF = 100_000;
    private static final long ONE = 1L << Integer.SIZE;
    private static final long TEN_THOUSANDTH = ONE / 10_000 + 1;

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

    // Without a branch: the digits of a key hash are as good as random, so that every third guess would be wrong.
    private static int hexDigit(final int value) {
        return '0' + value + (((LAST_DECIMAL - value) >> (Integer.SIZE - 1)) & LETTERS);
    }

    /** The bucket of a finished hash, 0 to 9,999. */
    public static int of(final int hash) {
        final long number = hash & UNSIGNED;
        final long high = number / HALF;
        final long low = number - high * HALF;
        final int second =
                high == 0 ? decimal(EMPTY_HASH, low, false) : decimal(decimal(EMPTY_HASH, high, false), low, true);
        return (int) ((second & UNSIGNED) % BasisPoints.ONE);
    }

    /**
     * Continues a hash with up to five decimal digits.
     *
     * <p>The number becomes a fraction of 10,000, in units of 2 to the power of -32. Its whole part is the first digit, and ten times the
     * rest gives the next one: that takes one multiplication for each digit, in the order in which they are hashed. The fraction
     * is rounded up, by less than one in fifteen of the last digit.
     *
     * @param number less than 100,000
     * @param hasAllDigits whether zeros before the first other digit count
     */
    private static int decimal(final int hash, final long number, final boolean hasAllDigits) {
        long fraction = number * TEN_THOUSANDTH;
        int left = HALF_DIGITS;
        if (!hasAllDigits) {
            for (; left > 1 && fraction < ONE; left--) {
                fraction *= DECIMAL;
            }
        }
        int result = hash;
        for (; left > 0; left--) {
            result = hash(result, '0' + (int) (fraction >>> Integer.SIZE));
            fraction = (fraction & UNSIGNED) * DECIMAL;
        }
        return result;
    }
}
