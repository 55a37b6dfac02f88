package io.kairoute.gateway.console.session;

import io.kairoute.gateway.config.ConsoleConfig;
import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.config.JwtConfig;
import io.kairoute.gateway.config.SignInConfig;
import io.kairoute.gateway.identity.Callers;
import io.kairoute.gateway.identity.CookieCallers;
import io.kairoute.gateway.identity.SignInTokens;
import io.kairoute.router.snapshot.TenantDirectory;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Answers the paths at which sessions begin and end. Thread-confined: owned by the admin event loop. */
public final class SessionPages implements AutoCloseable {
    private static final long STARTED_NS = System.nanoTime();

    /** Everything that one question to the issuer may take. */
    private static final long DEADLINE_MS = 5_000;

    /** Signatures and files of all sign-ins that may be open at once, twice. */
    private static final int MOST_WAITING = 64;

    private final SessionParts parts;
    private final SessionCalls calls;
    private final @Nullable SignIn signIn;
    private final Runnable end;

    private SessionPages(
            final SessionParts parts, final SessionCalls calls, final @Nullable SignIn signIn, final Runnable end) {
        this.parts = parts;
        this.calls = calls;
        this.signIn = signIn;
        this.end = end;
    }

    /**
     * Opens them; there are no sessions yet.
     *
     * @param vertx whose event loop answers
     */
    public static SessionPages open(
            final GatewayConfig config, final Callers callers, final TenantDirectory tenants, final Vertx vertx) {
        final ConsoleConfig console = config.console();
        final SessionTimes times = new SessionTimes(
                console.idleMs(),
                console.longestMs(),
                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - STARTED_NS),
                System::currentTimeMillis);
        return open(config, callers, tenants, vertx, times);
    }

    static SessionPages open(
            final GatewayConfig config,
            final Callers callers,
            final TenantDirectory tenants,
            final Vertx vertx,
            final SessionTimes times) {
        final ConsoleConfig console = config.console();
        final SessionParts parts = SessionParts.of(console, config.admin().tls() != null, callers, tenants, times);
        final SessionCalls calls = new SessionCalls(vertx, callers, parts);
        final SignInConfig signIn = console.signIn();
        final JwtConfig jwt = config.identity().jwt();
        final SignInTokens tokens = signIn == null ? null : callers.signIns(signIn.clientId());
        if (signIn == null || jwt == null || tokens == null) {
            return new SessionPages(parts, calls, null, () -> {});
        }
        final IssuerHttp http = new IssuerHttp(DEADLINE_MS);
        final ExecutorService worker = worker();
        final IssuerSettings settings = new IssuerSettings(signIn, jwt.issuer(), console.origin() + SignIn.CALLBACK);
        return new SessionPages(
                parts,
                calls,
                new SignIn(
                        vertx,
                        settings,
                        new Issuer(jwt.issuer(), http, times.monotonic()),
                        new CodeExchange(settings, http, tokens, worker),
                        parts,
                        calls),
                () -> {
                    worker.shutdownNow();
                    http.close();
                });
    }

    /** Says who is signed in. */
    public CookieCallers cookies() {
        return parts.found();
    }

    /** Shows how many sessions there are, and how sign-ins ended. */
    public void show(final MeterRegistry registry) {
        Gauge.builder("kairoute.console.sessions", parts.sessions(), Sessions::count)
                .description("Sessions of the console that were begun, and not ended.")
                .register(registry);
        if (signIn != null) {
            signIn.ends().show(registry);
        }
    }

    /** Answers a request; false where none of this is at its path. */
    public boolean answers(final HttpServerRequest request) {
        final SignIn issuer = signIn;
        switch (String.valueOf(request.path())) {
            case SessionCalls.PATH -> calls.handle(request);
            case SignIn.BEGIN -> {
                if (issuer == null) {
                    return false;
                }
                issuer.begin(request);
            }
            case SignIn.CALLBACK -> {
                if (issuer == null) {
                    return false;
                }
                issuer.end(request);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        end.run();
    }

    private static ExecutorService worker() {
        return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
            final Thread thread = new Thread(task, "kairoute-sign-in");
            thread.setDaemon(true);
            return thread;
        });
    }
}
