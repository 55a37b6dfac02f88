package io.kairoute.router.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PiecePoolTest {
    private final PiecePool.Builder builder = new PiecePool.Builder();

    private static byte[] counted(final int length) {
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (1 + i % 100);
        }
        return bytes;
    }

    @Test
    void shouldCopyEveryPieceWholeWhateverItsLength() {
        final long[] pieces = new long[130];
        for (int length = 0; length < pieces.length; length++) {
            pieces[length] = builder.raw(counted(length));
        }
        final PiecePool pool = builder.build();

        for (int length = 0; length < pieces.length; length++) {
            final byte[] into = new byte[length + 2 * PiecePool.SLACK];

            assertEquals(3 + length, pool.append(pieces[length], into, 3));
            assertArrayEquals(counted(length), Arrays.copyOfRange(into, 3, 3 + length), "length=" + length);
            assertArrayEquals(new byte[3], Arrays.copyOf(into, 3), "length=" + length);
        }
    }

    @Test
    void shouldOverwriteWithTheNextPieceWhatACopyWroteTooMuch() {
        final long first = builder.raw(new byte[] {1, 2, 3});
        final long second = builder.raw(new byte[] {4});
        final PiecePool pool = builder.build();
        final byte[] into = new byte[2 * PiecePool.SLACK];

        final int end = pool.append(first, into, pool.append(second, into, pool.append(first, into, 0)));

        assertArrayEquals(new byte[] {1, 2, 3, 4, 1, 2, 3}, Arrays.copyOf(into, end));
    }

    @Test
    void shouldSendNothingForAnEmptyString() {
        assertEquals(PiecePool.EMPTY, builder.string(1, ""));
        assertEquals(PiecePool.EMPTY, builder.raw(new byte[0]));
        final long piece = builder.string(1, "a");
        final byte[] into = new byte[2 * PiecePool.SLACK];

        assertEquals(0, builder.build().append(PiecePool.EMPTY, into, 0));
        assertEquals(3, (int) piece, "tag, length and letter");
    }
}
