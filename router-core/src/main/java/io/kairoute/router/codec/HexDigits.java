package io.kairoute.router.codec;

import io.kairoute.router.key.LittleEndian;

/** Writes the bytes of a hash as hexadecimal digits, the eight digits of four bytes at a time. Allocates nothing. */
public final class HexDigits {
    private static final long EACH = 0x0101_0101_0101_0101L;
    private static final int UP_TO_NINE = 0x0F - 9;

    private HexDigits() {}

    /** The digits of four bytes, the lowest byte first, as a word to be written with its low end first. */
    public static long of(final int bytes) {
        // Each byte to a pair of bytes, then each of its halves to a byte of the pair, the upper half first.
        final long apart = ((bytes & 0xFFFF_FFFFL) | (long) bytes << Short.SIZE) & 0x0000_FFFF_0000_FFFFL;
        final long pairs = (apart | apart << Byte.SIZE) & 0x00FF_00FF_00FF_00FFL;
        final long halves = (pairs >>> 4 | pairs << Byte.SIZE) & EACH * 0x0F;
        final long letters = (halves + EACH * UP_TO_NINE) >>> 4 & EACH;
        return halves + EACH * '0' + letters * ('a' - '9' - 1);
    }

    /** Writes all bytes of a word, the lowest first; twice as many digits. */
    public static void put(final long word, final byte[] to, final int index) {
        LittleEndian.put(to, index, of((int) word));
        LittleEndian.put(to, index + Long.BYTES, of((int) (word >>> Integer.SIZE)));
    }
}
