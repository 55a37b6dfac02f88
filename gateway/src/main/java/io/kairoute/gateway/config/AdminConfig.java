package io.kairoute.gateway.config;

import org.jspecify.annotations.Nullable;

/**
 * The admin listener's configuration. Immutable.
 *
 * @param address where it listens
 * @param tls how it proves itself; null for clear text
 */
public record AdminConfig(Address address, @Nullable TlsConfig tls) {
    static AdminConfig of(final Settings settings) {
        return new AdminConfig(
                Address.of(settings, Property.ADMIN_HOST, Property.ADMIN_PORT),
                TlsConfig.of(settings, Property.ADMIN_TLS_CERT, Property.ADMIN_TLS_KEY));
    }
}
