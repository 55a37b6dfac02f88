/** How callers reach the control plane: gRPC with our own framing, and the same methods as HTTP/JSON. */
@NullMarked
package io.kairoute.gateway.control.call;

import org.jspecify.annotations.NullMarked;
