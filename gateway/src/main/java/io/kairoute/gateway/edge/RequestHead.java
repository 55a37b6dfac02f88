package io.kairoute.gateway.edge;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Reads what the head of a request says of the way it is sent. */
public final class RequestHead {
    private static final String AUTHORITY = "://";

    private RequestHead() {}

    /** The path and query of a request's first line, also where a proxy writes the whole address there. */
    public static String target(final HttpServerRequest request) {
        final String uri = request.uri();
        if (uri.isEmpty() || uri.charAt(0) == '/') {
            return uri;
        }
        final boolean isAbsolute =
                uri.regionMatches(true, 0, "http://", 0, 7) || uri.regionMatches(true, 0, "https://", 0, 8);
        if (!isAbsolute) {
            return uri;
        }
        final int from = uri.indexOf(AUTHORITY) + AUTHORITY.length();
        final int path = uri.indexOf('/', from);
        final int query = uri.indexOf('?', from);
        if (path >= 0 && (query < 0 || path < query)) {
            return uri.substring(path);
        }
        return "/" + (query < 0 ? "" : uri.substring(query));
    }

    /** Whether the body is packed, by gzip for instance. */
    public static boolean isPacked(final HttpServerRequest request) {
        final String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity");
    }

    /** Whether the caller expects something of the server that it does not know. */
    public static boolean expectsUnknown(final HttpServerRequest request) {
        final String expected = request.getHeader(HttpHeaders.EXPECT);
        return expected != null && !expected.strip().equalsIgnoreCase("100-continue");
    }
}
