/**
 * A tenant's customers while the node runs. {@link io.kairoute.gateway.sets.TenantSegments} holds one class for each job: which
 * sets are on the disk and who reads them ({@link io.kairoute.gateway.sets.KeptSets}), what lookups find
 * ({@link io.kairoute.gateway.sets.ServedCustomers}), activation, imports, erasure and statistics. What takes long pins its
 * sets ({@link io.kairoute.gateway.sets.SetPin}) and holds no lock meanwhile.
 * {@link io.kairoute.gateway.sets.SegmentServices} is how callers reach all of it.
 */
@NullMarked
package io.kairoute.gateway.sets;

import org.jspecify.annotations.NullMarked;
