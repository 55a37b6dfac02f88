package io.kairoute.gateway.api;

import io.vertx.core.http.HttpServerRequest;

/**
 * Pages of the admin listener beside its API: where another part of a node plugs its in.
 *
 * <p>Asked on the admin event loop, about requests that name one host, and that no page of another site sent; or that a person
 * follows a link with.
 */
public interface SidePages {
    /** None. */
    SidePages NONE = new SidePages() {
        @Override
        public boolean areAt(final String path) {
            return false;
        }

        @Override
        public boolean answers(final HttpServerRequest request) {
            return false;
        }
    };

    /** Whether a link on a page of another site may lead to a path: what it shows is the same for everybody. */
    boolean areAt(String path);

    /** Answers a request, now or later; false when it is for the API. */
    boolean answers(HttpServerRequest request);
}
