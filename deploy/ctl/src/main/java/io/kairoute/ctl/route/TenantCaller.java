package io.kairoute.ctl.route;

import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.util.concurrent.CompletableFuture;

/**
 * Asks for one tenant where a question does not say for which.
 *
 * <p>Thread-safe, as the caller behind it.
 *
 * @param caller what asks
 * @param tenant the tenant's id
 */
public record TenantCaller(RouteCaller caller, String tenant) implements RouteCaller {
    @Override
    public CompletableFuture<RouteResponse> route(final RouteRequest request) {
        return caller.route(
                request.getTenantId().isEmpty()
                        ? request.toBuilder().setTenantId(tenant).build()
                        : request);
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
