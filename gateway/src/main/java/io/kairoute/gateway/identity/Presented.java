package io.kairoute.gateway.identity;

import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a request's headers present as proof of its caller: an API key in {@code x-api-key}, as bearer token, or as the
 * password of Basic authentication, which is all that some platforms can send; or a signed token as bearer token. Immutable.
 *
 * @param text the key or token; empty when it can be neither
 * @param isToken whether it has the shape of a signed token
 */
record Presented(String text, boolean isToken) {
    /** Headers that present something that nobody could own. */
    static final Presented UNUSABLE = new Presented("", false);

    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";
    private static final CharSequence API_KEY = HttpHeaders.createOptimized("x-api-key");

    /** Longer than any key of ours: not worth hashing. */
    private static final int MAX_KEY_CHARS = 512;

    /** As long as the headers of a request may be together: some issuers list every group of their users. */
    private static final int MAX_TOKEN_CHARS = 16 * 1024;

    /** What a request presents, by its headers' values; null when it presents nothing. */
    static @Nullable Presented of(final Function<CharSequence, ? extends @Nullable CharSequence> headers) {
        final CharSequence key = headers.apply(API_KEY);
        if (key != null) {
            return ofKey(key.toString());
        }
        final CharSequence authorization = headers.apply(HttpHeaders.AUTHORIZATION);
        return authorization == null ? null : ofAuthorization(authorization.toString());
    }

    private static Presented ofAuthorization(final String authorization) {
        if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            final String text = authorization.substring(BEARER.length()).strip();
            if (!isTokenShaped(text)) {
                return ofKey(text);
            }
            return text.length() > MAX_TOKEN_CHARS ? UNUSABLE : new Presented(text, true);
        }
        if (authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return ofPassword(authorization.substring(BASIC.length()).strip());
        }
        return UNUSABLE;
    }

    private static Presented ofPassword(final String base64) {
        if (base64.length() > 2 * MAX_KEY_CHARS) {
            return UNUSABLE;
        }
        try {
            final String pair = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            final int colon = pair.indexOf(':');
            return colon < 0 ? UNUSABLE : ofKey(pair.substring(colon + 1));
        } catch (final IllegalArgumentException e) {
            return UNUSABLE;
        }
    }

    private static Presented ofKey(final String key) {
        return key.isEmpty() || key.length() > MAX_KEY_CHARS ? UNUSABLE : new Presented(key, false);
    }

    /** Three parts with dots between: an API key of ours holds no dot. */
    private static boolean isTokenShaped(final String text) {
        final int first = text.indexOf('.');
        return first > 0 && text.indexOf('.', first + 1) > first;
    }
}
