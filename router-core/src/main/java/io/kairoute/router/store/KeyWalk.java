package io.kairoute.router.store;

import io.kairoute.router.key.KeyHash;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/** Finds all keys of one customer: a key leads to the customer, and the customer to the other keys, which may be others in other sets. */
public final class KeyWalk {
    private KeyWalk() {}

    /**
     * Goes on from one key until no key is new.
     *
     * @param keysBy the keys of whoever is known by any of some keys, wherever customers are kept
     */
    public static Set<KeyHash> from(final KeyHash key, final Function<Set<KeyHash>, Set<KeyHash>> keysBy) {
        Set<KeyHash> known = Set.of();
        final Set<KeyHash> next = new HashSet<>(Set.of(key));
        while (!next.equals(known)) {
            known = Set.copyOf(next);
            next.addAll(keysBy.apply(known));
        }
        return known;
    }
}
