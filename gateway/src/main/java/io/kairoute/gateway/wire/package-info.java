/** gRPC's own words on the wire: header names, timeouts, the frame of one message, and the status that ends a call. */
@NullMarked
package io.kairoute.gateway.wire;

import org.jspecify.annotations.NullMarked;
