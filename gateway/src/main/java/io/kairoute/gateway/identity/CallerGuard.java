package io.kairoute.gateway.identity;

import com.google.rpc.Code;
import io.kairoute.gateway.identity.RefusedCredentials.Cause;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.router.decide.Router;
import io.kairoute.router.snapshot.TenantDirectory;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * The one place that decides who may call what.
 *
 * <p>An open guard lets everybody do everything, in the tenant that the request names. A closed one asks for an API key, a signed
 * token, or a client certificate: an unknown one is UNAUTHENTICATED, a known one without the role or a tenant PERMISSION_DENIED, and
 * no answer says more than that. What a header presents counts before a session's cookie, that before the certificate, and each when
 * it is wrong, instead of what comes after it. The
 * tenant comes from the credential alone. Thread-confined: owned by its event loop.
 */
public final class CallerGuard {
    private static final int RETRY_MS = 200;
    private static final Verdict ANYBODY =
            Verdict.admitted(new Caller("anybody", Router.ANY_TENANT, EnumSet.copyOf(Role.given()), ""));
    private static final Verdict UNKNOWN = Verdict.refused(Refusal.of(
            Code.UNAUTHENTICATED,
            "UNAUTHENTICATED",
            "Credentials are missing or unknown; send an API key as x-api-key, bearer token or Basic password, a"
                    + " signed token, or a client certificate."));
    private static final Verdict BUSY = Verdict.refused(
            Refusal.of(Code.RESOURCE_EXHAUSTED, "TOO_MANY_TOKENS", "Too many new tokens at once; try again shortly.")
                    .retryAfterMs(RETRY_MS));
    private static final Verdict NO_TENANT = Verdict.refused(
            Refusal.of(Code.PERMISSION_DENIED, "TENANT_MISSING", "This token does not name one tenant of this node."));
    private static final Verdict OVER = Verdict.refused(Refusal.of(
            Code.UNAUTHENTICATED, "SESSION_OVER", "This session is over, or was never begun; sign in again."));
    private static final Verdict FOREIGN = Verdict.refused(Refusal.of(
            Code.PERMISSION_DENIED,
            "NOT_FROM_CONSOLE",
            "A session counts for requests of the console's own pages only, and a change needs the header"
                    + " x-kairoute-console and application/json; programs send an API key or a token."));
    private static final Verdict UNDECIDED = Verdict.refused(Refusal.of(
            Code.PERMISSION_DENIED,
            "TENANT_CHOICE",
            "This session may ask about several tenants; choose one with PUT /console/session."));
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final Map<Role, Verdict> LACKING = new EnumMap<>(Role.class);

    static {
        for (final Role role : Role.values()) {
            LACKING.put(
                    role,
                    Verdict.refused(Refusal.of(
                            Code.PERMISSION_DENIED,
                            "ROLE_MISSING",
                            "These credentials lack the role " + role.label() + ".")));
        }
    }

    private final Callers callers;
    private final CookieCallers cookies;
    private final RefusedCredentials refused;
    private final MessageDigest sha256 = NewKey.digester();
    private String lastText = "";
    private String lastHash = "";

    CallerGuard(final Callers callers, final CookieCallers cookies, final RefusedCredentials refused) {
        this.callers = callers;
        this.cookies = cookies;
        this.refused = refused;
    }

    /** Whether everybody is let in. */
    public boolean isOpen() {
        return callers.isOpen();
    }

    /**
     * Hands a request on to be judged: at once, or, where it presents a token that was not seen before, when a worker has looked
     * at that.
     */
    public void whenProven(final HttpServerRequest request, final Handler<HttpServerRequest> next) {
        final CompletableFuture<Void> proof = proof(request);
        if (proof == null) {
            next.handle(request);
            return;
        }
        request.pause();
        Future.fromCompletionStage(proof, Vertx.currentContext()).onComplete(proven -> {
            next.handle(request);
            if (!request.isEnded()) {
                request.resume();
            }
        });
    }

    /** Judges a request that needs a role, or, with null, none; then whoever asks is anybody. */
    public Verdict judge(final HttpServerRequest request, final @Nullable Role needed) {
        if (needed == null) {
            return ANYBODY;
        }
        final Presented presented = callers.isOpen() ? null : Presented.of(request::getHeader);
        if (presented == null) {
            return ofCookies(request, needed);
        }
        final Caller caller = ofHeader(presented);
        if (caller != null) {
            return within(caller, needed);
        }
        return isBusyWith(presented) ? refused(Cause.BUSY, BUSY) : refused(Cause.UNKNOWN, UNKNOWN);
    }

