package io.kairoute.gateway.imports;

import org.jspecify.annotations.Nullable;

/** Says which required key of a mapping is missing. */
final class Required {
    private Required() {}

    static <T> T of(final String key, final @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("the required key " + key + " is missing");
        }
        return value;
    }
}
