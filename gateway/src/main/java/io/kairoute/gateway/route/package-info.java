/**
 * The way of one routing call through its event loop, in path order: {@code PlainCalls} answers a call of which nothing but
 * its frames has to be known; for any other, {@code RouteDispatcher} picks the call's kind, {@code RouteCall} gathers the body under
 * a deadline, and {@code UnaryBody} checks the gRPC frame. From there on all go one way: {@code Turns} says when, {@code Answering}
 * asks the {@code LaneRouter} and says what is answered, the call spells it, and {@code Ledger} takes down what came of it.
 * {@code HealthHandler} tells probes of this port how the node is.
 * {@code RouteLane} holds these parts of one event loop. Nothing here blocks, waits or hands work to another thread.
 */
@NullMarked
package io.kairoute.gateway.route;

import org.jspecify.annotations.NullMarked;
