/**
 * Segment sets from CSV files. A mapping ({@link io.kairoute.gateway.segments.ImportMapping}) says what the columns mean,
 * {@link io.kairoute.gateway.segments.SegmentImporter} reads the file twice: once to check and count, once to load.
 */
@NullMarked
package io.kairoute.gateway.segments;

import org.jspecify.annotations.NullMarked;
