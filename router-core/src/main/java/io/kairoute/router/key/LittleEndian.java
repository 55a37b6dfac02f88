package io.kairoute.router.key;

import java.nio.ByteOrder;
import java.util.Objects;
import org.agrona.UnsafeApi;

/**
 * Reads and writes a byte array eight bytes at a time, little-endian.
 *
 * <p>An access outside the array throws; the virtual machine turns each of them into one instruction and one comparison. A view
 * of the array by a {@code VarHandle} would be turned into the same, but is some hundred nodes on the way there, of which the
 * compiler takes so many and no more into one piece of code: a decision came in twenty pieces.
 */
public final class LittleEndian {
    /** The bytes that {@link #copy} copies. */
    public static final int COPIED = 4 * Long.BYTES;

    private static final long BASE = UnsafeApi.arrayBaseOffset(byte[].class);
    private static final boolean IS_NATIVE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private LittleEndian() {}

    /** The eight bytes from an index on. */
    public static long get(final byte[] bytes, final int index) {
        Objects.checkIndex(index, bytes.length - (Long.BYTES - 1));
        return ordered(UnsafeApi.getLongUnaligned(bytes, BASE + index));
    }

    /** Writes eight bytes from an index on. */
    public static void put(final byte[] bytes, final int index, final long value) {
        Objects.checkIndex(index, bytes.length - (Long.BYTES - 1));
        UnsafeApi.putLongUnaligned(bytes, BASE + index, ordered(value));
    }

    /** Writes four bytes from an index on. */
    public static void putInt(final byte[] bytes, final int index, final int value) {
        Objects.checkIndex(index, bytes.length - (Integer.BYTES - 1));
        UnsafeApi.putIntUnaligned(bytes, BASE + index, IS_NATIVE ? value : Integer.reverseBytes(value));
    }

    /** Writes two bytes from an index on. */
    public static void putShort(final byte[] bytes, final int index, final short value) {
        Objects.checkIndex(index, bytes.length - (Short.BYTES - 1));
        UnsafeApi.putShortUnaligned(bytes, BASE + index, IS_NATIVE ? value : Short.reverseBytes(value));
    }

    private static long ordered(final long value) {
        return IS_NATIVE ? value : Long.reverseBytes(value);
    }

    /** Copies {@link #COPIED} bytes, from one place to another that it does not overlap. */
    public static void copy(final byte[] from, final int start, final byte[] into, final int index) {
        Objects.checkIndex(start, from.length - (COPIED - 1));
        Objects.checkIndex(index, into.length - (COPIED - 1));
        final long first = UnsafeApi.getLongUnaligned(from, BASE + start);
        final long second = UnsafeApi.getLongUnaligned(from, BASE + start + Long.BYTES);
        final long third = UnsafeApi.getLongUnaligned(from, BASE + start + 2 * Long.BYTES);
        final long fourth = UnsafeApi.getLongUnaligned(from, BASE + start + 3 * Long.BYTES);
        UnsafeApi.putLongUnaligned(into, BASE + index, first);
        UnsafeApi.putLongUnaligned(into, BASE + index + Long.BYTES, second);
        UnsafeApi.putLongUnaligned(into, BASE + index + 2 * Long.BYTES, third);
        UnsafeApi.putLongUnaligned(into, BASE + index + 3 * Long.BYTES, fourth);
    }

    /** The next bytes, up to eight, as the low end of a word that is zero above them. */
    public static long getTail(final byte[] bytes, final int index, final int count) {
        if (index >= 0 && index <= bytes.length - Long.BYTES) {
            // In two steps, since a shift by 64 is none.
            final int half = count * (Byte.SIZE / 2);
            return ordered(UnsafeApi.getLongUnaligned(bytes, BASE + index)) & ~(-1L << half << half);
        }
        long tail = 0;
        for (int i = 0; i < count; i++) {
            tail |= (bytes[index + i] & 0xFFL) << (i * Byte.SIZE);
        }
        return tail;
    }
}
