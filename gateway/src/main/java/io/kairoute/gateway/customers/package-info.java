/**
 * A tenant's customers while the node runs. {@link io.kairoute.gateway.customers.TenantSegments} serves one segment set and
 * swaps it for another; {@link io.kairoute.gateway.customers.SegmentServices} is how callers reach all of it.
 */
@NullMarked
package io.kairoute.gateway.customers;

import org.jspecify.annotations.NullMarked;
