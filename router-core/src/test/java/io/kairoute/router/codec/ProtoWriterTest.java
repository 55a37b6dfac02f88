package io.kairoute.router.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProtoWriterTest {
    private static final int ROOM = 64;

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
    void shouldWriteStringsOfEveryLengthAsTheFormatSays() {
        for (final int length : new int[] {1, 31, 32, 33, 127, 128, 300}) {
            final byte[] string = new byte[length];
            Arrays.fill(string, (byte) 'x');
            final byte[] into = new byte[length + ROOM];

            final int end = ProtoWriter.bytes(into, 1, 38, string, 0, length);

            final ByteArrayOutputStream expected = new ByteArrayOutputStream();
            varint(38L << 3 | 2, expected);
            varint(length, expected);
            expected.writeBytes(string);
            assertArrayEquals(expected.toByteArray(), Arrays.copyOfRange(into, 1, end), "length " + length);
        }
    }

    private static byte[] written(final int field, final long value) {
        final byte[] into = new byte[ROOM];
        final int end = ProtoWriter.presentNumber(into, 1, field, value);
        return Arrays.copyOfRange(into, 1, end);
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
