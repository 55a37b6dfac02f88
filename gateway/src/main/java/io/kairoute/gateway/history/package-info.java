/**
 * The decision log: what routers recorded, kept in chunks of files, read back and replayed.
 *
 * <p>A record goes from a router's ring through {@link io.kairoute.gateway.history.DecisionLog} into its tenant's newest chunk.
 */
@NullMarked
package io.kairoute.gateway.history;

import org.jspecify.annotations.NullMarked;
