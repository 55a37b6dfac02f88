package io.kairoute.gateway.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages in a browser on this machine from using the admin listener behind their visitor's back.
 *
 * <p>A page can reach a loopback port, and by a name that it makes resolve to 127.0.0.1 can even read the answers. So a
 * request must name a host that is known, and one that changes anything, or on an open node any, may come from a page of a known
 * host only. Immutable.
 */
final class BrowserGuard {
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Set<String> hosts;

    /** Makes a guard that knows these hosts, lower case and without ports. */
    BrowserGuard(final Set<String> hosts) {
        this.hosts = Set.copyOf(hosts);
    }

    /**
     * True when a request may be looked at further.
     *
     * @param isOpen whether nobody is asked for credentials: then the host must be a known one too
     */
    boolean isFine(final HttpServerRequest request, final boolean isOpen) {
        final HostAndPort authority = request.authority();
        if (isOpen && (authority == null || !isKnown(authority.host()))) {
            return false;
        }
        final String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null || (!isOpen && READS.contains(request.method()))) {
            return true;
        }
        final String page = hostOf(origin);
        return isKnown(page)
                || (!isOpen && page != null && authority != null && page.equalsIgnoreCase(authority.host()));
    }

    private boolean isKnown(final @Nullable String host) {
        return host != null && hosts.contains(host.toLowerCase(Locale.ROOT));
    }

    private static @Nullable String hostOf(final String origin) {
        try {
            return URI.create(origin).getHost();
        } catch (final IllegalArgumentException e) {
            return null;
        }
    }
}
