package io.kairoute.router.key;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Nothing but the checks in this class stands between an index and somebody else's memory. */
class LittleEndianTest {
    private static final int LENGTH = 40;
    private static final long WORD = 0xF1E2_D3C4_B5A6_9788L;

    private final byte[] bytes = new byte[LENGTH];

    @Test
    void shouldReadAndWriteAsABufferDoesAtEveryIndex() {
        for (int index = 0; index <= LENGTH - Long.BYTES; index++) {
            Arrays.fill(bytes, (byte) 0x5A);
            final ByteBuffer expected = ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);

            LittleEndian.put(bytes, index, WORD);

            assertArrayEquals(expected.putLong(index, WORD).array(), bytes);
            assertEquals(WORD, LittleEndian.get(bytes, index));
            LittleEndian.putShort(bytes, index, (short) 0x1234);
            assertArrayEquals(expected.putShort(index, (short) 0x1234).array(), bytes);
        }
    }

    @Test
    void shouldReadTailsOfEveryLengthUpToTheEnd() {
        for (int i = 0; i < LENGTH; i++) {
            bytes[i] = (byte) (i + 0x80);
        }
        for (int count = 0; count <= Long.BYTES; count++) {
            for (int index = 0; index <= LENGTH - count; index++) {
                final byte[] alone = Arrays.copyOf(Arrays.copyOfRange(bytes, index, index + count), Long.BYTES);

                assertEquals(LittleEndian.get(alone, 0), LittleEndian.getTail(bytes, index, count));
            }
        }
    }

    @Test
    void shouldCopyToTheLastByteAndNoFurther() {
        final byte[] from = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            from[i] = (byte) (i + 1);
        }
        final int last = LENGTH - LittleEndian.COPIED;

        LittleEndian.copy(from, last, bytes, last - 1);

        final byte[] expected = new byte[LENGTH];
        System.arraycopy(from, last, expected, last - 1, LittleEndian.COPIED);
        assertArrayEquals(expected, bytes);
    }

    @Test
    void shouldRefuseEveryAccessThatLeavesItsArray() {
        final byte[] tiny = new byte[Short.BYTES - 1];
        for (final int index : new int[] {Integer.MIN_VALUE, -1, LENGTH - Long.BYTES + 1, LENGTH, Integer.MAX_VALUE}) {
            refused(() -> LittleEndian.get(bytes, index));
            refused(() -> LittleEndian.put(bytes, index, WORD));
        }
        refused(() -> LittleEndian.putShort(bytes, -1, (short) 0));
        refused(() -> LittleEndian.putShort(bytes, LENGTH - 1, (short) 0));
        refused(() -> LittleEndian.get(tiny, 0));
        refused(() -> LittleEndian.put(tiny, 0, WORD));
        refused(() -> LittleEndian.putShort(tiny, 0, (short) 0));
        for (final int index : new int[] {-1, LENGTH - LittleEndian.COPIED + 1, Integer.MAX_VALUE}) {
            refused(() -> LittleEndian.copy(bytes, index, new byte[LENGTH], 0));
            refused(() -> LittleEndian.copy(new byte[LENGTH], 0, bytes, index));
        }
        refused(() -> LittleEndian.copy(tiny, 0, bytes, 0));
        refused(() -> LittleEndian.copy(bytes, 0, tiny, 0));
        assertArrayEquals(new byte[LENGTH], bytes);
    }

    private static void refused(final Executable access) {
        assertThrows(IndexOutOfBoundsException.class, access);
    }
}
