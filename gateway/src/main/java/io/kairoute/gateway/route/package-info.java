/**
 * The way of one routing call through its event loop, in path order: {@code PlainCalls} answers a call of which nothing but
 * its frames has to be known; for any other, {@code RouteDispatcher} picks the call's kind,
 * {@code RouteCall} gathers the body under a deadline, {@code UnaryBody} checks the gRPC frame, {@code RouteLane} asks the
 * router, and a {@code ReplyForm} spells the answer. Nothing here blocks, waits or hands work to another thread.
 */
@NullMarked
package io.kairoute.gateway.route;

import org.jspecify.annotations.NullMarked;
