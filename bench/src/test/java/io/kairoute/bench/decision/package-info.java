/** Tests of the benchmarks themselves. */
@NullMarked
package io.kairoute.bench.decision;

import org.jspecify.annotations.NullMarked;
