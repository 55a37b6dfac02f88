package io.kairoute.gateway.config;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The admin listener's configuration. Immutable.
 *
 * @param address where it listens
 * @param tls how it proves itself; null for clear text
 * @param hosts more names that it is reached by, lower case
 * @param hasReflection whether gRPC reflection is answered
 */
public record AdminConfig(Address address, @Nullable TlsConfig tls, Set<String> hosts, boolean hasReflection) {
    /** Copies the names. */
    public AdminConfig {
        hosts = Set.copyOf(hosts);
    }

    static AdminConfig of(final Settings settings) {
        final Address address = Address.of(settings, Property.ADMIN_HOST, Property.ADMIN_PORT);
        final Set<String> hosts = new HashSet<>();
        settings.list(Property.ADMIN_HOSTS).forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
        final String reflection = settings.word(Property.ADMIN_REFLECTION, "auto", "true", "false");
        return new AdminConfig(
                address,
                TlsConfig.of(
                        settings,
                        Property.ADMIN_TLS_CERT,
                        Property.ADMIN_TLS_KEY,
                        Property.ADMIN_TLS_CLIENT_CA,
                        Property.ADMIN_TLS_CLIENT_CERTIFICATE),
                hosts,
                reflection.equals("auto") ? address.isLoopback() : reflection.equals("true"));
    }
}
