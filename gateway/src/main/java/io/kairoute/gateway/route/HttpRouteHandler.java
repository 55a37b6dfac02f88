package io.kairoute.gateway.route;

import com.google.rpc.Code;
import io.kairoute.gateway.format.ResponseFormat;
import io.kairoute.gateway.format.ResponseFormats;
import io.kairoute.gateway.grpc.CallRefusals;
import io.kairoute.gateway.grpc.ContentTypes;
import io.kairoute.gateway.json.JsonMessageReader;
import io.kairoute.gateway.observe.CallKind;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.router.Router;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Begins each {@code POST /v1/route}: checks method, content type and format. Thread-confined: owned by its event loop. */
final class HttpRouteHandler implements Handler<HttpServerRequest> {
    private static final Refusal NOT_JSON = Refusal.ofHttp(
            415,
            Code.INVALID_ARGUMENT,
            "UNSUPPORTED_MEDIA_TYPE",
            "This path takes application/json in UTF-8; set the content type.");

    private final RouteLane lane;
    private final JsonMessageReader reader = new JsonMessageReader(true);
    private final ResponseFormats formats = new ResponseFormats();
    private final Refusal unknownFormat = Refusal.of(
            Code.INVALID_ARGUMENT, "UNKNOWN_FORMAT", "There is no such format; there are " + formats.names() + ".");

    HttpRouteHandler(final RouteLane lane) {
        this.lane = lane;
    }

    @Override
    public void handle(final HttpServerRequest request) {
        final Refusal misuse = misuse(request);
        if (misuse != null) {
            RefusedCall.answer(lane, request, CallKind.ROUTE_HTTP, misuse, ProblemReply::refuse);
            return;
        }
        final ResponseFormat format = formats.find(request.getParam("format"));
        if (format == null) {
            RefusedCall.answer(lane, request, CallKind.ROUTE_HTTP, unknownFormat, ProblemReply::refuse);
            return;
        }
        final long arrivalNs = lane.nanoTime();
        final CallStart start =
                new CallStart(arrivalNs, arrivalNs + lane.settings().serverDeadlineNs(), true, Router.ANY_TENANT);
        new HttpRouteCall(lane, request, start, reader, format).begin();
    }

    private static @Nullable Refusal misuse(final HttpServerRequest request) {
        if (!HttpMethod.POST.equals(request.method())) {
            return CallRefusals.POST_ONLY;
        }
        return ContentTypes.isJson(request.getHeader(HttpHeaders.CONTENT_TYPE)) ? null : NOT_JSON;
    }
}
