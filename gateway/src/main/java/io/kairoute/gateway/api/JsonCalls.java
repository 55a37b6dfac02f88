package io.kairoute.gateway.api;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.Code;
import io.kairoute.gateway.api.stream.AnswerForm;
import io.kairoute.gateway.api.stream.UnreadBody;
import io.kairoute.gateway.edge.DeclaredLength;
import io.kairoute.gateway.edge.RequestHead;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.identity.Verdict;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.CallRefusals;
import io.kairoute.gateway.wire.ContentTypes;
import io.kairoute.gateway.wire.UnaryBody;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Answers the admin services' methods as JSON over plain HTTP, by the proto files' rules; many answers in the form that
 * {@link AcceptedForm} finds.
 *
 * <p>A body is taken as {@code application/json} only: a page of another site cannot send that without asking first.
 * Thread-confined: owned by the admin event loop.
 */
final class JsonCalls {
    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer().preservingProtoFieldNames().alwaysPrintFieldsWithNoPresence();
    private static final Refusal NOT_JSON = Refusal.ofHttp(
            415,
            Code.INVALID_ARGUMENT,
            "UNSUPPORTED_MEDIA_TYPE",
            "This path takes application/json in UTF-8; set the content type.");
    private static final Refusal BAD_PATH = Refusal.of(
            Code.INVALID_ARGUMENT,
            "BAD_PATH",
            "The path holds an escape that is not % and two hexadecimal digits of UTF-8.");
    private static final Refusal UNKNOWN_PATH = Refusal.of(Code.NOT_FOUND, "UNKNOWN_PATH", "Nothing is at this path.");
    private static final Refusal WRONG_METHOD =
            Refusal.ofHttp(405, Code.UNIMPLEMENTED, "METHOD_NOT_ALLOWED", "This path does not take this HTTP method.");

    private final AdminLoop loop;
    private final Map<String, UploadCalls> uploads;
    private final List<JsonRoute> routes;

    /**
     * Makes the calls of some routes.
     *
     * @param uploads those that take a file, by the path that they have over gRPC
     */
    JsonCalls(final AdminLoop loop, final Map<String, UploadCalls> uploads, final List<JsonRoute> routes) {
        this.loop = loop;
        this.uploads = Map.copyOf(uploads);
        this.routes = List.copyOf(routes);
    }

    void handle(final HttpServerRequest request) {
        final String path = String.valueOf(request.path());
        if (!PathTemplate.isDecodable(path)) {
            loop.ledger().refused(BAD_PATH);
            Pages.refuse(request, BAD_PATH, "");
            return;
        }
        final JsonRoute.Found found = JsonRoute.find(routes, request.method(), path);
        if (found == null) {
            final String allowed = JsonRoute.allowed(routes, path);
            final Refusal unknown = allowed.isEmpty() ? UNKNOWN_PATH : WRONG_METHOD;
            loop.ledger().refused(unknown);
            Pages.refuse(request, unknown, allowed);
            return;
        }
        final UploadCalls upload = uploads.get(found.route().binding().method().path());
        if (upload != null) {
            upload.raw(request, found);
            return;
        }
        if (RequestHead.isPacked(request)) {
            refuse(request, found, CallRefusals.PACKED_BODY);
            return;
        }
        if (!HttpMethod.GET.equals(request.method())
                && hasBody(request)
                && !isTaken(request.getHeader(HttpHeaders.CONTENT_TYPE), found)) {
            refuse(request, found, NOT_JSON);
            return;
        }
        final Binding binding = found.route().binding();
        final AnswerForm form =
                binding.work() instanceof Work.Stream stream ? AcceptedForm.of(stream.kind(), request) : null;
        if (form == null && binding.work() instanceof Work.Stream stream) {
            refuse(request, found, AcceptedForm.refusal(stream.kind()));
            return;
        }
        final int most = binding.method().maxBytes();
        final Verdict verdict = loop.callers().judge(request, binding.method().role());
        Refusal refusal = verdict.refusal();
        if (refusal == null && DeclaredLength.of(request) > most) {
            refuseBody(request, found, UnaryBody.tooLong(most));
            return;
        }
        if (refusal == null) {
            refusal = loop.open().opens();
        }
        if (refusal == null) {
            new Gathering(request, found, verdict.allowed(), form).begin();
        } else {
            refuse(request, found, refusal);
        }
    }

