package io.kairoute.gateway.edge;

import io.kairoute.gateway.observe.RejectCause;
import java.util.function.Consumer;

/**
 * What the connections of one listener are held to. Immutable.
 *
 * @param limit how many there may be
 * @param headTimeoutNs how long the head of a request, or one frame of HTTP/2, may take to arrive
 * @param rejected is told why a connection was closed; any thread may call it
 */
public record ConnectionPolicy(ConnectionLimit limit, long headTimeoutNs, Consumer<RejectCause> rejected) {}
