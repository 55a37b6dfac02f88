package io.kairoute.router.signal;

import io.kairoute.router.key.LittleEndian;

/**
 * Eight bytes of text at once, the first in the lowest byte: each method answers for all of them without a branch.
 *
 * <p>A set of bytes is a word that has the highest bit of each of them. The sums below stay within their bytes, since both
 * numbers are under 128 there; described in "Hacker's Delight" (Warren, 2012).
 */
final class AsciiWord {
    private static final long EACH = 0x0101_0101_0101_0101L;
    private static final long HIGH = 0x8080_8080_8080_8080L;
    private static final long LOW = ~HIGH;
    private static final int CASE_SHIFT = 2; // from the highest bit of a byte to the one that tells the case

    private AsciiWord() {}

    /** Where a byte is one of a range of ASCII. */
    static long between(final long word, final char from, final char to) {
        final long low = word & LOW;
        final long notLess = low + (0x80 - from) * EACH;
        final long more = low + (0x7F - to) * EACH;
        return notLess & ~more & ~word & HIGH;
    }

    /** Where a byte is this ASCII character. */
    static long equal(final long word, final char one) {
        return between(word, one, one);
    }

    /** With ASCII letters in upper case. */
    static long upper(final long word) {
        return word ^ between(word, 'a', 'z') >>> CASE_SHIFT;
    }

    /** With ASCII letters in lower case. */
    static long lower(final long word) {
        return word ^ between(word, 'A', 'Z') >>> CASE_SHIFT;
    }

    /** Where in so many bytes the first of an ASCII character is, counted from the offset; -1 where none is. */
    static int indexOf(final char one, final byte[] bytes, final int offset, final int length) {
        for (int i = 0; i < length; i += Long.BYTES) {
            final long found = equal(LittleEndian.getTail(bytes, offset + i, Math.min(Long.BYTES, length - i)), one);
            if (found != 0) {
                return i + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        return -1;
    }

    /** The set of the first so many bytes, 1 to 8. */
    static long first(final int count) {
        return HIGH >>> ((Long.BYTES - count) * Byte.SIZE);
    }
}
