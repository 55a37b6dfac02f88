package io.kairoute.gateway.format;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Keeps flat bodies under the size that every platform takes, by cutting long values shorter where it must. */
final class FlatBody {
    /** Bytes of a body, less than. */
    static final int LIMIT_BYTES = 4_096;

    private static final int LEAST_VALUE_BYTES = 15;

    private FlatBody() {}

    /** Spells fields, cut to so many bytes each, as text; tries shorter values until the text fits. */
    static byte[] fit(
            final IntFunction<List<FlatFields.Field>> fields, final Function<List<FlatFields.Field>, String> spelling) {
        int maxValueBytes = FlatFields.MAX_VALUE_BYTES;
        while (true) {
            final byte[] body = spelling.apply(fields.apply(maxValueBytes)).getBytes(StandardCharsets.UTF_8);
            if (body.length < LIMIT_BYTES || maxValueBytes <= LEAST_VALUE_BYTES) {
                return body;
            }
            maxValueBytes /= 2;
        }
    }
}
