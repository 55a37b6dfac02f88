package io.kairoute.router.signal;

import io.kairoute.router.key.LittleEndian;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A few names of up to eight upper-case ASCII letters, found in any case: one comparison of eight bytes for each.
 *
 * <p>Immutable.
 */
final class ShortNames {
    /** The name is none of these. */
    static final int MISSING = -1;

    // The bit that tells a lower-case letter from its upper-case one, off in all bytes. Without it, no other character
    // looks
    // like a letter of a name, and a byte that becomes zero is told from the end of a name by the length.
    private static final long UPPER = 0xDFDF_DFDF_DFDF_DFDFL;

    private final long[] words;
    private final int[] lengths;

    /** The names of an enum's values, in their order. */
    static ShortNames of(final Enum<?>[] values) {
        return new ShortNames(Arrays.stream(values).map(Enum::name).toList());
    }

    ShortNames(final List<String> names) {
        words = names.stream()
                .map(name -> name.getBytes(StandardCharsets.US_ASCII))
                .mapToLong(bytes -> LittleEndian.getTail(bytes, 0, bytes.length))
                .toArray();
        lengths = names.stream().mapToInt(String::length).toArray();
    }

    /** The position of a name, or {@link #MISSING}. */
    int find(final byte[] bytes, final int offset, final int length) {
        if (length == 0 || length > Long.BYTES) {
            return MISSING;
        }
        final long word = LittleEndian.getTail(bytes, offset, length) & UPPER;
        for (int i = 0; i < words.length; i++) {
            if (words[i] == word && lengths[i] == length) {
                return i;
            }
        }
        return MISSING;
    }
}
