package io.kairoute.router.store;

import io.kairoute.router.key.KeyHash;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Erases customers of one tenant from every kept set, in one go.
 *
 * <p>Each set is read as a whole, once for each round of {@link KeyWalk} and once more. Another customer who is known today by one of them stays ({@link ErasedCustomer}). Where it fails half-way
 * it may be repeated. Thread-confined: owned by whoever owns the sets.
 */
public final class CustomerErasure {
    private final SegmentSets sets;
    private final @Nullable OpenSegmentSet served;

    /**
     * Erases from a tenant's sets.
     *
     * @param served the set that customers are looked up in meanwhile; null for none
     */
    public CustomerErasure(final SegmentSets sets, final @Nullable OpenSegmentSet served) {
        this.sets = sets;
        this.served = served;
    }

    /**
     * Erases whoever a key finds. From then on no lookup finds the customer by any key, and no byte of a set tells of it.
     *
     * @return how many entries that were, each key in each set counted; 0 where nobody is known by the key
     * @throws StoreException when the key is an account's, or a set cannot be read or written
     */
    public int erase(final KeyHash key) {
        if (sets.isOneBeingLoaded()) {
            throw StoreException.refused(
                    "a segment set is being loaded, which may hold the customer: finish it or close its"
                            + " writer, and then erase");
        }
        final ErasedCustomer erased = ErasedCustomer.foundBy(key, served == null ? null : served.store());
        final Set<KeyHash> keys = KeyWalk.from(key, known -> keysBy(known, erased));
        int entries = 0;
        for (final SegmentSetManifest manifest : sets.readManifests()) {
            final int number = manifest.number();
            final SetFile file = sets.file(number);
            final CustomerTraces traces = file.traces(erased, keys, StoreProgress.NONE);
            final boolean isServed = served != null && served.manifest().number() == number;
            file.erasure(traces, StoreProgress.NONE).run(isServed ? served : null);
            entries += traces.entries();
        }
        return entries;
    }

    private Set<KeyHash> keysBy(final Set<KeyHash> known, final ErasedCustomer erased) {
        final Set<KeyHash> keys = new HashSet<>();
        for (final SegmentSetManifest manifest : sets.readManifests()) {
            keys.addAll(keysIn(sets.file(manifest.number()), erased, known));
        }
        return keys;
    }

    private static Set<KeyHash> keysIn(final SetFile file, final ErasedCustomer erased, final Set<KeyHash> known) {
        file.finishErasure();
        final CustomerTraces traces = file.traces(erased, known, StoreProgress.NONE);
        if (traces.isAccount()) {
            throw StoreException.refused(
                    "this is the key of an account, and finds one of its customers: erase customers by their own keys");
        }
        return traces.keys();
    }
}
