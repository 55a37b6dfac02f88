package io.kairoute.gateway.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Who may call. Immutable.
 *
 * @param credentials the file that names the callers; null for none
 * @param jwt which tokens count; null for none
 * @param isOpenAllowed whether an open node may listen where other machines reach it
 * @param reloadMs how often files are looked at for changes
 */
public record IdentityConfig(
        @Nullable Path credentials, @Nullable JwtConfig jwt, boolean isOpenAllowed, long reloadMs) {
    private static final long LEAST_RELOAD_MS = 100;
    private static final long MOST_RELOAD_MS = 3_600_000;

    /** Checks the range. */
    public IdentityConfig {
        Invalid.within(Property.IDENTITY_RELOAD, reloadMs, LEAST_RELOAD_MS, MOST_RELOAD_MS);
    }

    /** Whether nobody is asked for credentials. */
    public boolean isOpen() {
        return credentials == null && jwt == null;
    }

    static IdentityConfig of(
            final Settings settings, final Address route, final Address admin, final @Nullable Address outcomes) {
        final IdentityConfig identity = new IdentityConfig(
                settings.path(Property.IDENTITY_CREDENTIALS),
                JwtConfig.of(settings),
                settings.word(Property.IDENTITY_ALLOW_OPEN, "true", "false").equals("true"),
                settings.durationMs(Property.IDENTITY_RELOAD));
        if (identity.isOpen() && !identity.isOpenAllowed) {
            refuseReachable(Property.ROUTE_HOST, route);
            refuseReachable(Property.ADMIN_HOST, admin);
            if (outcomes != null) {
                refuseReachable(Property.OUTCOMES_HOST, outcomes);
            }
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
