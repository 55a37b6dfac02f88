package io.kairoute.gateway.console.session;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the issuer is asked, as it says itself, looked up when somebody signs in and kept for ten minutes.
 *
 * <p>All who ask while it is looked up share the answer; what went wrong is not kept. Thread-confined: owned by the admin event loop.
 */
final class Issuer {
    private static final String WELL_KNOWN = "/.well-known/openid-configuration";
    private static final long KEPT_MS = 600_000;

    private final String name;
    private final IssuerHttp http;
    private final LongSupplier monotonicMs;
    private @Nullable CompletableFuture<Places> asked;
    private long askedMs;

    /**
     * Where what is asked. Immutable.
     *
     * @param authorize where people sign in
     * @param token where a code is exchanged
     * @param takesBasic whether a client proves itself by Basic authentication there, and not in the form
     */
    record Places(URI authorize, URI token, boolean takesBasic) {}

    Issuer(final String name, final IssuerHttp http, final LongSupplier monotonicMs) {
        this.name = name;
        this.http = http;
        this.monotonicMs = monotonicMs;
    }

    /**
     * Where to ask.
     *
     * @return fails with {@link SignInEnd.Failed}
     */
    CompletableFuture<Places> places() {
        final CompletableFuture<Places> before = asked;
        final boolean isFresh = monotonicMs.getAsLong() - askedMs < KEPT_MS;
        if (before != null && isFresh && !before.isCompletedExceptionally()) {
            return before.copy();
        }
        final String root = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        final CompletableFuture<Places> now = http.ask(HttpRequest.newBuilder(URI.create(root + WELL_KNOWN))
                        .header("accept", "application/json")
                        .build())
                .thenCompose(this::read);
        asked = now;
        askedMs = monotonicMs.getAsLong();
        return now.copy();
    }

    private CompletableFuture<Places> read(final IssuerHttp.Answer answer) {
        if (answer.status() != 200) {
            return CompletableFuture.failedFuture(
                    SignInEnd.ISSUER_UNCLEAR.because("its configuration has status " + answer.status()));
        }
        if (!name.equals(answer.text("issuer"))) {
            return CompletableFuture.failedFuture(
                    SignInEnd.ISSUER_UNCLEAR.because("its configuration is that of another issuer"));
        }
        final URI authorize = address(answer.text("authorization_endpoint"));
        final URI token = address(answer.text("token_endpoint"));
        if (authorize == null || token == null) {
            return CompletableFuture.failedFuture(SignInEnd.ISSUER_UNCLEAR.because(
                    "its configuration names no authorization_endpoint and token_endpoint by https"));
        }
        final boolean takesBasic =
                !(answer.members().get("token_endpoint_auth_methods_supported") instanceof List<?> methods)
                        || methods.contains("client_secret_basic");
        return CompletableFuture.completedFuture(new Places(authorize, token, takesBasic));
    }

    private static @Nullable URI address(final @Nullable String text) {
        try {
            final URI address = text == null ? null : URI.create(text);
            return IssuerHttp.isSafe(address) ? address : null;
        } catch (final IllegalArgumentException e) {
            return null;
        }
    }
}
