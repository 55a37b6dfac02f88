/** What finding one customer costs, beside what it could cost. */
@NullMarked
package io.kairoute.bench.segment;

import org.jspecify.annotations.NullMarked;
