/**
 * A tenant's customers while the node runs. {@link io.kairoute.gateway.sets.TenantSegments} gives each job its turn: what
 * lookups find ({@link io.kairoute.gateway.sets.ServedCustomers}), which set is active, imports and erasures.
 * {@link io.kairoute.gateway.sets.SegmentServices} is how callers reach all of it.
 */
@NullMarked
package io.kairoute.gateway.sets;

import org.jspecify.annotations.NullMarked;
