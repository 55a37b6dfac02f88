package io.kairoute.gateway.admin;

import io.kairoute.gateway.grpc.CallRefusals;
import io.kairoute.gateway.grpc.ContentTypes;
import io.kairoute.gateway.grpc.GrpcHeaders;
import io.kairoute.gateway.grpc.GrpcReply;
import io.kairoute.gateway.grpc.GrpcTimeout;
import io.kairoute.gateway.grpc.UnaryBody;
import io.kairoute.gateway.refusal.ProblemJson;
import io.kairoute.gateway.refusal.Refusal;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the stock gRPC server and lets only whole, well-formed calls through.
 *
 * <p>The stock deframer never answers some malformed frames, inflates without a limit, and may run a unary handler twice. So
 * the one message of a call is gathered here, checked and parsed, and only then played back to the server behind.
 * Thread-confined: owned by its event loop.
 */
final class GrpcGuard implements Handler<HttpServerRequest> {
    private static final long BODY_DEADLINE_MS = 5_000;

    private final Vertx vertx;
    private final Map<String, GuardedMethod> methods;
    private final Handler<HttpServerRequest> guarded;

    GrpcGuard(final Vertx vertx, final Map<String, GuardedMethod> methods, final Handler<HttpServerRequest> guarded) {
        this.vertx = vertx;
        this.methods = Map.copyOf(methods);
        this.guarded = guarded;
    }

    @Override
    public void handle(final HttpServerRequest request) {
        final Refusal misuse = misuse(request);
        if (misuse != null) {
            request.response()
                    .setStatusCode(misuse.httpStatus())
                    .putHeader(HttpHeaders.CONTENT_TYPE, ProblemJson.CONTENT_TYPE)
                    .end(ProblemJson.text(misuse));
            return;
        }
        final GuardedMethod method = methods.get(String.valueOf(request.path()));
        if (method == null) {
            GrpcReply.INSTANCE.refuse(request.response(), CallRefusals.UNKNOWN_METHOD);
            return;
        }
        final String timeout = request.getHeader(GrpcHeaders.TIMEOUT);
        final long timeoutNs = timeout == null ? Long.MAX_VALUE : GrpcTimeout.parseNs(timeout);
        if (timeoutNs <= 0) {
            GrpcReply.INSTANCE.refuse(
                    request.response(), timeoutNs == 0 ? CallRefusals.DEADLINE_EXCEEDED : CallRefusals.BAD_TIMEOUT);
            return;
        }
        new Gathering(request, method).begin(Math.min(BODY_DEADLINE_MS, Math.max(1, timeoutNs / 1_000_000)));
    }

    private static @Nullable Refusal misuse(final HttpServerRequest request) {
        if (!HttpMethod.POST.equals(request.method())) {
            return CallRefusals.POST_ONLY;
        }
        if (!ContentTypes.isGrpc(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            return CallRefusals.NOT_GRPC;
        }
        return request.version() == HttpVersion.HTTP_2 ? null : CallRefusals.NOT_HTTP_2;
    }

    /** The body of one call on its way in. */
    private final class Gathering {
        private final HttpServerRequest request;
        private final GuardedMethod method;
        private final UnaryBody body;
        private boolean isOver;
        private long timer;

        Gathering(final HttpServerRequest request, final GuardedMethod method) {
            this.request = request;
            this.method = method;
            this.body = new UnaryBody(request, method.maxBytes());
        }

        void begin(final long deadlineMs) {
            timer = vertx.setTimer(deadlineMs, id -> refuse(CallRefusals.DEADLINE_EXCEEDED));
            request.handler(piece -> {
                        if (!isOver) {
                            refuse(body.add(piece));
                        }
                    })
                    .endHandler(end -> {
                        if (!isOver) {
                            bodyEnded();
                        }
                    })
                    .exceptionHandler(broken -> over());
        }

        private void bodyEnded() {
            Refusal refusal = body.end();
            if (refusal == null) {
                refusal = method.parseFault(body.frame(), UnaryBody.PREFIX_BYTES);
            }
            refuse(refusal);
            if (!isOver) {
                over();
                final BufferedRequest replay = new BufferedRequest(request, body.frame());
                guarded.handle(replay);
                replay.play();
            }
        }

        private void refuse(final @Nullable Refusal refusal) {
            if (refusal != null && !isOver) {
                over();
                GrpcReply.INSTANCE.refuse(request.response(), refusal);
                if (!request.isEnded()) {
                    request.response().reset(0);
                }
            }
        }

        private void over() {
            isOver = true;
            vertx.cancelTimer(timer);
        }
    }
}
