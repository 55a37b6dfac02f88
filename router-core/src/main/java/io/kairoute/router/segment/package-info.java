/**
 * Step 2: which segment the customer belongs to. {@link io.kairoute.router.segment.SegmentLookup} is all that the path
 * knows; behind it stands an off-heap Chronicle Map of fixed-size profiles.
 */
@NullMarked
package io.kairoute.router.segment;

import org.jspecify.annotations.NullMarked;
