package io.kairoute.gateway.console.session;

import io.kairoute.gateway.wire.ContentTypes;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells requests of the console's own pages from those that another page made the browser send, with the cookie.
 *
 * <p>The cookie is not sent along from other sites; but a page of another port of the same host is none. So the whole origin must be
 * the console's. A change must say more: a header and a content type that no form can send. Immutable.
 */
final class OwnPages {
    private static final CharSequence SEC_FETCH_SITE = HttpHeaders.createOptimized("sec-fetch-site");
    private static final CharSequence CONSOLE = HttpHeaders.createOptimized("x-kairoute-console");
    private static final String SAME_ORIGIN = "same-origin";

    /** Of a request that a person makes by the address bar there is no site. */
    private static final Set<String> OWN_SITES = Set.of(SAME_ORIGIN, "none");

    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final @Nullable URI origin;
    private final String scheme;

    /**
     * Makes the check of a listener.
     *
     * @param origin where browsers reach the console; null where that is what they ask for
     * @param isTls whether the listener speaks TLS
     */
    OwnPages(final @Nullable URI origin, final boolean isTls) {
        this.origin = origin;
        this.scheme = isTls ? "https" : "http";
    }

    /** Whether a request may count with the cookie that it brings, or get one. */
    boolean isOwn(final HttpServerRequest request) {
        final String site = request.getHeader(SEC_FETCH_SITE);
        if (site != null && !OWN_SITES.contains(site)) {
            return false;
        }
        final String from = request.getHeader(HttpHeaders.ORIGIN);
        if (from != null && !from.equals(expected(request))) {
            return false;
        }
        return READS.contains(request.method()) || isDeliberate(request);
    }

    /** Whether a request says that a page of the console makes it. */
    static boolean isOfConsole(final HttpServerRequest request) {
        return request.headers().contains(CONSOLE);
    }

    private static boolean isDeliberate(final HttpServerRequest request) {
        final String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return isOfConsole(request) && (type == null || ContentTypes.isJson(type));
    }

    private String expected(final HttpServerRequest request) {
        if (origin != null) {
            return origin.toString();
        }
        final HostAndPort asked = request.authority();
        return asked == null
                ? ""
                : scheme + "://" + asked.host().toLowerCase(Locale.ROOT) + (asked.port() > 0 ? ":" + asked.port() : "");
    }
}
