package io.kairoute.gateway.config;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the console is served. Immutable.
 *
 * @param isEnabled whether it is
 * @param origin the address that browsers reach it at, spelled as they do; null where it is the one that they ask
 * @param signIn how people sign in at the issuer; null where they do not
 * @param idleMs how long a session lasts that nobody uses
 * @param longestMs how long any session lasts
 */
public record ConsoleConfig(
        boolean isEnabled, @Nullable URI origin, @Nullable SignInConfig signIn, long idleMs, long longestMs) {
    /** Literally: what a name resolves to may change. */
    static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private static final long MINUTE_MS = 60_000;
    private static final long LONGEST_MS = 24 * 60 * MINUTE_MS;

    /** Checks the ranges. */
    public ConsoleConfig {
        Invalid.within(Property.CONSOLE_SESSION_LONGEST, longestMs, MINUTE_MS, LONGEST_MS);
        Invalid.within(Property.CONSOLE_SESSION_IDLE, idleMs, MINUTE_MS, longestMs);
    }

    static ConsoleConfig of(final Settings settings, final AdminConfig admin) {
        final String enabled = settings.word(Property.CONSOLE_ENABLED, "auto", "true", "false");
        final URI origin = origin(settings.url(Property.CONSOLE_PUBLIC_URL, "https://kairoute.example.com"));
        final boolean isSafe = admin.address().isLoopback() || admin.tls() != null || origin != null;
        if (enabled.equals("true") && !isSafe) {
            throw new Invalid(
                    Property.CONSOLE_ENABLED,
                    Property.CONSOLE_ENABLED.path() + "=true needs " + Property.ADMIN_TLS_CERT.path() + ", or "
                            + Property.CONSOLE_PUBLIC_URL.path()
                            + " where TLS ends before this node: whoever is on the way could use a session");
        }
        return new ConsoleConfig(
                enabled.equals("auto") ? isSafe : enabled.equals("true"),
                origin,
                SignInConfig.of(settings),
                settings.durationMs(Property.CONSOLE_SESSION_IDLE),
                settings.durationMs(Property.CONSOLE_SESSION_LONGEST));
    }

    private static @Nullable URI origin(final @Nullable URI said) {
        if (said == null) {
            return null;
        }
        final String scheme = said.getScheme().toLowerCase(Locale.ROOT);
        final String host = said.getHost().toLowerCase(Locale.ROOT);
        final boolean isPlain = scheme.equals("http") && LOOPBACK.contains(host);
        if (!isPlain && !scheme.equals("https")) {
            throw invalid(said, "must be https, except on loopback");
        }
        if (said.getUserInfo() != null
                || said.getQuery() != null
                || said.getFragment() != null
                || !(said.getPath().isEmpty() || said.getPath().equals("/"))) {
            throw invalid(
                    said, "must be a host alone, as https://kairoute.example.com: the console has no other place");
        }
        final boolean isUsualPort = said.getPort() == (isPlain ? 80 : 443);
        return URI.create(scheme + "://" + host + (said.getPort() < 0 || isUsualPort ? "" : ":" + said.getPort()));
    }

    private static Invalid invalid(final URI said, final String what) {
        return new Invalid(Property.CONSOLE_PUBLIC_URL, Property.CONSOLE_PUBLIC_URL.path() + "=" + said + " " + what);
    }
}
