/** What a machine can bear: the constants of the capacity formula, measured all at once. */
@NullMarked
package io.kairoute.bench.capacity;

import org.jspecify.annotations.NullMarked;
