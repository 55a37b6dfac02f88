package io.kairoute.gateway.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Who may call. Immutable.
 *
 * @param credentials the file that names the callers; null for an open node
 * @param isOpenAllowed whether an open node may listen where other machines reach it
 */
public record IdentityConfig(@Nullable Path credentials, boolean isOpenAllowed) {
    static IdentityConfig of(final Settings settings, final Address route, final Address admin) {
        final IdentityConfig identity = new IdentityConfig(
                settings.path(Property.IDENTITY_CREDENTIALS),
                settings.word(Property.IDENTITY_ALLOW_OPEN, "true", "false").equals("true"));
        if (identity.credentials == null && !identity.isOpenAllowed) {
            refuseReachable(Property.ROUTE_HOST, route);
            refuseReachable(Property.ADMIN_HOST, admin);
        }
        return identity;
    }

    private static void refuseReachable(final Property property, final Address address) {
        if (!address.isLoopback()) {
            throw new Invalid(
                    property,
                    property.path() + "=" + address.host()
                            + " is reached from other machines and nobody would be asked for"
                            + " credentials; set " + Property.IDENTITY_CREDENTIALS.path() + ", or "
                            + Property.IDENTITY_ALLOW_OPEN.path() + "=true to serve everybody");
        }
    }
}
