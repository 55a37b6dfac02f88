package io.kairoute.router.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.router.Limits;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class ProtoWriterTest {
    private static final int OFFSET = 24;
    private static final byte OTHERS = 0x5A;

    private final ProtoWriter writer = new ProtoWriter();

    @Test
    void shouldWriteNumbersOfEveryLengthAsTheFormatSays() {
        for (final int field : new int[] {1, 15, 16, 38}) {
            for (int bits = 0; bits <= Long.SIZE; bits++) {
                final long most = bits == 0 ? 0 : -1L >>> (Long.SIZE - bits);
                for (final long value : new long[] {most, most - 1, most + 1}) {
                    assertArrayEquals(field(field, value), written(field, value), field + ": " + value);
                }
            }
        }
    }

    @Test
    void shouldWriteNothingBehindTheRoomItWasGiven() {
        for (final int room : new int[] {Limits.RESPONSE_BYTES, Limits.RESPONSE_ROOM}) {
            final byte[] array = new byte[room + 2 * OFFSET];
            Arrays.fill(array, OTHERS);
            final byte[] string = new byte[Limits.RESPONSE_BYTES - 4];
            final UnsafeBuffer part = new UnsafeBuffer(array, OFFSET, room);

            writer.begin(part, 0);
            writer.bytes(1, string, 0, string.length);
            final int length = writer.end(part, 0);

            assertEquals(Limits.RESPONSE_BYTES, length);
            for (int i = 0; i < OFFSET; i++) {
                assertEquals(OTHERS, array[i], "before, room " + room);
                assertEquals(OTHERS, array[OFFSET + room + i], "behind, room " + room);
            }
            assertEquals(0x0A, array[OFFSET]);
        }
    }

    // A message whose last step would reach as far behind its end as any can.
    @Test
    void shouldLeaveWhatIsBehindAPartOfAnArrayAlone() {
        final byte[] array = new byte[Limits.RESPONSE_BYTES + 2 * OFFSET];
        Arrays.fill(array, OTHERS);
        final UnsafeBuffer part = new UnsafeBuffer(array, 0, Limits.RESPONSE_BYTES);
        final byte[] most = new byte[Limits.RESPONSE_BYTES - 4 - 2];

        writer.begin(part, 0);
        writer.bytes(1, most, 0, most.length);
        writer.presentNumber(2, 1);
        final int length = writer.end(part, 0);

        assertEquals(Limits.RESPONSE_BYTES, length);
        assertEquals(OTHERS, array[Limits.RESPONSE_BYTES]);
    }

    private byte[] written(final int field, final long value) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Limits.RESPONSE_ROOM]);
        writer.begin(buffer, 0);
        writer.presentNumber(field, value);
        final byte[] bytes = new byte[writer.end(buffer, 0)];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    private static byte[] field(final int field, final long value) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        varint((long) field << 3, bytes);
        varint(value, bytes);
        return bytes.toByteArray();
    }

    private static void varint(final long value, final ByteArrayOutputStream into) {
        long left = value;
        while (left >>> 7 != 0) {
            into.write((int) ((left & 0x7F) | 0x80));
            left >>>= 7;
        }
        into.write((int) left);
    }
}