    private void refuse(final HttpServerRequest request, final JsonRoute.Found found, final Refusal refusal) {
        loop.ledger().refused(found.route().binding().method(), refusal);
        Pages.refuse(request, refusal, "");
    }

    private static boolean isTaken(final @Nullable String contentType, final JsonRoute.Found found) {
        return ContentTypes.isJson(contentType)
                || (ContentTypes.isJsonLines(contentType)
                        && !found.route().binding().method().rule().getLines().isEmpty());
    }

    /** Refuses a body of which nothing is taken: what comes of it is not waited for. */
    private void refuseBody(final HttpServerRequest request, final JsonRoute.Found found, final Refusal refusal) {
        if (request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        refuse(request, found, refusal);
        UnreadBody.leave(loop.vertx(), request);
    }

    /** A POST without one byte of body needs no content type, but a page could send it: it counts as a body too. */
    private static boolean hasBody(final HttpServerRequest request) {
        return !HttpMethod.DELETE.equals(request.method()) || request.getHeader(HttpHeaders.CONTENT_TYPE) != null;
    }

    /** The body of one request on its way in. */
    private final class Gathering implements BodyGathering.Reader, AdminCalls.Reply {
        private final HttpServerRequest request;
        private final JsonRoute.Found found;
        private final Caller caller;
        private final @Nullable AnswerForm form;
        private final Buffer body = Buffer.buffer();

        Gathering(
                final HttpServerRequest request,
                final JsonRoute.Found found,
                final Caller caller,
                final @Nullable AnswerForm form) {
            this.form = form;
            this.request = request;
            this.found = found;
            this.caller = caller;
        }

        void begin() {
            new BodyGathering(request, this, loop.open()).begin(loop.vertx(), Long.MAX_VALUE);
        }

        @Override
        public void gone() {
            loop.ledger().begin(found.route().binding().method()).gone();
        }

        @Override
        public void refuseBody(final Refusal refusal) {
            JsonCalls.this.refuse(request, found, refusal);
        }

        @Override
        public @Nullable Refusal piece(final Buffer piece) {
            final int most = found.route().binding().method().maxBytes();
            if (body.length() + piece.length() > most) {
                return UnaryBody.tooLong(most);
            }
            body.appendBuffer(piece);
            return null;
        }

        @Override
        public @Nullable Refusal whole() {
            final JsonRequest question;
            try {
                question = JsonRequest.of(found, request, body);
            } catch (final AdminRefused refused) {
                return refused.refusal();
            }
            answer(question);
            return null;
        }

        private void answer(final JsonRequest question) {
            final Binding binding = found.route().binding();
            final AdminCalls.Asked asked = new AdminCalls.Asked(binding, caller, request, question, Long.MAX_VALUE);
            if (binding.work() instanceof Work.Stream stream) {
                loop.calls().begin(asked, stream, Objects.requireNonNull(form), this::refuse);
            } else {
                loop.calls().answer(asked, this);
            }
        }

        @Override
        public Buffer print(final Message answer) {
            try {
                return Buffer.buffer(PRINTER.print(answer));
            } catch (final InvalidProtocolBufferException e) {
                throw new IllegalStateException("an answer that has no JSON form", e);
            }
        }

        @Override
        public void done(final Buffer answer) {
            Pages.end(request, 200, "application/json", answer);
        }

        @Override
        public void refuse(final Refusal refusal) {
            Pages.refuse(request, refusal, "");
        }
    }
}
