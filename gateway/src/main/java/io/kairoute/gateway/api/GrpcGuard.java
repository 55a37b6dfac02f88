package io.kairoute.gateway.api;

import io.kairoute.gateway.api.stream.GrpcAnswers;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.identity.Verdict;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.Base64Pieces;
import io.kairoute.gateway.wire.CallRefusals;
import io.kairoute.gateway.wire.ContentTypes;
import io.kairoute.gateway.wire.GrpcHeaders;
import io.kairoute.gateway.wire.GrpcReply;
import io.kairoute.gateway.wire.GrpcTimeout;
import io.kairoute.gateway.wire.GrpcWebReply;
import io.kairoute.gateway.wire.ReplyForm;
import io.kairoute.gateway.wire.UnaryBody;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets only whole, well-formed gRPC and gRPC-Web calls of callers with the method's role through to the admin services.
 *
 * <p>The stock deframer never answers some malformed frames, inflates without a limit, and may run a unary handler twice. So
 * the one message of a call is gathered here and checked, and only then given to what stands behind.
 * Thread-confined: owned by its event loop.
 */
final class GrpcGuard implements Handler<HttpServerRequest> {
    private final AdminLoop loop;
    private final Map<String, Binding> methods;
    private final Map<String, Handler<HttpServerRequest>> pieces;

    /**
     * Makes a guard.
     *
     * @param methods those with one request message, by path
     * @param pieces those that guard themselves, by path
     */
    GrpcGuard(
            final AdminLoop loop,
            final Map<String, Binding> methods,
            final Map<String, Handler<HttpServerRequest>> pieces) {
        this.loop = loop;
        this.methods = Map.copyOf(methods);
        this.pieces = Map.copyOf(pieces);
    }

    @Override
    public void handle(final HttpServerRequest request) {
        final String contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
        final boolean isWeb = ContentTypes.isGrpcWeb(contentType);
        final Refusal misuse = misuse(request, contentType, isWeb);
        if (misuse != null) {
            loop.ledger().refused(misuse);
            Pages.refuse(request, misuse, "POST");
            return;
        }
        final ReplyForm reply = isWeb ? GrpcWebReply.of(String.valueOf(contentType)) : GrpcReply.INSTANCE;
        final String path = String.valueOf(request.path());
        final Handler<HttpServerRequest> stream = isWeb ? null : pieces.get(path);
        if (stream != null) {
            stream.handle(request);
            return;
        }
        final Binding binding = methods.get(path);
        if (binding == null || (isWeb && binding.method().kind() != Method.Kind.UNARY)) {
            loop.ledger().refused(CallRefusals.UNKNOWN_METHOD);
            reply.refuse(request.response(), CallRefusals.UNKNOWN_METHOD);
            return;
        }
        begin(request, binding, reply, ContentTypes.isGrpcWebText(String.valueOf(contentType)));
    }

    private void begin(
            final HttpServerRequest request, final Binding binding, final ReplyForm reply, final boolean isText) {
        final String timeout = request.getHeader(GrpcHeaders.TIMEOUT);
        final long timeoutNs = timeout == null ? Long.MAX_VALUE : GrpcTimeout.parseNs(timeout);
        Refusal refusal =
                timeoutNs > 0 ? null : timeoutNs == 0 ? CallRefusals.DEADLINE_EXCEEDED : CallRefusals.BAD_TIMEOUT;
        final Verdict verdict = loop.callers().judge(request, binding.method().role());
        if (refusal == null) {
            refusal = verdict.refusal();
        }
        if (refusal == null) {
            refusal = loop.open().opens();
        }
        if (refusal != null) {
            loop.ledger().refused(binding.method(), refusal);
            reply.refuse(request.response(), refusal);
            return;
        }
        new Gathering(request, binding, verdict.allowed(), reply, isText).begin(Math.max(1, timeoutNs / 1_000_000));
    }

    private static @Nullable Refusal misuse(
            final HttpServerRequest request, final @Nullable String contentType, final boolean isWeb) {
        if (!HttpMethod.POST.equals(request.method())) {
            return CallRefusals.POST_ONLY;
        }
        if (!isWeb && !ContentTypes.isGrpc(contentType)) {
            return CallRefusals.NOT_GRPC;
        }
        return isWeb || request.version() == HttpVersion.HTTP_2 ? null : CallRefusals.NOT_HTTP_2;
    }

    /** The body of one call on its way in. */
    private final class Gathering implements BodyGathering.Reader {
        private final HttpServerRequest request;
        private final Binding binding;
        private final Caller caller;
        private final ReplyForm reply;
        private final UnaryBody body;
        private final @Nullable Base64Pieces base64;
        private long timeoutMs;

        Gathering(
                final HttpServerRequest request,
                final Binding binding,
                final Caller caller,
                final ReplyForm reply,
                final boolean isText) {
            this.request = request;
            this.binding = binding;
            this.caller = caller;
            this.reply = reply;
            this.body = new UnaryBody(request, binding.method().maxBytes());
            this.base64 = isText ? new Base64Pieces() : null;
        }

        void begin(final long callersTimeoutMs) {
            timeoutMs = callersTimeoutMs;
            new BodyGathering(request, this, loop.open()).begin(loop.vertx(), callersTimeoutMs);
        }

        @Override
        public void gone() {
            loop.ledger().begin(binding.method()).gone();
        }

        @Override
        public void refuseBody(final Refusal refusal) {
            loop.ledger().refused(binding.method(), refusal);
            reply.refuse(request.response(), refusal);
        }

        @Override
        public @Nullable Refusal piece(final Buffer piece) {
            final Buffer decoded = base64 == null ? piece : base64.decode(piece);
            return decoded == null ? CallRefusals.BAD_BASE64 : body.add(decoded);
        }

        @Override
        public @Nullable Refusal whole() {
            final Refusal refusal = base64 == null || base64.isWhole() ? body.end() : CallRefusals.BAD_BASE64;
            if (refusal != null) {
                return refusal;
            }
            final FramedQuestion question = new FramedQuestion(binding.method(), body.frame());
            final AdminCalls.Asked asked = new AdminCalls.Asked(binding, caller, request, question, timeoutMs);
            final FramedReply framed = new FramedReply(reply, request.response());
            if (binding.work() instanceof Work.Stream stream) {
                loop.calls().begin(asked, stream, GrpcAnswers.INSTANCE, framed::refuse);
            } else {
                loop.calls().answer(asked, framed);
            }
            return null;
        }
    }
}
