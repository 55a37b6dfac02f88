package io.kairoute.router.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BucketTest {
    private static final int HASHES = 200_000;

    @Test
    void shouldHashTheDecimalDigitsOfAHash() {
        final SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < HASHES; i++) {
            assertSame(random.nextInt());
        }
    }

    @Test
    void shouldHashFewDigitsAndMany() {
        for (long value = 1; value < 1L << Integer.SIZE; value *= 10) {
            assertSame((int) value);
            assertSame((int) (value - 1));
        }
        assertSame(-1);
        assertSame(Integer.MIN_VALUE);
    }

    @Test
    void shouldHashEveryHalfOfTheDigits() {
        for (int half = 0; half < 100_000; half++) {
            assertSame(half);
            assertSame(100_000 + half);
            assertSame((int) (half % 42_949 * 100_000L + 7));
        }
    }

    @Test
    void shouldHashTheHexadecimalDigitsOfAKeyHashFirstByteFirst() {
        final SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 1_000; i++) {
            final byte[] key = new byte[16];
            random.nextBytes(key);
            final byte[] hex = HexFormat.of().formatHex(key).getBytes(StandardCharsets.US_ASCII);
            final ByteBuffer words = ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN);

            assertEquals(Bucket.hash(i, hex, 0, hex.length), Bucket.hashHex(i, words.getLong(), words.getLong()));
        }
    }

    private static void assertSame(final int hash) {
        final byte[] digits = Integer.toUnsignedString(hash).getBytes(StandardCharsets.US_ASCII);
        final int second = Bucket.hash(Bucket.EMPTY_HASH, digits, 0, digits.length);
        assertEquals(Integer.remainderUnsigned(second, 10_000), Bucket.of(hash), () -> "hash=" + hash);
    }
}
