package io.kairoute.gateway.route;

import com.google.rpc.Code;
import io.kairoute.gateway.observe.CallKind;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.CallRefusals;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** One look at {@code /healthz} or {@code /readyz}. Thread-confined: owned by its event loop. */
final class HealthPage extends AnsweredCall {
    private static final String TEXT = "text/plain; charset=utf-8";

    HealthPage(final RouteLane lane, final HttpServerRequest request, final CallStart start) {
        super(lane, request, CallKind.HEALTH_PAGE, start);
    }

    /** Says that the process lives. */
    void tellAlive() {
        tell(Code.OK, 200, "alive\n");
    }

    /** Says whether the node may be sent calls; why not, which names tenants, is for the admin listener to say. */
    void tellReady(final boolean isReady) {
        if (isReady) {
            tell(Code.OK, 200, "ready\n");
        } else {
            tell(Code.UNAVAILABLE, 503, "not ready\n");
        }
    }

    /** Says that a page is for reading. */
    void refuseMethod() {
        begin();
        request.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
        refuse(CallRefusals.GET_ONLY);
    }

    private void tell(final Code code, final int status, final String text) {
        begin();
        final HttpServerResponse response = request.response();
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, TEXT);
        response.putHeader("x-content-type-options", "nosniff").putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (HttpMethod.HEAD.equals(request.method())) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(text.length()));
            answered(code, response.end());
        } else {
            answered(code, response.end(text));
        }
    }

    @Override
    void refuse(final Refusal refusal) {
        answered(refusal.code(), ProblemReply.refuse(request.response(), refusal));
    }
}