    /**
     * What to tell a caller who was let in, and whose call goes on, where he would not be any more: his session is over, or his key
     * was taken back. Null where he still may; a token or a certificate counts until its call ends. An open node asks nobody.
     */
    public @Nullable Refusal sinceOver(final HttpServerRequest request) {
        if (callers.isOpen()) {
            return null;
        }
        final Presented presented = Presented.of(request::getHeader);
        if (presented == null) {
            return cookies.isOver(request) ? OVER.refusal() : null;
        }
        return !presented.isToken() && ofHeader(presented) == null ? UNKNOWN.refusal() : null;
    }

    private Verdict ofCookies(final HttpServerRequest request, final Role needed) {
        final CookieCallers.Found found = cookies.of(request);
        if (found instanceof CookieCallers.Found.Known known) {
            return within(known.caller(), needed);
        }
        if (found instanceof CookieCallers.Found.Foreign) {
            return refused(Cause.UNKNOWN, FOREIGN);
        }
        if (found instanceof CookieCallers.Found.Undecided) {
            return refused(Cause.ROLE_MISSING, UNDECIDED);
        }
        // An open node shows everybody everything; but what is done is not done by anybody where somebody was signed
        // in.
        final boolean isOver = found instanceof CookieCallers.Found.Over;
        if (callers.isOpen() && !(isOver && !READS.contains(request.method()))) {
            return ANYBODY;
        }
        if (isOver) {
            return refused(Cause.UNKNOWN, OVER);
        }
        final Caller caller = ofCertificate(request);
        return caller == null ? refused(Cause.MISSING, UNKNOWN) : within(caller, needed);
    }

    private Verdict within(final Caller caller, final Role needed) {
        return caller.has(needed)
                ? Verdict.admitted(caller)
                : refused(Cause.ROLE_MISSING, caller.tenant() == TenantDirectory.UNKNOWN ? NO_TENANT : lacking(needed));
    }

    /**
     * The caller of a request with a role that it needs, if its headers tell at once who that is; null when it takes the long way to
     * find out, or to refuse it: no key, an unknown one, a token that was not proven yet.
     */
    public @Nullable Caller known(
            final Function<CharSequence, ? extends @Nullable CharSequence> headers, final Role needed) {
        if (callers.isOpen()) {
            return ANYBODY.caller();
        }
        final Presented presented = Presented.of(headers);
        final Caller caller = presented == null ? null : ofHeader(presented);
        return caller != null && caller.has(needed) ? caller : null;
    }

    private Verdict refused(final Cause cause, final Verdict verdict) {
        refused.add(cause);
        return verdict;
    }

    private boolean isBusyWith(final Presented presented) {
        final TokenProver tokens = presented.isToken() ? callers.tokens() : null;
        return tokens != null && tokens.isBusyWith(hash(presented.text()));
    }

    /** What callers without a role are told. */
    public static Refusal lackOf(final Role role) {
        final Refusal refusal = lacking(role).refusal();
        return refusal == null ? Refusal.fault() : refusal;
    }

    private @Nullable CompletableFuture<Void> proof(final HttpServerRequest request) {
        final TokenProver tokens = callers.tokens();
        final Presented presented = tokens == null ? null : Presented.of(request::getHeader);
        return tokens == null || presented == null || !presented.isToken()
                ? null
                : tokens.prove(hash(presented.text()), presented.text());
    }

    private @Nullable Caller ofHeader(final Presented presented) {
        if (presented.text().isEmpty()) {
            return null;
        }
        if (!presented.isToken()) {
            return callers.ofKeyHash(hash(presented.text()));
        }
        final TokenProver tokens = callers.tokens();
        return tokens == null ? null : tokens.find(hash(presented.text()));
    }

    private @Nullable Caller ofCertificate(final HttpServerRequest request) {
        final Credentials credentials = callers.credentials();
        final SSLSession session = credentials.hasSubjects() ? request.sslSession() : null;
        if (session == null) {
            return null;
        }
        try {
            // The handshake has verified the chain; the certificate may have expired since.
            final Certificate[] chain = session.getPeerCertificates();
            return chain.length > 0
                            && chain[0] instanceof X509Certificate certificate
                            && certificate.getNotAfter().toInstant().toEpochMilli() >= callers.nowMs()
                    ? credentials.ofSubject(certificate.getSubjectX500Principal())
                    : null;
        } catch (final SSLPeerUnverifiedException e) {
            return null;
        }
    }

    private static Verdict lacking(final Role role) {
        final Verdict verdict = LACKING.get(role);
        return verdict == null ? UNKNOWN : verdict;
    }

    /** A request's proof is looked at twice in a row: once to have it verified, once to judge. */
    private String hash(final String text) {
        if (!text.equals(lastText)) {
            lastHash = HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
            lastText = text;
        }
        return lastHash;
    }
}
