package io.kairoute.gateway.route;

import com.google.api.AnnotationsProto;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.kairoute.gateway.identity.Role;
import io.kairoute.routing.v1.RoutingProto;

/** The paths of the route listener, with the role that they need, as the proto file states them. */
final class RoutePaths {
    static final String ROUTE = "/kairoute.routing.v1.RoutingService/Route";
    static final String ROUTE_STREAM = "/kairoute.routing.v1.RoutingService/RouteStream";

    /** What a caller of either method needs. */
    static final Role NEEDED = needed();

    private static final String HTTP_ROUTE =
            schema("Route").getOptions().getExtension(AnnotationsProto.http).getPost();

    private RoutePaths() {}

    /** True for the JSON path, with a query or without. */
    static boolean isHttpRoute(final String uri) {
        return uri.startsWith(HTTP_ROUTE)
                && (uri.length() == HTTP_ROUTE.length() || uri.charAt(HTTP_ROUTE.length()) == '?');
    }

    private static Role needed() {
        final Role needed = Role.neededBy(schema("Route"));
        if (Role.neededBy(schema("RouteStream")) != needed) {
            throw new IllegalStateException(
                    "Route and RouteStream need different roles, and the listener asks for one");
        }
        return needed;
    }

    private static MethodDescriptor schema(final String method) {
        return RoutingProto.getDescriptor().findServiceByName("RoutingService").findMethodByName(method);
    }
}
