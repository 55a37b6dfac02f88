package io.kairoute.router.codec;

import io.kairoute.router.key.LittleEndian;
import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;

/** Writes the bytes of a hash as hexadecimal digits, the two digits of a byte at a time. Allocates nothing. */
final class HexPairs {
    private static final short[] PAIRS = pairs();

    private HexPairs() {}

    /** Writes the lowest bytes of a word, the lowest first; twice as many digits. */
    static void put(final long word, final int bytes, final byte[] to, final int offset) {
        for (int i = 0; i < bytes; i++) {
            LittleEndian.putShort(to, offset + i * Short.BYTES, pair(word, i));
        }
    }

    /** Writes all bytes of a word, the lowest first; twice as many digits. */
    static void put(final long word, final MutableDirectBuffer to, final int offset) {
        for (int i = 0; i < Long.BYTES; i++) {
            to.putShort(offset + i * Short.BYTES, pair(word, i), ByteOrder.LITTLE_ENDIAN);
        }
    }

    private static short pair(final long word, final int index) {
        return PAIRS[(int) (word >>> (index * Byte.SIZE)) & 0xFF];
    }

    private static short[] pairs() {
        final String digits = "0123456789abcdef";
        final short[] pairs = new short[1 << Byte.SIZE];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = (short) (digits.charAt(i >>> 4) | digits.charAt(i & 0xF) << Byte.SIZE);
        }
        return pairs;
    }
}
