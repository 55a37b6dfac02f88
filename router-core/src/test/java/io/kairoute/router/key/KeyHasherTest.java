package io.kairoute.router.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.AllocationProbe;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyHasherTest {
    private static final List<String> PUBLISHED = publishedVectors();

    private final SegmentKey key = new SegmentKey();

    @ParameterizedTest
    @MethodSource("vectorIndexes")
    void shouldGiveThePublishedVectors(final int index) {
        final KeyHasher hasher = new KeyHasher(counting(KeyHasher.SECRET_BYTES));

        hasher.hash(counting(index), 0, index, key);

        assertEquals(PUBLISHED.get(index), hex(key));
    }

    @ParameterizedTest
    @MethodSource("vectorIndexes")
    void shouldReadFromAnyOffsetAndNothingBeyondTheLength(final int index) {
        final KeyHasher hasher = new KeyHasher(counting(KeyHasher.SECRET_BYTES));
        final byte[] padded = new byte[index + 12];
        Arrays.fill(padded, (byte) 0xA5);
        System.arraycopy(counting(index), 0, padded, 5, index);

        hasher.hash(padded, 5, index, key);

        assertEquals(PUBLISHED.get(index), hex(key));
    }

    @Test
    void shouldDependOnTheSecret() {
        final byte[] bytes = "crm:7590-VHVEG".getBytes(StandardCharsets.US_ASCII);
        final byte[] otherSecret = counting(KeyHasher.SECRET_BYTES);
        otherSecret[15] ^= 1;

        new KeyHasher(counting(KeyHasher.SECRET_BYTES)).hash(bytes, 0, bytes.length, key);
        final String first = hex(key);
        new KeyHasher(otherSecret).hash(bytes, 0, bytes.length, key);

        assertNotEquals(first, hex(key));
    }

    @Test
    void shouldKeepItsOwnCopyOfTheSecret() {
        final byte[] secret = counting(KeyHasher.SECRET_BYTES);
        final KeyHasher hasher = new KeyHasher(secret);
        secret[0] = 99;

        hasher.hash(new byte[0], 0, 0, key);

        assertEquals(PUBLISHED.get(0), hex(key));
    }

    @Test
    void shouldRefuseASecretOfAnotherSize() {
        final IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new KeyHasher(new byte[15]));

        assertEquals("secret bytes=15 expected=16", refused.getMessage());
    }

    @Test
    void shouldAllocateNothing() {
        final KeyHasher hasher = new KeyHasher(counting(KeyHasher.SECRET_BYTES));
        final byte[] bytes = "tel:+61400123456".getBytes(StandardCharsets.US_ASCII);

        final long bytesAllocated =
                AllocationProbe.allocatedBytes(100_000, () -> hasher.hash(bytes, 0, bytes.length, key));
        final long control = AllocationProbe.allocatedBytes(100_000, () -> hex(key));

        assertEquals(0, bytesAllocated);
        assertTrue(control > 100_000, "the probe must see what the control allocates: " + control);
    }

    static IntStream vectorIndexes() {
        return IntStream.range(0, PUBLISHED.size());
    }

    private static byte[] counting(final int length) {
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    private static String hex(final SegmentKey key) {
        return HexFormat.of().toHexDigits(Long.reverseBytes(key.low()))
                + HexFormat.of().toHexDigits(Long.reverseBytes(key.high()));
    }

    private static List<String> publishedVectors() {
        try (InputStream in = Objects.requireNonNull(KeyHasherTest.class.getResourceAsStream("siphash-2-4-128.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
