package io.kairoute.gateway.console.session;

import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.config.FileWatch;
import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.identity.CallerGuard;
import io.kairoute.gateway.identity.Callers;
import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.identity.Verdict;
import io.kairoute.gateway.refusal.ProblemJson;
import io.kairoute.router.snapshot.TenantDirectory;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The paths of sessions alone, under a clock that a test sets, and {@code /who} for viewers. */
final class SignInServer implements AutoCloseable {
    static final TenantDirectory TENANTS = new TenantDirectory(List.of("default", "bank", "shop"));

    final AtomicLong nowMs = new AtomicLong(1_000);
    private final Vertx vertx = Vertx.vertx();
    private final FileWatch watch = new FileWatch(1_000);
    private final Callers callers;
    private final SessionPages pages;
    private final CallerGuard guard;
    private final HttpServer server;

    SignInServer(final Map<Property, String> properties) throws Exception {
        final GatewayConfig config = TestGateways.config(properties);
        callers = Callers.of(config.identity(), TENANTS, watch, System::currentTimeMillis);
        pages = SessionPages.open(
                config,
                callers,
                TENANTS,
                vertx,
                new SessionTimes(
                        config.console().idleMs(),
                        config.console().longestMs(),
                        nowMs::get,
                        System::currentTimeMillis));
        guard = callers.guard("admin", pages.cookies());
        server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    int port() {
        return server.actualPort();
    }

    private void answer(final HttpServerRequest request) {
        if (!pages.answers(request)) {
            final Verdict verdict = guard.judge(request, Role.VIEWER);
            final Caller caller = verdict.caller();
            request.response()
                    .setStatusCode(
                            verdict.refusal() == null ? 200 : verdict.refusal().httpStatus())
                    .end(
                            caller == null
                                    ? ProblemJson.text(Objects.requireNonNull(verdict.refusal()))
                                    : caller.name() + " of " + caller.tenant());
        }
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
        pages.close();
        callers.close();
        watch.close();
    }
}
