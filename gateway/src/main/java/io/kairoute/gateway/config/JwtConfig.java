package io.kairoute.gateway.config;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens count. Immutable.
 *
 * @param issuer what {@code iss} must be
 * @param audience what {@code aud} must name
 * @param algorithms the signatures that count; asymmetric ones only
 * @param skewMs how far the issuer's clock may be off
 * @param keys where the issuer's keys are: an address, or a file with the scheme {@code file}
 * @param refreshMs how often they are fetched anew
 * @param tenantClaim the claim that names the tenant
 * @param rolesClaim the claim that lists the roles
 * @param platformClaim the claim that names the platform
 */
public record JwtConfig(
        String issuer,
        String audience,
        Set<String> algorithms,
        long skewMs,
        URI keys,
        long refreshMs,
        String tenantClaim,
        String rolesClaim,
        String platformClaim) {
    private static final Set<String> KNOWN =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");
    /** Literally: what a name resolves to may change. */
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private static final long MAX_SKEW_MS = 300_000;
    private static final long LEAST_REFRESH_MS = 10_000;
    private static final long MOST_REFRESH_MS = 86_400_000;

    /** Checks that nothing is missing, and the ranges. */
    public JwtConfig {
        algorithms = Set.copyOf(algorithms);
        Invalid.within(Property.IDENTITY_JWT_CLOCK_SKEW, skewMs, 0, MAX_SKEW_MS);
        Invalid.within(Property.IDENTITY_JWT_KEYS_REFRESH, refreshMs, LEAST_REFRESH_MS, MOST_REFRESH_MS);
        if (audience.isEmpty()) {
            throw missing(Property.IDENTITY_JWT_AUDIENCE);
        }
        if (algorithms.isEmpty() || !KNOWN.containsAll(algorithms)) {
            throw new Invalid(
                    Property.IDENTITY_JWT_ALGORITHMS,
                    Property.IDENTITY_JWT_ALGORITHMS.path() + " must list some of "
                            + String.join(", ", new TreeSet<>(KNOWN))
                            + "; tokens with a shared secret, or with none, do not count");
        }
    }

    /** Whether the keys are in a file. */
    public boolean isFile() {
        return "file".equals(keys.getScheme());
    }

    static @Nullable JwtConfig of(final Settings settings) {
        final String issuer = settings.text(Property.IDENTITY_JWT_ISSUER).strip();
        if (issuer.isEmpty()) {
            if (!settings.text(Property.IDENTITY_JWT_KEYS).isBlank()) {
                throw new Invalid(
                        Property.IDENTITY_JWT_KEYS,
                        Property.IDENTITY_JWT_ISSUER.path() + " is missing beside "
                                + Property.IDENTITY_JWT_KEYS.path());
            }
            return null;
        }
        return new JwtConfig(
                issuer,
                settings.text(Property.IDENTITY_JWT_AUDIENCE).strip(),
                new HashSet<>(settings.list(Property.IDENTITY_JWT_ALGORITHMS)),
                settings.durationMs(Property.IDENTITY_JWT_CLOCK_SKEW),
                keys(settings.text(Property.IDENTITY_JWT_KEYS).strip()),
                settings.durationMs(Property.IDENTITY_JWT_KEYS_REFRESH),
                settings.text(Property.IDENTITY_JWT_TENANT_CLAIM).strip(),
                settings.text(Property.IDENTITY_JWT_ROLES_CLAIM).strip(),
                settings.text(Property.IDENTITY_JWT_PLATFORM_CLAIM).strip());
    }

    private static URI keys(final String text) {
        if (text.isEmpty()) {
            throw missing(Property.IDENTITY_JWT_KEYS);
        }
        if (!text.startsWith("http:") && !text.startsWith("https:")) {
            final Path file = Settings.path(Property.IDENTITY_JWT_KEYS, text);
            if (!Files.isReadable(file)) {
                throw new Invalid(
                        Property.IDENTITY_JWT_KEYS,
                        Property.IDENTITY_JWT_KEYS.path() + "=" + text + " is not a file that can be read");
            }
            return file.toUri();
        }
        final URI address = address(text);
        if ("http".equals(address.getScheme()) && !LOOPBACK.contains(address.getHost())) {
            throw new Invalid(
                    Property.IDENTITY_JWT_KEYS,
                    Property.IDENTITY_JWT_KEYS.path() + " must be https: whoever can change the keys on their way can"
                            + " make tokens");
        }
        return address;
    }

    private static URI address(final String text) {
        try {
            final URI address = URI.create(text);
            if (address.getHost() != null) {
                return address;
            }
        } catch (final IllegalArgumentException e) {
            throw noAddress(text);
        }
        throw noAddress(text);
    }

    private static Invalid noAddress(final String text) {
        return new Invalid(
                Property.IDENTITY_JWT_KEYS, Property.IDENTITY_JWT_KEYS.path() + "=" + text + " is no address");
    }

    private static Invalid missing(final Property property) {
        return new Invalid(property, property.path() + " is missing beside " + Property.IDENTITY_JWT_ISSUER.path());
    }
}
