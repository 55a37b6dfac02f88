/**
 * Counts decisions where they are logged: by occasion, queue, rule and the like, by the second, the minute and the hour.
 *
 * <p>One thread counts, that of the log; any thread reads.
 */
@NullMarked
package io.kairoute.gateway.tally;

import org.jspecify.annotations.NullMarked;
