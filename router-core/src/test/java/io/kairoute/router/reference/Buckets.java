package io.kairoute.router.reference;

import java.nio.charset.StandardCharsets;

/** Puts a unit of an experiment into one of 10,000 buckets, the same one for ever. */
final class Buckets {
    private Buckets() {}

    /** The bucket of a unit under a seed, 0 to 9,999. */
    static int bucket(final String seed, final String unit) {
        final long first = fnv1a(seed + unit);
        return (int) (fnv1a(Long.toString(first)) % 10_000);
    }

    private static long fnv1a(final String text) {
        long hash = 2_166_136_261L;
        for (final byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * 16_777_619L & 0xFFFF_FFFFL;
        }
        return hash;
    }
}
