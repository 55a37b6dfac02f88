package io.kairoute.ctl.connection;

import io.kairoute.control.v1.GetCallerRequest;
import java.util.List;

/** Whom an answer is about: a credential may be of one tenant, and then nobody says which. */
public final class OwnTenant {
    /** Who is meant where nobody is named. */
    public static final String DEFAULT = "default";

    private OwnTenant() {}

    /** The tenant that is asked about. */
    public static String of(final ControlClient client, final ServerOptions server) {
        if (!server.tenant().isEmpty()) {
            return server.tenant();
        }
        final List<String> tenants = client.call(() -> client.nodes().getCaller(GetCallerRequest.getDefaultInstance()))
                .getTenantsList();
        return tenants.size() == 1 ? tenants.get(0) : DEFAULT;
    }
}
