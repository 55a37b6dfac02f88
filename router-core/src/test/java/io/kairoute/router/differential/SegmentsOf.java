package io.kairoute.router.differential;

import io.kairoute.router.compile.ReadableSet;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.reference.ReferenceSegmentSet;

/** Makes the customers of a scenario known to a router. */
@FunctionalInterface
interface SegmentsOf {
    /**
     * Opens a set.
     *
     * @param isAvailable false where the store cannot answer at all
     */
    ReadableSet open(ReferenceSegmentSet set, KeyHasher hasher, boolean isAvailable);
}
