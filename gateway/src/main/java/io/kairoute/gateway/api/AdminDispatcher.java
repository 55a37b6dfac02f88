package io.kairoute.gateway.api;

import com.google.rpc.Code;
import io.kairoute.gateway.edge.BrowserGuard;
import io.kairoute.gateway.edge.HostHeaders;
import io.kairoute.gateway.edge.RequestHead;
import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.CallRefusals;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the admin listener's requests by path. Thread-confined: owned by its event loop. */
final class AdminDispatcher implements Handler<HttpServerRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(AdminDispatcher.class);
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Refusal FOREIGN_PAGE = Refusal.of(
            Code.PERMISSION_DENIED,
            "FOREIGN_PAGE",
            "Requests from other sites, or under a name that this node does not know, are not taken here; name more hosts in"
                    + " admin.hosts.");

    private final BrowserGuard browserGuard;
    private final AdminParts parts;
    private final CallLedger ledger;
    private final Handler<HttpServerRequest> grpc;
    private final JsonCalls json;

    AdminDispatcher(
            final BrowserGuard browserGuard,
            final AdminParts parts,
            final CallLedger ledger,
            final Handler<HttpServerRequest> grpc,
            final JsonCalls json) {
        this.browserGuard = browserGuard;
        this.parts = parts;
        this.ledger = ledger;
        this.grpc = grpc;
        this.json = json;
    }

    @Override
    public void handle(final HttpServerRequest request) {
        if (HostHeaders.areMany(request)) {
            refuse(request, CallRefusals.TWO_HOSTS);
        } else if (RequestHead.expectsUnknown(request)) {
            refuse(request, CallRefusals.UNKNOWN_EXPECTATION);
        } else if (isFine(request)) {
            parts.guard().whenProven(request, this::answer);
        } else {
            refuse(request, FOREIGN_PAGE);
        }
    }

    private boolean isFine(final HttpServerRequest request) {
        return browserGuard.isFine(request, parts.guard().isOpen())
                || (browserGuard.isFollowedLink(request) && parts.pages().areAt(String.valueOf(request.path())));
    }

    /** Nothing that a request holds may leave as an exception: Vert.x would log it and leave the caller without an answer. */
    private void answer(final HttpServerRequest request) {
        if (request.response().closed()) {
            // Its caller went away while the token was being proven.
            ledger.gone();
            return;
        }
        try {
            dispatch(request);
        } catch (final RuntimeException | Error e) {
            LOG.error("event=admin_request_failed", e);
            if (!request.response().ended()) {
                Pages.refuse(request, Refusal.fault(), "");
            }
        }
    }

    private void dispatch(final HttpServerRequest request) {
        final String contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (contentType != null && contentType.startsWith("application/grpc")) {
            grpc.handle(request);
            return;
        }
        final String query = request.query();
        if (query != null && !PathTemplate.isDecodable(query)) {
            refuse(request, CallRefusals.BAD_QUERY);
            return;
        }
        switch (String.valueOf(request.path())) {
            case "/healthz" -> page(request, 200, Pages.TEXT, "alive\n");
            case "/readyz" ->
                page(
                        request,
                        parts.readiness().isReady() ? 200 : 503,
                        Pages.TEXT,
                        parts.readiness().text() + "\n");
            case "/metrics" -> toViewers(request, METRICS_TYPE, parts.meters()::scrape);
            case "/openapi.json" -> toViewers(request, "application/json", OpenApiText::read);
            default -> {
                if (!parts.pages().answers(request)) {
                    json.handle(request);
                }
            }
        }
    }

    private void refuse(final HttpServerRequest request, final Refusal refusal) {
        ledger.refused(refusal);
        Pages.refuse(request, refusal, "");
    }

    private void toViewers(final HttpServerRequest request, final String type, final Supplier<String> text) {
        final Refusal refusal = parts.guard().judge(request, Role.VIEWER).refusal();
        if (refusal == null) {
            page(request, 200, type, text.get());
        } else {
            Pages.refuse(request, refusal, "");
        }
    }

    private static void page(final HttpServerRequest request, final int status, final String type, final String text) {
        if (HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method())) {
            Pages.end(request, status, type, text);
        } else {
            Pages.refuse(request, CallRefusals.GET_ONLY, "GET, HEAD");
        }
    }
}
