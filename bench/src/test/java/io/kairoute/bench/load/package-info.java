/** Tests of the benchmarks themselves. */
@NullMarked
package io.kairoute.bench.load;

import org.jspecify.annotations.NullMarked;
