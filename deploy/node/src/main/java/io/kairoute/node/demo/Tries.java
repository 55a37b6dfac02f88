package io.kairoute.node.demo;

import io.kairoute.ctl.route.RouteCaller;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.util.concurrent.CompletableFuture;

/**
 * Asks for decisions that are neither logged nor counted.
 *
 * <p>A day that is routed in half a minute is no rush of now: where the demo serves on, the console would tell of one for an hour.
 * Thread-safe.
 *
 * @param caller asks the node
 */
record Tries(RouteCaller caller) implements RouteCaller {
    @Override
    public CompletableFuture<RouteResponse> route(final RouteRequest request) {
        return caller.route(request.toBuilder().setDryRun(true).build());
    }

    @Override
    public int maxInFlight() {
        return caller.maxInFlight();
    }

    @Override
    public void close() {
        caller.close();
    }
}
