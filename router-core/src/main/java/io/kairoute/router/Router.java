package io.kairoute.router;

import io.kairoute.router.snapshot.TenantDirectory;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Decides for one contact at a time: request bytes in, response bytes out.
 *
 * <p>Thread-confined: owned by its event loop. A call allocates nothing.
 */
public final class Router {
    /** A caller whose credential names no tenant: the request's tenant counts, or the default one. */
    public static final int ANY_TENANT = -1;

    private final TenantDirectory tenants;
    private final String faultField = "";

    /** Makes a router over the tenants of this node. */
    public Router(final TenantDirectory tenants) {
        this.tenants = tenants;
    }

    /**
     * Routes one contact.
     *
     * @param request holds a RouteRequest message
     * @param offset where it starts
     * @param length its bytes, up to {@link Limits#REQUEST_BYTES}
     * @param caller the ordinal of the caller's tenant, or {@link #ANY_TENANT}
     * @param nowMs the server's clock on arrival, milliseconds since 1970
     * @param response takes a RouteResponse message; {@link Limits#RESPONSE_BYTES} free from its offset
     * @param responseOffset where the message is written
     * @return the response's bytes, or a negative {@link RouteStatus}
     */
    public int route(
            final DirectBuffer request,
            final int offset,
            final int length,
            final int caller,
            final long nowMs,
            final MutableDirectBuffer response,
            final int responseOffset) {
        return tenants.count() == 0 ? RouteStatus.UNKNOWN_TENANT : RouteStatus.NO_SNAPSHOT;
    }

    /**
     * Routes one contact to its tenant's defaults, cause DEADLINE: what the server answers when its own deadline ran out.
     * Arguments and result are those of {@link #route}.
     */
    public int routeToDefault(
            final DirectBuffer request,
            final int offset,
            final int length,
            final int caller,
            final long nowMs,
            final MutableDirectBuffer response,
            final int responseOffset) {
        return tenants.count() == 0 ? RouteStatus.UNKNOWN_TENANT : RouteStatus.NO_SNAPSHOT;
    }

    /** The field behind the last MALFORMED or LIMIT_EXCEEDED, as the proto names it; empty when none can be named. */
    public String faultField() {
        return faultField;
    }
}
