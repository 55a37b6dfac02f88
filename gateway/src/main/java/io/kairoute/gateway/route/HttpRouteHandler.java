package io.kairoute.gateway.route;

import com.google.rpc.Code;
import io.kairoute.gateway.edge.DeclaredLength;
import io.kairoute.gateway.edge.RequestHead;
import io.kairoute.gateway.format.ResponseFormat;
import io.kairoute.gateway.format.ResponseFormats;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.json.FormMessageReader;
import io.kairoute.gateway.json.FormOrJson;
import io.kairoute.gateway.json.JsonMessageReader;
import io.kairoute.gateway.json.RequestReader;
import io.kairoute.gateway.observe.CallKind;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.CallRefusals;
import io.kairoute.gateway.wire.ContentTypes;
import io.kairoute.gateway.wire.UnaryBody;
import io.kairoute.router.Limits;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Begins each {@code POST /v1/route}: checks method, content type and format. Thread-confined: owned by its event loop. */
final class HttpRouteHandler implements Handler<HttpServerRequest> {
    private static final Refusal NOT_JSON = Refusal.ofHttp(
            415,
            Code.INVALID_ARGUMENT,
            "UNSUPPORTED_MEDIA_TYPE",
            "This path takes application/json or application/x-www-form-urlencoded in UTF-8; set the content type.");

    private static final Refusal POST_OR_GET =
            Refusal.ofHttp(405, Code.UNIMPLEMENTED, "METHOD_NOT_ALLOWED", "This path takes POST and GET only.");

    private final RouteLane lane;
    private final Map<String, RequestReader> jsonReaders = new HashMap<>();
    private final Map<String, FormMessageReader> formReaders = new HashMap<>();
    private final ResponseFormats formats;
    private final Refusal unknownFormat;

    HttpRouteHandler(final RouteLane lane) {
        this.lane = lane;
        this.formats = lane.settings().formats();
        for (final ResponseFormat format : formats.all()) {
            jsonReaders.put(format.name(), new JsonMessageReader(true, format.aliases()));
            formReaders.put(format.name(), new FormMessageReader(format.aliases()));
        }
        this.unknownFormat = Refusal.of(
                Code.INVALID_ARGUMENT, "UNKNOWN_FORMAT", "There is no such format; there are " + formats.names() + ".");
    }

    @Override
    public void handle(final HttpServerRequest request) {
        final RouteQuery query = isGet(request) ? RouteQuery.beside(request.query()) : RouteQuery.once(request.query());
        final Refusal unreadable = query.refusal();
        if (unreadable != null) {
            refuse(request, unreadable);
            return;
        }
        final ResponseFormat found = formats.find(query.format());
        if (found == null) {
            refuse(request, unknownFormat);
            return;
        }
        final RequestReader reader = reader(request, found);
        if (reader == null) {
            return;
        }
        final ResponseFormat format = found.within(query.context());
        if (RequestHead.isPacked(request)) {
            refuse(request, CallRefusals.PACKED_BODY);
            return;
        }
        if (DeclaredLength.of(request) > Limits.REQUEST_BYTES) {
            refuse(request, UnaryBody.tooLong(Limits.REQUEST_BYTES));
            return;
        }
        final Caller caller = CallEntry.admitted(lane, request, CallKind.ROUTE_HTTP, ProblemReply::refuse);
        if (caller == null) {
            return;
        }
        final CallStart start =
                new CallStart(lane.turns().arrivalNs(), lane.settings().serverDeadlineNs(), true, caller);
        new HttpRouteCall(lane, request, start, reader, format, caller.platform()).begin();
    }

    /** What reads the request; null when it was refused. */
    private @Nullable RequestReader reader(final HttpServerRequest request, final ResponseFormat format) {
        if (isGet(request)) {
            final FormMessageReader reader = formReader(format);
            return (body, into) -> reader.read(String.valueOf(request.query()), into);
        }
        final String contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (!HttpMethod.POST.equals(request.method())) {
            refuseMethod(request);
        } else if (ContentTypes.isJson(contentType)) {
            return jsonReaders.get(format.name());
        } else if (ContentTypes.isForm(contentType)) {
            return new FormOrJson(formReader(format), Objects.requireNonNull(jsonReaders.get(format.name())));
        } else {
            refuse(request, NOT_JSON);
        }
        return null;
    }

    private void refuseMethod(final HttpServerRequest request) {
        if (lane.settings().allowsGet()) {
            request.response().putHeader(HttpHeaders.ALLOW, "GET, POST");
            refuse(request, POST_OR_GET);
        } else {
            refuse(request, CallRefusals.POST_ONLY);
        }
    }

    private boolean isGet(final HttpServerRequest request) {
        return lane.settings().allowsGet() && HttpMethod.GET.equals(request.method());
    }

    private FormMessageReader formReader(final ResponseFormat format) {
        return Objects.requireNonNull(formReaders.get(format.name()));
    }

    private void refuse(final HttpServerRequest request, final Refusal refusal) {
        RefusedCall.answer(lane, request, CallKind.ROUTE_HTTP, refusal, ProblemReply::refuse);
    }
}
