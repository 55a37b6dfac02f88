package io.kairoute.deploy.replay;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The address of a server, and what opens it.
 *
 * @param host a name or address, without brackets
 * @param port 1 to 65,535
 * @param key the API key; empty for none
 * @param ca the certificates to trust, PEM; null for clear text
 */
public record Target(
        String host, int port, String key, @Nullable Path ca) {
    /** The header that carries the key. */
    static final String KEY_HEADER = "x-api-key";

    /** A server that asks for no key. */
    public Target(final String host, final int port) {
        this(host, port, "", null);
    }

    /** The same server, opened by a key. */
    public Target with(final String apiKey) {
        return new Target(host, port, apiKey, ca);
    }

    /** The same server, over TLS. */
    public Target trusting(final Path certificates) {
        return new Target(host, port, key, certificates);
    }

    /** Keeps the key out of messages. */
    @Override
    public String toString() {
        return authority();
    }

    /** Reads {@code host:port}, {@code [::1]:port} or {@code host}, which means the default port. */
    public static Target parse(final String text, final int defaultPort) {
        final int colon = text.lastIndexOf(':');
        final boolean bracketed = text.startsWith("[");
        final boolean hasPort = colon >= 0 && (bracketed ? colon > text.lastIndexOf(']') : text.indexOf(':') == colon);
        final String host = hasPort ? text.substring(0, colon) : text;
        final String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (bare.isEmpty() || bare.toLowerCase(Locale.ROOT).startsWith("http")) {
            throw new IllegalArgumentException("\"" + text + "\" is no host:port, such as localhost:7400");
        }
        return new Target(bare, hasPort ? port(text, text.substring(colon + 1)) : defaultPort);
    }

    /** As {@code host:port}, with brackets where they are needed. */
    public String authority() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    private static int port(final String text, final String digits) {
        try {
            final int port = Integer.parseInt(digits);
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (final NumberFormatException e) {
            // Told below, with what is expected.
        }
        throw new IllegalArgumentException("the port of \"" + text + "\" is not 1 to 65535");
    }
}
