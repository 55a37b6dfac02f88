package io.kairoute.ctl.access;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A named node with the way into it, as the file of contexts keeps it. Immutable.
 *
 * @param values what is set, by the names of {@link #NAMES}
 */
public record Context(Map<String, String> values) {
    /** What a context may say; each is the option of that name. */
    public static final List<String> NAMES =
            List.of("target", "route_target", "tenant", "api_key_file", "token_file", "tls", "ca", "cert", "key");

    /** Nothing is said. */
    static final Context EMPTY = new Context(Map.of());

    /** Copies the values, in the order of the names. */
    public Context {
        final Map<String, String> ordered = new LinkedHashMap<>();
        for (final String name : NAMES) {
            final String value = values.get(name);
            if (value != null) {
                ordered.put(name, value);
            }
        }
        values = java.util.Collections.unmodifiableMap(ordered);
    }

    /** One value; null where it is not set. */
    public @Nullable String value(final String name) {
        return values.get(name);
    }
}
