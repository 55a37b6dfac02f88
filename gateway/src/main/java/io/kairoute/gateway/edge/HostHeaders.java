package io.kairoute.gateway.edge;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** Looks whether a request of HTTP/1 names one host. */
public final class HostHeaders {
    private HostHeaders() {}

    /** True for a request that names a host twice: whoever passed it on may have meant the other one. */
    public static boolean areMany(final HttpServerRequest request) {
        return request.version() != HttpVersion.HTTP_2
                && request.headers().getAll(HttpHeaders.HOST).size() > 1;
    }
}
