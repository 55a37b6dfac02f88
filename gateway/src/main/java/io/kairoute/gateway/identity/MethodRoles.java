package io.kairoute.gateway.identity;

import static java.util.Map.entry;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one table of what each method needs: a role, or nothing at all.
 *
 * <p>Methods are named as on the wire, without the leading slash. A method that is not here cannot be served.
 */
public final class MethodRoles {
    private static final Map<String, Role> NEEDED = Map.ofEntries(
            entry("kairoute.routing.v1.RoutingService/Route", Role.ROUTE),
            entry("kairoute.routing.v1.RoutingService/RouteStream", Role.ROUTE),
            entry("grpc.reflection.v1.ServerReflection/ServerReflectionInfo", Role.VIEWER));

    /** Probes have no credentials, and learn nothing but whether the node is up. */
    private static final Set<String> FOR_EVERYBODY =
            Set.of("grpc.health.v1.Health/Check", "grpc.health.v1.Health/Watch", "grpc.health.v1.Health/List");

    private MethodRoles() {}

    /** Every method that stands in the table. */
    static Set<String> all() {
        final Set<String> all = new HashSet<>(NEEDED.keySet());
        all.addAll(FOR_EVERYBODY);
        return all;
    }

    /** Whether a method stands in the table. */
    public static boolean isKnown(final String method) {
        return NEEDED.containsKey(method) || FOR_EVERYBODY.contains(method);
    }

    /** The role that a method needs; null when it needs none, or is not known. */
    public static @Nullable Role needed(final String method) {
        return NEEDED.get(method);
    }
}
