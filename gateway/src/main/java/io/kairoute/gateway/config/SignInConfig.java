package io.kairoute.gateway.config;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How people sign in to the console at the issuer of tokens. Immutable.
 *
 * @param clientId what the issuer calls this node
 * @param secret the file of what the node proves that with; null for a client that has none
 * @param scopes what is asked for
 */
public record SignInConfig(String clientId, @Nullable Path secret, List<String> scopes) {
    private static final String NEEDED_SCOPE = "openid";

    /** Checks the scopes. */
    public SignInConfig {
        scopes = List.copyOf(scopes);
        if (!scopes.contains(NEEDED_SCOPE)) {
            throw new Invalid(
                    Property.CONSOLE_SCOPES,
                    Property.CONSOLE_SCOPES.path() + " must name " + NEEDED_SCOPE + ": it asks for who it is");
        }
    }

    /** Reads the properties; null where nobody signs in at an issuer. */
    static @Nullable SignInConfig of(final Settings settings) {
        final String clientId = settings.text(Property.CONSOLE_CLIENT_ID).strip();
        final Path secret = settings.path(Property.CONSOLE_CLIENT_SECRET_FILE);
        if (secret != null && !Files.isReadable(secret)) {
            throw new Invalid(
                    Property.CONSOLE_CLIENT_SECRET_FILE,
                    Property.CONSOLE_CLIENT_SECRET_FILE.path() + "=" + secret + " is not a file that can be read");
        }
        if (clientId.isEmpty()) {
            if (secret != null) {
                throw new Invalid(
                        Property.CONSOLE_CLIENT_SECRET_FILE,
                        Property.CONSOLE_CLIENT_ID.path() + " is missing beside "
                                + Property.CONSOLE_CLIENT_SECRET_FILE.path());
            }
            return null;
        }
        needs(settings, Property.CONSOLE_PUBLIC_URL);
        needs(settings, Property.IDENTITY_JWT_ISSUER);
        if (!isSafe(settings.text(Property.IDENTITY_JWT_ISSUER).strip())) {
            throw new Invalid(
                    Property.CONSOLE_CLIENT_ID,
                    Property.CONSOLE_CLIENT_ID.path() + " needs an " + Property.IDENTITY_JWT_ISSUER.path()
                            + " that is an https address: people are sent there");
        }
        return new SignInConfig(clientId, secret, settings.list(Property.CONSOLE_SCOPES));
    }

    private static boolean isSafe(final String issuer) {
        try {
            final URI address = URI.create(issuer);
            return address.getHost() != null
                    && ("https".equals(address.getScheme())
                            || ("http".equals(address.getScheme())
                                    && ConsoleConfig.LOOPBACK.contains(address.getHost())));
        } catch (final IllegalArgumentException e) {
            return false;
        }
    }

    private static void needs(final Settings settings, final Property other) {
        if (settings.text(other).isBlank()) {
            throw new Invalid(
                    Property.CONSOLE_CLIENT_ID,
                    other.path() + " is missing beside " + Property.CONSOLE_CLIENT_ID.path());
        }
    }
}
