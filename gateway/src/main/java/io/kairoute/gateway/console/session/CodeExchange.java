package io.kairoute.gateway.console.session;

import io.kairoute.gateway.config.SignInConfig;
import io.kairoute.gateway.identity.Bearer;
import io.kairoute.gateway.identity.SignInTokens;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/** Exchanges the code that a person brings from the issuer for a token that tells who it is. Thread-safe. */
final class CodeExchange {
    private static final int MOST_SECRET_BYTES = 4 * 1024;

    private final SignInConfig config;
    private final String redirect;
    private final IssuerHttp http;
    private final SignInTokens tokens;
    private final Executor executor;

    /**
     * Makes one.
     *
     * @param executor reads files and verifies signatures
     */
    CodeExchange(
            final IssuerSettings settings, final IssuerHttp http, final SignInTokens tokens, final Executor executor) {
        this.config = settings.config();
        this.redirect = settings.redirect();
        this.http = http;
        this.tokens = tokens;
        this.executor = executor;
    }

    /**
     * Finds out who brought a code.
     *
     * @return fails with {@link SignInEnd.Failed}
     */
    CompletableFuture<Bearer> exchange(final Issuer.Places places, final Flow flow, final String code) {
        return CompletableFuture.supplyAsync(() -> question(places, flow, code), executor)
                .thenCompose(http::ask)
                .thenCompose(CodeExchange::idToken)
                .thenCompose(token -> tokens.verify(token, flow.nonce(), executor))
                .exceptionallyCompose(fault -> CompletableFuture.failedFuture(named(fault)));
    }

    private static Throwable named(final Throwable fault) {
        final Throwable cause =
                fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        return cause instanceof SignInTokens.Refuted refuted
                ? SignInEnd.TOKEN_REFUSED.because(String.valueOf(refuted.getMessage()))
                : cause;
    }

    private HttpRequest question(final Issuer.Places places, final Flow flow, final String code) {
        final Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", redirect);
        form.put("code_verifier", flow.verifier());
        final HttpRequest.Builder request = HttpRequest.newBuilder(places.token())
                .header("accept", "application/json")
                .header("content-type", "application/x-www-form-urlencoded");
        final Path file = config.secret();
        if (file == null) {
            form.put("client_id", config.clientId());
        } else if (places.takesBasic()) {
            final String pair = encoded(config.clientId()) + ":" + encoded(secret(file));
            request.header(
                    "authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        } else {
            form.put("client_id", config.clientId());
            form.put("client_secret", secret(file));
        }
        return request.POST(HttpRequest.BodyPublishers.ofString(form(form))).build();
    }

    /** A map as a form, or as the query of an address. */
    static String form(final Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + "=" + encoded(value.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(final String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Read each time, so that a new one needs no new start. */
    private static String secret(final Path file) {
        try {
            final byte[] bytes = Files.readAllBytes(file);
            final String secret = new String(bytes, StandardCharsets.UTF_8).strip();
            if (bytes.length <= MOST_SECRET_BYTES && !secret.isEmpty()) {
                return secret;
            }
            throw new CompletionException(SignInEnd.NODE_REFUSED.because(file + " holds no secret"));
        } catch (final IOException e) {
            throw new CompletionException(SignInEnd.NODE_REFUSED.because(file + " cannot be read"));
        }
    }

    private static CompletableFuture<String> idToken(final IssuerHttp.Answer answer) {
        final String token = answer.text("id_token");
        if (answer.status() == 200 && token != null) {
            return CompletableFuture.completedFuture(token);
        }
        if (answer.status() == 200) {
            return CompletableFuture.failedFuture(
                    SignInEnd.ISSUER_UNCLEAR.because("the answer to the code holds no id_token"));
        }
        final SignInEnd end =
                "invalid_grant".equals(answer.text("error")) ? SignInEnd.CODE_REFUSED : SignInEnd.NODE_REFUSED;
        return CompletableFuture.failedFuture(end.because("the answer to the code has status " + answer.status()));
    }
}
