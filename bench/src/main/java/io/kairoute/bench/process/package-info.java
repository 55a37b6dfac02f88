/** The processes that a benchmark starts beside its own, and the cores they are held to. */
@NullMarked
package io.kairoute.bench.process;

import org.jspecify.annotations.NullMarked;
