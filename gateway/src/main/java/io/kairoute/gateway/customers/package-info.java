/**
 * A tenant's customers while the node runs. {@link io.kairoute.gateway.customers.TenantSegments} gives each job its turn: what
 * lookups find ({@link io.kairoute.gateway.customers.ServedCustomers}), which set is active, imports and erasures.
 * {@link io.kairoute.gateway.customers.SegmentServices} is how callers reach all of it.
 */
@NullMarked
package io.kairoute.gateway.customers;

import org.jspecify.annotations.NullMarked;
