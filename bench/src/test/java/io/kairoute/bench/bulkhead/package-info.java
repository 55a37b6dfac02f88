/** Whether one tenant's work can hold up another tenant's: routing and an operator's change beside all that is slow. */
@NullMarked
package io.kairoute.bench.bulkhead;

import org.jspecify.annotations.NullMarked;
