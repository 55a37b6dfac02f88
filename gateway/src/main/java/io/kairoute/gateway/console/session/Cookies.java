package io.kairoute.gateway.console.session;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads and writes the console's cookies.
 *
 * <p>Over TLS their names begin with {@code __Host-}, which no other host, port without TLS or path can set. On loopback in clear
 * text browsers would not take that; there the name holds the port, since all ports of a host share their cookies. A name that comes
 * twice was set by somebody else as well, and counts as nothing. Immutable.
 */
final class Cookies {
    /** What a cookie is for. */
    enum Purpose {
        /** Stands for a session. */
        SESSION("kairoute", "Strict"),
        /** Is an API key that may look at the wall. */
        WALL("kairoute-wall", "Strict"),
        /** Remembers a sign-in while a person is at the issuer; it must come back with a link from there. */
        FLOW("kairoute-flow", "Lax");

        private final String name;
        private final String sameSite;

        Purpose(final String name, final String sameSite) {
            this.name = name;
            this.sameSite = sameSite;
        }
    }

    private final boolean isSecure;

    /** Makes them for a console that browsers reach by TLS, or not. */
    Cookies(final boolean isSecure) {
        this.isSecure = isSecure;
    }

    /** The values of a cookie: none, one, or those of several people. */
    List<String> read(final HttpServerRequest request, final Purpose purpose) {
        final String name = name(request, purpose) + "=";
        final List<String> values = new ArrayList<>();
        for (final String header : request.headers().getAll(HttpHeaders.COOKIE)) {
            for (final String pair : header.split(";", -1)) {
                final String stripped = pair.strip();
                if (stripped.startsWith(name)) {
                    values.add(stripped.substring(name.length()));
                }
            }
        }
        return values;
    }

    /** Has the browser keep a cookie for so long. */
    void set(final HttpServerRequest request, final Purpose purpose, final String value, final long seconds) {
        request.response()
                .headers()
                .add(
                        HttpHeaders.SET_COOKIE,
                        name(request, purpose) + "=" + value + "; Path=/; Max-Age=" + seconds + "; HttpOnly; SameSite="
                                + purpose.sameSite + (isSecure ? "; Secure" : ""));
    }

    /** Has the browser forget a cookie. */
    void clear(final HttpServerRequest request, final Purpose purpose) {
        set(request, purpose, "", 0);
    }

    private String name(final HttpServerRequest request, final Purpose purpose) {
        return isSecure
                ? "__Host-" + purpose.name
                : purpose.name + "-" + request.localAddress().port();
    }
}
