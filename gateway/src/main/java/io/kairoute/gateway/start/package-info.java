/** Brings the gateway up and down: listeners, event loops and their order. */
@NullMarked
package io.kairoute.gateway.start;

import org.jspecify.annotations.NullMarked;
