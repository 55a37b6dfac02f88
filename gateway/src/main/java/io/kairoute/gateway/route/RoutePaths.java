package io.kairoute.gateway.route;

/** The paths of the route listener, as the proto file states them. */
final class RoutePaths {
    static final String ROUTE = "/kairoute.routing.v1.RoutingService/Route";
    static final String ROUTE_STREAM = "/kairoute.routing.v1.RoutingService/RouteStream";
    private static final String HTTP_ROUTE = "/v1/route";

    private RoutePaths() {}

    /** True for the JSON path, with a query or without. */
    static boolean isHttpRoute(final String uri) {
        return uri.startsWith(HTTP_ROUTE)
                && (uri.length() == HTTP_ROUTE.length() || uri.charAt(HTTP_ROUTE.length()) == '?');
    }
}
