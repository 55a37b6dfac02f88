package io.kairoute.router.key;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads and writes a byte array eight bytes at a time, little-endian.
 *
 * <p>An access outside the array throws; the virtual machine turns each of them into one instruction and one comparison.
 */
public final class LittleEndian {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    /** The eight bytes from an index on. */
    public static long get(final byte[] bytes, final int index) {
        return (long) LONGS.get(bytes, index);
    }

    /** Writes eight bytes from an index on. */
    public static void put(final byte[] bytes, final int index, final long value) {
        LONGS.set(bytes, index, value);
    }

    /** Writes two bytes from an index on. */
    public static void putShort(final byte[] bytes, final int index, final short value) {
        SHORTS.set(bytes, index, value);
    }

    /** The next bytes, up to eight, as the low end of a word that is zero above them. */
    public static long getTail(final byte[] bytes, final int index, final int count) {
        if (count == 0) {
            return 0;
        }
        if (index + Long.BYTES <= bytes.length) {
            return get(bytes, index) & (-1L >>> ((Long.BYTES - count) * Byte.SIZE));
        }
        long tail = 0;
        for (int i = 0; i < count; i++) {
            tail |= (bytes[index + i] & 0xFFL) << (i * Byte.SIZE);
        }
        return tail;
    }
}
