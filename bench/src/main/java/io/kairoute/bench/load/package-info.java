/**
 * The load generator: open-loop, so contacts arrive when they arrive, whether or not the ones before were answered, and
 * every latency counts from the moment at which the contact should have been sent.
 */
@NullMarked
package io.kairoute.bench.load;

import org.jspecify.annotations.NullMarked;
