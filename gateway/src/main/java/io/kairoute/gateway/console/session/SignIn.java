package io.kairoute.gateway.console.session;

import io.kairoute.gateway.api.Pages;
import io.kairoute.gateway.identity.Bearer;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.CallRefusals;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets people sign in at the issuer of tokens: OpenID Connect, by code, with PKCE.
 *
 * <pre>
 *   GET /console/sign-in   sends the browser to the issuer, with a cookie that remembers what was asked
 *   GET /console/callback  takes the issuer's answer, has the token brought by this node, and begins a session
 * </pre>
 *
 * <p>The browser gets the session's cookie and never a token. Each end that is none answers with a page that says what to do, and is
 * told in the log. Thread-confined: owned by the admin event loop.
 */
final class SignIn {
    static final String BEGIN = "/console/sign-in";
    static final String CALLBACK = "/console/callback";

    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);
    private static final int MOST_AT_ONCE = 32;
    private static final int LONGEST_CODE = 4_096;

    private final Vertx vertx;
    private final IssuerSettings settings;
    private final Issuer issuer;
    private final CodeExchange exchange;
    private final SessionParts parts;
    private final SessionCalls calls;
    private final SignInEnds ends;
    private final SecureRandom random = new SecureRandom();
    private final Flow.Sealer sealer = new Flow.Sealer(random);
    private int open;

    SignIn(
            final Vertx vertx,
            final IssuerSettings settings,
            final Issuer issuer,
            final CodeExchange exchange,
            final SessionParts parts,
            final SessionCalls calls) {
        this.vertx = vertx;
        this.settings = settings;
        this.issuer = issuer;
        this.exchange = exchange;
        this.parts = parts;
        this.calls = calls;
        this.ends = new SignInEnds(parts.times().monotonic());
    }

    /** How sign-ins ended. */
    SignInEnds ends() {
        return ends;
    }

    /** Sends a browser to the issuer. */
    void begin(final HttpServerRequest request) {
        if (isRead(request)) {
            waitFor(request, issuer::places, this::leave);
        }
    }

    /** Takes a browser back. */
    void end(final HttpServerRequest request) {
        if (!isRead(request)) {
            return;
        }
        final List<String> cookies = parts.cookies().read(request, Cookies.Purpose.FLOW);
        parts.cookies().clear(request, Cookies.Purpose.FLOW);
        final Flow flow = cookies.size() == 1 ? sealer.open(cookies.get(0)) : null;
        final SignInEnd end = flow == null ? SignInEnd.NOT_BEGUN : endOf(request, flow);
        if (flow == null || end != null) {
            refuse(request, end == null ? SignInEnd.NOT_BEGUN : end, "the answer does not fit");
            return;
        }
        final String code = only(request, "code");
        waitFor(
                request,
                () -> issuer.places().thenCompose(places -> exchange.exchange(places, flow, String.valueOf(code))),
                (asked, bearer) -> enter(asked, flow, bearer));
    }

    private void leave(final HttpServerRequest request, final Issuer.Places places) {
        final Flow flow = Flow.begin(random, parts.times().monotonicMs(), only(request, "to"));
        final Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", settings.config().clientId());
        query.put("redirect_uri", settings.redirect());
        query.put("scope", String.join(" ", settings.config().scopes()));
        query.put("state", flow.state());
        query.put("nonce", flow.nonce());
        query.put("code_challenge", flow.challenge());
        query.put("code_challenge_method", "S256");
        final URI authorize = places.authorize();
        parts.cookies().set(request, Cookies.Purpose.FLOW, sealer.seal(flow), Flow.LONGEST_MS / 1_000);
        request.response()
                .setStatusCode(302)
                .putHeader(
                        HttpHeaders.LOCATION,
                        authorize + (authorize.getQuery() == null ? "?" : "&") + CodeExchange.form(query))
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("referrer-policy", "no-referrer")
                .end();
    }

    /** Why an answer leads to no token; null where it may. */
    private @Nullable SignInEnd endOf(final HttpServerRequest request, final Flow flow) {
        if (flow.isOver(parts.times().monotonicMs())) {
            return SignInEnd.EXPIRED;
        }
        final String state = only(request, "state");
        final String from = only(request, "iss");
        if (state == null
                || !MessageDigest.isEqual(
                        state.getBytes(StandardCharsets.UTF_8), flow.state().getBytes(StandardCharsets.UTF_8))
                || (from != null && !from.equals(settings.issuer()))) {
            return SignInEnd.MIXED_UP;
        }
        final String error = only(request, "error");
        if (error != null) {
            return switch (error) {
                case "server_error", "temporarily_unavailable" -> SignInEnd.ISSUER_FAILED;
                case "unauthorized_client", "invalid_request", "invalid_scope", "unsupported_response_type" ->
                    SignInEnd.NODE_REFUSED;
                default -> SignInEnd.DENIED;
            };
        }
        final String code = only(request, "code");
        return code == null || code.length() > LONGEST_CODE ? SignInEnd.ISSUER_UNCLEAR : null;
    }

    private void enter(final HttpServerRequest request, final Flow flow, final Bearer bearer) {
        if (bearer.roles().isEmpty() || bearer.tenants().isEmpty()) {
            refuse(request, SignInEnd.NO_ROLE, "its claims name no role, or no tenant of this node");
            return;
        }
        ends.done();
        calls.enter(request, new Proof.Issuer(bearer));
        SignInPage.moveOn(request, Flow.page(flow.to()));
    }

    /** Waits for the issuer, without keeping the event loop, and for so many people at once. */
    private <T> void waitFor(
            final HttpServerRequest request,
            final Supplier<CompletableFuture<T>> question,
            final BiConsumer<HttpServerRequest, T> next) {
        if (open >= MOST_AT_ONCE) {
            refuse(request, SignInEnd.BUSY, "open=" + open);
            return;
        }
        open++;
        final Context loop = vertx.getOrCreateContext();
        final var unused = question.get()
                .whenComplete((found, fault) -> loop.runOnContext(now -> {
                    open--;
                    if (request.response().closed()) {
                        return;
                    }
                    if (found != null && fault == null) {
                        next.accept(request, found);
                    } else {
                        refuse(request, fault);
                    }
                }));
    }

    private void refuse(final HttpServerRequest request, final @Nullable Throwable fault) {
        final Throwable cause = fault instanceof CompletionException ? fault.getCause() : fault;
        if (cause instanceof SignInEnd.Failed failed) {
            refuse(request, failed.end(), String.valueOf(failed.getMessage()));
        } else {
            LOG.error("event=sign_in_failed", cause);
            SignInPage.refuse(request, Refusal.fault());
        }
    }

    private void refuse(final HttpServerRequest request, final SignInEnd end, final String cause) {
        ends.failed(end, cause);
        SignInPage.refuse(request, end.refusal());
    }

    private static boolean isRead(final HttpServerRequest request) {
        if (HttpMethod.GET.equals(request.method())) {
            return true;
        }
        Pages.refuse(request, CallRefusals.GET_ONLY, "GET");
        return false;
    }

    /** The one value of a parameter; null where there is none, or several. */
    private static @Nullable String only(final HttpServerRequest request, final String name) {
        try {
            final List<String> values = request.params().getAll(name);
            return values.size() == 1 ? values.get(0) : null;
        } catch (final IllegalArgumentException e) {
            // More parameters than anybody needs.
            return null;
        }
    }
}
