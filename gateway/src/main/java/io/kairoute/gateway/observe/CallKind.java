package io.kairoute.gateway.observe;

import java.util.Locale;

/** What a call on the route listener asked for; the label {@code method} of the metrics. */
public enum CallKind {
    /** Unary {@code Route} over gRPC. */
    ROUTE,
    /** {@code Route} over gRPC-Web. */
    ROUTE_WEB,
    /** {@code POST /v1/route}, whatever the format. */
    ROUTE_HTTP,
    /** A whole call of {@code RouteStream}. */
    ROUTE_STREAM,
    /** One message of {@code RouteStream}. */
    ROUTE_STREAM_MESSAGE,
    /** {@code Check} of this node's health. */
    HEALTH_CHECK,
    /** {@code Watch} of this node's health. */
    HEALTH_WATCH,
    /** A page that tells this node's health. */
    HEALTH_PAGE,
    /** Anything else. */
    OTHER;

    /** Whether its time belongs among the latencies: a stream lasts as long as its caller likes, and probes are no contacts. */
    boolean isTimed() {
        return switch (this) {
            case ROUTE_STREAM, HEALTH_CHECK, HEALTH_WATCH, HEALTH_PAGE -> false;
            default -> true;
        };
    }

    /** What is called, for a trace: service and method with a slash between where it is gRPC. */
    public String method() {
        return switch (this) {
            case ROUTE, ROUTE_WEB, ROUTE_HTTP -> "kairoute.routing.v1.RoutingService/Route";
            case ROUTE_STREAM, ROUTE_STREAM_MESSAGE -> "kairoute.routing.v1.RoutingService/RouteStream";
            case HEALTH_CHECK -> "grpc.health.v1.Health/Check";
            case HEALTH_WATCH -> "grpc.health.v1.Health/Watch";
            case HEALTH_PAGE, OTHER -> label();
        };
    }

    /** The label's value. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
