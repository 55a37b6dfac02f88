/** Tests of the benchmarks themselves. */
@NullMarked
package io.kairoute.bench.report;

import org.jspecify.annotations.NullMarked;
