/** Tests of the benchmarks themselves. */
@NullMarked
package io.kairoute.bench.rivals;

import org.jspecify.annotations.NullMarked;
