package io.kairoute.gateway.admin;

import io.kairoute.gateway.control.call.ControlCalls;
import io.kairoute.gateway.identity.CallerGuard;
import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.observe.GatewayMeters;
import io.kairoute.gateway.refusal.ProblemJson;
import io.kairoute.gateway.refusal.Refusal;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/** Answers the admin listener's requests by path. Thread-confined: owned by its event loop. */
final class AdminDispatcher implements Handler<HttpServerRequest> {
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final String TEXT_TYPE = "text/plain; charset=utf-8";

    private final BrowserGuard browserGuard;
    private final CallerGuard callerGuard;
    private final Readiness readiness;
    private final GatewayMeters meters;
    private final Handler<HttpServerRequest> grpc;
    private final @Nullable ControlCalls control;

    AdminDispatcher(
            final BrowserGuard browserGuard,
            final CallerGuard callerGuard,
            final Readiness readiness,
            final GatewayMeters meters,
            final Handler<HttpServerRequest> grpc,
            final @Nullable ControlCalls control) {
        this.browserGuard = browserGuard;
        this.callerGuard = callerGuard;
        this.readiness = readiness;
        this.meters = meters;
        this.grpc = grpc;
        this.control = control;
    }

    @Override
    public void handle(final HttpServerRequest request) {
        if (callerGuard.isOpen() && !browserGuard.isFine(request)) {
            end(request, 403, TEXT_TYPE, "Requests from other sites, or under another name, are not taken here.\n");
            return;
        }
        if (control != null && control.take(request)) {
            return;
        }
        final String contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (contentType != null && contentType.startsWith("application/grpc")) {
            grpc.handle(request);
            return;
        }
        switch (String.valueOf(request.path())) {
            case "/healthz" -> page(request, 200, TEXT_TYPE, "alive\n");
            case "/readyz" -> page(request, readiness.isReady() ? 200 : 503, TEXT_TYPE, readinessText());
            case "/metrics" -> metrics(request);
            default -> end(request, 404, TEXT_TYPE, "Nothing is at this path.\n");
        }
    }

    private void metrics(final HttpServerRequest request) {
        final Refusal refusal = callerGuard.judge(request, Role.VIEWER).refusal();
        if (refusal == null) {
            page(request, 200, METRICS_TYPE, meters.scrape());
        } else {
            end(request, refusal.httpStatus(), ProblemJson.CONTENT_TYPE, ProblemJson.text(refusal));
        }
    }

    private String readinessText() {
        if (readiness.isStopping()) {
            return "not ready: stopping\n";
        }
        return readiness.isReady()
                ? "ready\n"
                : "not ready: no snapshot yet for " + String.join(", ", readiness.waitingFor()) + "\n";
    }

    private static void page(final HttpServerRequest request, final int status, final String type, final String text) {
        if (HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method())) {
            end(request, status, type, text);
        } else {
            request.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            end(request, 405, TEXT_TYPE, "This path takes GET only.\n");
        }
    }

    private static void end(final HttpServerRequest request, final int status, final String type, final String text) {
        final HttpServerResponse response = request.response();
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, type);
        response.putHeader("x-content-type-options", "nosniff").putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (HttpMethod.HEAD.equals(request.method())) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(text.length()))
                    .end();
        } else {
            response.end(text);
        }
    }
}
