package io.kairoute.gateway.config;

import java.util.regex.Pattern;

/**
 * Tells variables of the environment that a platform sets from those that somebody set for this node.
 *
 * <p>Kubernetes tells every pod where the services of its namespace are, in variables that begin with the service's name: a
 * service named {@code kairoute-route} makes {@code KAIROUTE_ROUTE_PORT=tcp://10.96.12.7:7400}, as Docker's links did.
 */
final class ForeignVariables {
    private static final Pattern ADDRESS = Pattern.compile("(?:tcp|udp|sctp)://.*");
    private static final Pattern NAME = Pattern.compile(
            ".*_(?:SERVICE_HOST|SERVICE_PORT(?:_[A-Z0-9_]+)?|PORT_[0-9]+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)");

    private ForeignVariables() {}

    /** Whether a variable tells of a service. */
    static boolean contains(final String name, final String value) {
        return NAME.matcher(name).matches()
                || (name.endsWith("_PORT") && ADDRESS.matcher(value.strip()).matches());
    }
}
