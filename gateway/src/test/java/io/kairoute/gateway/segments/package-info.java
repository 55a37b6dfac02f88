/** Tests of segment sets from CSV files. */
@NullMarked
package io.kairoute.gateway.segments;

import org.jspecify.annotations.NullMarked;
