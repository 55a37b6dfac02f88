package io.kairoute.router.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
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

    private static void assertSame(final int hash) {
        final byte[] digits = Integer.toUnsignedString(hash).getBytes(StandardCharsets.US_ASCII);
        final int second = Bucket.hash(Bucket.EMPTY_HASH, digits, 0, digits.length);
        assertEquals(Integer.remainderUnsigned(second, 10_000), Bucket.of(hash), () -> "hash=" + hash);
    }
}
