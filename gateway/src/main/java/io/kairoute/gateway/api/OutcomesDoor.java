package io.kairoute.gateway.api;

import com.google.rpc.Code;
import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.CallRefusals;
import io.kairoute.gateway.wire.GrpcReply;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lets through what those ask who tell outcomes: the methods of their role, and health. All else is not there for them, so that
 * a key that leaks, or a hole in what stands behind, is of no use at this port.
 *
 * <p>Thread-confined: owned by the admin event loop.
 */
final class OutcomesDoor implements Handler<HttpServerRequest> {
    private static final Set<String> HEALTH = Set.of("/healthz", "/readyz");
    private static final String HEALTH_METHODS = "/grpc.health.v1.Health/";
    private static final Refusal ELSEWHERE =
            Refusal.of(Code.NOT_FOUND, "UNKNOWN_PATH", "This port takes outcomes alone; the admin port has the rest.");

    private final Set<String> methods = new HashSet<>();
    private final List<JsonRoute> routes;
    private final Handler<HttpServerRequest> behind;
    private final CallLedger ledger;

    OutcomesDoor(final Collection<Binding> bindings, final Handler<HttpServerRequest> behind, final CallLedger ledger) {
        final List<Binding> theirs = bindings.stream()
                .filter(binding -> binding.method().role() == Role.REPORT)
                .toList();
        theirs.forEach(binding -> methods.add(binding.method().path()));
        routes = JsonRoute.of(theirs);
        this.behind = behind;
        this.ledger = ledger;
    }

    @Override
    public void handle(final HttpServerRequest request) {
        final String path = String.valueOf(request.path());
        final String contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
        final boolean isGrpc = contentType != null && contentType.startsWith("application/grpc");
        if (isGrpc ? isMethod(path) : isPage(request, path)) {
            behind.handle(request);
        } else if (isGrpc) {
            ledger.refused(CallRefusals.UNKNOWN_METHOD);
            GrpcReply.INSTANCE.refuse(request.response(), CallRefusals.UNKNOWN_METHOD);
        } else {
            ledger.refused(ELSEWHERE);
            Pages.refuse(request, ELSEWHERE, "");
        }
    }

    private boolean isMethod(final String path) {
        return methods.contains(path) || path.startsWith(HEALTH_METHODS);
    }

    // A path that cannot be decoded is refused behind.
    private boolean isPage(final HttpServerRequest request, final String path) {
        return HEALTH.contains(path)
                || !PathTemplate.isDecodable(path)
                || JsonRoute.find(routes, request.method(), path) != null;
    }
}
