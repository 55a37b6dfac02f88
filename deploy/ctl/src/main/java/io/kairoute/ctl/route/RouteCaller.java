package io.kairoute.ctl.route;

import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.util.concurrent.CompletableFuture;

/**
 * Asks a server one routing question without waiting for the answer.
 *
 * <p>Thread-safe.
 */
public interface RouteCaller extends AutoCloseable {
    /** Asks; the future fails with {@link CallFailure} when no decision comes back. */
    CompletableFuture<RouteResponse> route(RouteRequest request);

    /** How many questions may be open at one time. */
    int maxInFlight();

    @Override
    void close();
}
