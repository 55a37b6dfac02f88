package io.kairoute.gateway.node;

import io.kairoute.control.v1.NodeServiceGrpc;
import io.kairoute.gateway.api.AdminServices;
import io.kairoute.gateway.control.call.ControlServices;
import java.time.InstantSource;

/** Plugs what a node tells of itself, and of its caller, into the admin listener. */
public final class NodeServices {
    private NodeServices() {}

    /** Adds the methods over a node's parts; returns {@code services}. */
    public static AdminServices addTo(final AdminServices services, final NodeParts parts) {
        final NodeReport report = new NodeReport(parts, InstantSource.system());
        final CallerReport caller = new CallerReport(parts, InstantSource.system());
        return services.add(NodeServiceGrpc.getGetCallerMethod(), ControlServices.FAULTS.around(caller::get))
                .add(NodeServiceGrpc.getGetNodeMethod(), ControlServices.FAULTS.around(report::get));
    }
}
