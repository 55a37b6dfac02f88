package io.kairoute.gateway.api;

import com.google.protobuf.Message;
import com.google.rpc.Code;
import io.kairoute.gateway.api.stream.AnswerForm;
import io.kairoute.gateway.api.stream.AnswerKind;
import io.kairoute.gateway.api.stream.GrpcAnswers;
import io.kairoute.gateway.api.stream.UnreadBody;
import io.kairoute.gateway.edge.RequestHead;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.identity.Verdict;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.CallRefusals;
import io.kairoute.gateway.wire.ContentTypes;
import io.kairoute.gateway.wire.GrpcHeaders;
import io.kairoute.gateway.wire.GrpcReply;
import io.kairoute.gateway.wire.GrpcTimeout;
import io.kairoute.gateway.wire.MessageFrames;
import io.kairoute.gateway.wire.UnaryBody;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the calls of one {@link Work.Upload}, over gRPC or as a plain HTTP body, and lets those begin whose caller may.
 *
 * <p>Thread-confined: owned by the admin event loop.
 */
final class UploadCalls implements Handler<HttpServerRequest> {
    private static final Set<String> FILES = Set.of("application/octet-stream", "text/csv");
    private static final Refusal NO_FILE = Refusal.ofHttp(
            415,
            Code.INVALID_ARGUMENT,
            "UNSUPPORTED_MEDIA_TYPE",
            "This path takes a file as text/csv or application/octet-stream, not packed; unpack it, or set the content type.");
    private static final Refusal BODY_IN_QUERY = Refusal.of(
            Code.INVALID_ARGUMENT,
            "BODY_IN_QUERY",
            "The query names the file, which is the body; leave it out of the query.");

    private final AdminLoop loop;
    private final Method method;
    private final Work.Upload upload;
    private final UploadPace pace;

    UploadCalls(final AdminLoop loop, final Method method, final Work.Upload upload, final UploadPace pace) {
        this.loop = loop;
        this.method = method;
        this.upload = upload;
        this.pace = pace;
    }

    /** Takes a call over gRPC. */
    @Override
    public void handle(final HttpServerRequest request) {
        final String timeout = request.getHeader(GrpcHeaders.TIMEOUT);
        final long timeoutNs = timeout == null ? Long.MAX_VALUE : GrpcTimeout.parseNs(timeout);
        final Verdict verdict = loop.callers().judge(request, method.role());
        Refusal refusal =
                timeoutNs > 0 ? null : timeoutNs == 0 ? CallRefusals.DEADLINE_EXCEEDED : CallRefusals.BAD_TIMEOUT;
        if (refusal == null) {
            refusal = admit(verdict);
        }
        if (refusal != null) {
            loop.ledger().refused(method, refusal);
            GrpcReply.INSTANCE.refuse(request.response(), refusal);
            UnreadBody.leave(loop.vertx(), request);
            return;
        }
        final MessageFrames frames = new MessageFrames(UnaryBody.hasEncoding(request), method.maxBytes());
        begin(
                request,
                new FramedInput(frames, method.prototype().getParserForType()),
                GrpcAnswers.INSTANCE,
                verdict.allowed(),
                Math.max(1, timeoutNs / 1_000_000));
    }

    /** Takes a call whose path and query say what is sent, and whose body is the file as it is. */
    void raw(final HttpServerRequest request, final JsonRoute.Found found) {
        final AnswerForm form = AcceptedForm.of(AnswerKind.PROGRESS, request);
        final Verdict verdict = loop.callers().judge(request, method.role());
        Refusal refusal = RequestHead.isPacked(request) ? CallRefusals.PACKED_BODY : isFile(request) ? null : NO_FILE;
        if (refusal == null && form == null) {
            refusal = AcceptedForm.refusal(AnswerKind.PROGRESS);
        }
        if (refusal == null) {
            refusal = verdict.refusal();
        }
        if (refusal == null && namesBody(request, found.route().bodyField())) {
            refusal = BODY_IN_QUERY;
        }
        Message first = null;
        if (refusal == null) {
            try {
                first = JsonRequest.of(found, request, Buffer.buffer()).parse();
                refusal = loop.open().opens();
            } catch (final AdminRefused unread) {
                refusal = unread.refusal();
            }
        }
        if (refusal != null || form == null || first == null) {
            final Refusal told = refusal == null ? Refusal.fault() : refusal;
            loop.ledger().refused(method, told);
            Pages.refuse(request, told, "");
            UnreadBody.leave(loop.vertx(), request);
            return;
        }
        begin(request, RawInput.of(first, found.route().bodyField()), form, verdict.allowed(), Long.MAX_VALUE);
    }

    private @Nullable Refusal admit(final Verdict verdict) {
        return verdict.refusal() == null ? loop.open().opens() : verdict.refusal();
    }

    private void begin(
            final HttpServerRequest request,
            final UploadInput input,
            final AnswerForm form,
            final Caller caller,
            final long timeoutMs) {
        new UploadCall(loop, method, upload, new UploadCall.Begun(request, input, form, caller))
                .begin(new UploadPace(Math.min(pace.longestMs(), timeoutMs), pace.silenceMs(), pace.leastBytes()));
    }

    private static boolean namesBody(final HttpServerRequest request, final String field) {
        final String query = request.query();
        return query != null
                && Arrays.stream(query.split("&", -1))
                        .anyMatch(pair ->
                                pair.equals(field) || pair.startsWith(field + "=") || pair.startsWith(field + "."));
    }

    /** No form of a page of another site can send these types, nor PUT anything. */
    private static boolean isFile(final HttpServerRequest request) {
        final String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return type == null ? HttpMethod.PUT.equals(request.method()) : FILES.contains(ContentTypes.media(type));
    }
}
