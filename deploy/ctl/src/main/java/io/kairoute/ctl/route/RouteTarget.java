package io.kairoute.ctl.route;

import io.kairoute.ctl.access.WayIn;
import io.kairoute.ctl.connection.Target;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which server is asked to route, and how; the same for every command that asks one. */
public final class RouteTarget {
    private static final int DEFAULT_ROUTE_PORT = 7400;
    private static final String DEFAULT = "localhost:" + DEFAULT_ROUTE_PORT;

    @Option(
            names = "--target",
            paramLabel = "HOST:PORT",
            description = "The server's route listener. Default: " + DEFAULT + ".")
    private @Nullable String target;

    @Option(names = "--tenant", paramLabel = "ID", description = "The tenant. Default: the credential's own.")
    private @Nullable String tenant;

    @Option(names = "--http", description = "Ask over HTTP with JSON rather than over gRPC.")
    private boolean isHttp;

    @Mixin
    private final WayIn way = new WayIn();

    /** The server, as host:port. */
    public String address() {
        return target().authority();
    }

    /** A caller of the server; it connects with the first question. */
    public RouteCaller caller() {
        final Target server = target();
        final RouteCaller caller = isHttp ? new JsonRouteCaller(server) : new GrpcRouteCaller(server);
        final String asked = tenant == null ? way.toRoute(target, DEFAULT).tenant() : tenant;
        return asked.isEmpty() ? caller : new TenantCaller(caller, asked);
    }

    private Target target() {
        return Target.of(way.toRoute(target, DEFAULT), DEFAULT_ROUTE_PORT);
    }
}
