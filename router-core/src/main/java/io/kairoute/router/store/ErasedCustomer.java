package io.kairoute.router.store;

import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.SegmentLookup;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells the records of a customer who is erased from those of others that were found by the same key.
 *
 * <p>A customer's own key, which stands in every record of the customer, leads to whoever a set has under it: that is the same customer by
 * an older name. An alternate key, such as a telephone number, may have had another owner in another set. It leads to nobody who
 * is known today as another customer. Thread-safe.
 */
public final class ErasedCustomer {
    private final Predicate<KeyHash> isKnown;
    private final Set<KeyHash> own = new HashSet<>();

    /**
     * Begins with one own key.
     *
     * @param customer the key that the customer is known by today
     * @param isKnown whether somebody is known today by an own key
     */
    public ErasedCustomer(final KeyHash customer, final Predicate<KeyHash> isKnown) {
        this.isKnown = isKnown;
        own.add(customer);
    }

    /** The customer whom a key finds in a lookup; a key that finds nobody counts as an own one. */
    public static ErasedCustomer foundBy(final KeyHash key, final @Nullable SegmentLookup lookup) {
        final KeyHash customer = ownKey(key, lookup);
        return new ErasedCustomer(customer == null ? key : customer, other -> other.equals(ownKey(other, lookup)));
    }

    private static @Nullable KeyHash ownKey(final KeyHash key, final @Nullable SegmentLookup lookup) {
        final ProfileFlyweight profile = new ProfileFlyweight();
        return lookup != null
                        && lookup.record(new SegmentKey().set(key.low(), key.high()), profile) == SegmentLookup.FOUND
                ? new KeyHash(profile.canonicalLow(), profile.canonicalHigh())
                : null;
    }

    /**
     * Whether a record is another customer's, and stays. One that is not tells of an older own key, which counts from then on.
     *
     * @param key the key that it was found by
     * @param customer the own key of whoever it is about
     */
    public synchronized boolean isAnothers(final KeyHash key, final KeyHash customer) {
        if (own.contains(customer)) {
            return false;
        }
        if (!own.contains(key) && isKnown.test(customer)) {
            return true;
        }
        own.add(customer);
        return false;
    }
}
