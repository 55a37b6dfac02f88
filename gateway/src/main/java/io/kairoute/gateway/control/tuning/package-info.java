/** Tuning rules as a matrix: one rule a line, one key a column, as CSV for a spreadsheet. */
@NullMarked
package io.kairoute.gateway.control.tuning;

import org.jspecify.annotations.NullMarked;
