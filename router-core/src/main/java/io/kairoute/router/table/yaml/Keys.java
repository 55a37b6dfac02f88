package io.kairoute.router.table.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The keys that one kind of mapping may have.
 *
 * @param kind what the mapping is, as a person would say it: {@code an occasion}
 * @param required keys that must be there
 * @param all every key, in the order in which documents are written
 */
record Keys(String kind, Set<String> required, List<String> all) {

    /** A kind of mapping; a key with a star before it is required. */
    static Keys of(final String kind, final String... starred) {
        final List<String> required = new ArrayList<>();
        final List<String> all = new ArrayList<>();
        for (final String key : starred) {
            final boolean isRequired = key.startsWith("*");
            final String name = isRequired ? key.substring(1) : key;
            all.add(name);
            if (isRequired) {
                required.add(name);
            }
        }
        return new Keys(kind, Set.copyOf(required), List.copyOf(all));
    }

    boolean knows(final String key) {
        return all.contains(key);
    }
}
