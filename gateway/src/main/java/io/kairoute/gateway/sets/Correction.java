package io.kairoute.gateway.sets;

import io.kairoute.control.v1.CustomerProfile;
import io.kairoute.router.key.KeyHash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a source said of one customer, without the keys themselves. Immutable.
 *
 * @param customer the hash of the key that the customer is known by
 * @param sequence counts what was acknowledged; where two customers claim a key the later one has it
 * @param sourceVersion counts what the source said of the customer
 * @param sourceMs when the source knew it, milliseconds since 1970
 * @param alternates the hashes of the customer's other keys
 * @param account the hash of the account's key; null for none
 * @param profile what is known; null for a customer that was deleted
 */
record Correction(
        KeyHash customer,
        long sequence,
        long sourceVersion,
        long sourceMs,
        List<KeyHash> alternates,
        @Nullable KeyHash account,
        @Nullable CustomerProfile profile) {
    /** Copies the lists. */
    Correction {
        alternates = List.copyOf(alternates);
    }
}
