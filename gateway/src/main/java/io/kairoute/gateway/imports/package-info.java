/**
 * Segment sets from CSV files. A mapping ({@link io.kairoute.gateway.imports.ImportMapping}) says what the columns mean,
 * {@link io.kairoute.gateway.imports.SegmentImporter} reads the file twice: once to check and count, once to load.
 */
@NullMarked
package io.kairoute.gateway.imports;

import org.jspecify.annotations.NullMarked;
