/**
 * The decision written a second time, plainly, as an oracle: {@link io.kairoute.router.reference.ReferenceRouter} over
 * ordinary collections, seeded generators that reach every branch of it, and the harness that holds any other router
 * against it. Written from the meaning of a decision, never from the compiled code.
 */
@NullMarked
package io.kairoute.router.reference;

import org.jspecify.annotations.NullMarked;
