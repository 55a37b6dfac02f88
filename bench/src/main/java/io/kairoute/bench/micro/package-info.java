/** Runs JMH benchmarks from our own commands and keeps what they say. */
@NullMarked
package io.kairoute.bench.micro;

import org.jspecify.annotations.NullMarked;
