/** Brings the gateway up and down: listeners, event loops and their order. */
@NullMarked
package io.kairoute.gateway.node;

import org.jspecify.annotations.NullMarked;
