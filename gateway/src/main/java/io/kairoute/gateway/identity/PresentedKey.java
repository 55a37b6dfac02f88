package io.kairoute.gateway.identity;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds the API key that a request presents: in {@code x-api-key}, as bearer token, or as the password of Basic
 * authentication, which is all that some platforms can send.
 */
final class PresentedKey {
    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";
    private static final CharSequence API_KEY = HttpHeaders.createOptimized("x-api-key");

    /** Longer than any key of ours: not worth hashing. */
    private static final int MAX_CHARS = 512;

    private PresentedKey() {}

    /** The key; null when the request presents none that could be one. */
    static @Nullable String of(final HttpServerRequest request) {
        final String header = request.getHeader(API_KEY);
        final String key = header != null ? header : ofAuthorization(request.getHeader(HttpHeaders.AUTHORIZATION));
        return key == null || key.isEmpty() || key.length() > MAX_CHARS ? null : key;
    }

    private static @Nullable String ofAuthorization(final @Nullable String authorization) {
        if (authorization == null || authorization.length() > 2 * MAX_CHARS) {
            return null;
        }
        final String scheme = authorization.toLowerCase(Locale.ROOT);
        if (scheme.startsWith(BEARER)) {
            return authorization.substring(BEARER.length()).strip();
        }
        return scheme.startsWith(BASIC)
                ? password(authorization.substring(BASIC.length()).strip())
                : null;
    }

    private static @Nullable String password(final String base64) {
        try {
            final String pair = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            final int colon = pair.indexOf(':');
            return colon < 0 ? null : pair.substring(colon + 1);
        } catch (final IllegalArgumentException e) {
            return null;
        }
    }
}
