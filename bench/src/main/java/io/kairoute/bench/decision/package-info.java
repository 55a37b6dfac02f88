/** What a whole decision costs, bytes to bytes. */
@NullMarked
package io.kairoute.bench.decision;

import org.jspecify.annotations.NullMarked;
