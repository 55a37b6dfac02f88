package io.kairoute.gateway.control.call;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.kairoute.control.v1.LiveOccasionServiceGrpc;
import io.kairoute.gateway.control.Actor;
import io.kairoute.gateway.control.ControlMethod;
import io.kairoute.gateway.control.ControlMethods;
import io.kairoute.gateway.control.ControlPlane;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.control.ControlRoles;
import io.kairoute.gateway.grpc.CallRefusals;
import io.kairoute.gateway.grpc.ContentTypes;
import io.kairoute.gateway.grpc.GrpcHeaders;
import io.kairoute.gateway.grpc.GrpcReply;
import io.kairoute.gateway.grpc.GrpcTimeout;
import io.kairoute.gateway.grpc.UnaryBody;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.identity.CallerGuard;
import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.identity.Verdict;
import io.kairoute.gateway.refusal.ProblemJson;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.router.store.StoreException;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the control plane's calls: finds the method, judges the caller, gathers and reads the request, answers.
 *
 * <p>A call is judged before its body is read, and its body is read before anything is done. Thread-confined: owned by its
 * event loop; what a method does, it does elsewhere, and the answer comes back here.
 */
public final class ControlCalls {
    private static final Logger LOG = LoggerFactory.getLogger(ControlCalls.class);
    private static final String WATCH =
            "/" + LiveOccasionServiceGrpc.getWatchLiveOccasionsMethod().getFullMethodName();
    private static final int SMALL_BYTES = 64 * 1024;
    private static final JsonFormat.Printer PRINTER = JsonFormat.printer()
            .preservingProtoFieldNames()
            .omittingInsignificantWhitespace()
            .alwaysPrintFieldsWithNoPresence();

    private final Vertx vertx;
    private final CallerGuard guard;
    private final ControlPlane plane;
    private final Map<String, ControlMethod<?, ?>> byPath = new HashMap<>();
    private final List<JsonForm> jsonForms = new ArrayList<>();

    /** A method in its HTTP form. */
    private record JsonForm(HttpRule rule, ControlMethod<?, ?> method) {}

    /** Makes the calls of one event loop. */
    public ControlCalls(final Vertx vertx, final CallerGuard guard, final ControlPlane plane) {
        this.vertx = vertx;
        this.guard = guard;
        this.plane = plane;
        for (final ControlMethod<?, ?> method : ControlMethods.of(plane)) {
            byPath.put(method.path(), method);
            final HttpRule rule = HttpRule.of(method.descriptor());
            if (rule != null) {
                jsonForms.add(new JsonForm(rule, method));
            }
        }
    }

    /** Takes a request that is the control plane's; false when it is not. */
    public boolean take(final HttpServerRequest request) {
        final String path = String.valueOf(request.path());
        final ControlMethod<?, ?> method = byPath.get(path);
        if (method != null) {
            grpc(request, method.role(), method.maxBytes(), frame -> call(request, method, message(method, frame)));
            return true;
        }
        if (path.equals(WATCH)) {
            final Role role = ControlRoles.BY_METHOD.getOrDefault(WATCH.substring(1), Role.ADMIN);
            grpc(request, role, SMALL_BYTES, frame -> new LiveWatch(vertx, plane, actor(request, role), request)
                    .begin(frame));
            return true;
        }
        return path.startsWith("/v1/tenants/") && json(request, path);
    }

    private void grpc(
            final HttpServerRequest request, final Role role, final int maxBytes, final Consumer<Buffer> whole) {
        final Refusal refusal = grpcMisuse(request, role);
        if (refusal != null) {
            GrpcReply.INSTANCE.refuse(request.response(), refusal);
            return;
        }
        final UnaryBody body = new UnaryBody(request, maxBytes);
        final Gathering gathering =
                new Gathering(vertx, request, fault -> GrpcReply.INSTANCE.refuse(request.response(), fault));
        gathering.begin(body::add, () -> {
            final Refusal atEnd = body.end();
            if (atEnd != null) {
                GrpcReply.INSTANCE.refuse(request.response(), atEnd);
            } else {
                guarded(
                        () -> whole.accept(body.frame()),
                        fault -> GrpcReply.INSTANCE.refuse(request.response(), fault));
            }
        });
    }

    private @Nullable Refusal grpcMisuse(final HttpServerRequest request, final Role role) {
        if (!HttpMethod.POST.equals(request.method())) {
            return CallRefusals.POST_ONLY;
        }
        if (!ContentTypes.isGrpc(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            return CallRefusals.NOT_GRPC;
        }
        if (request.version() != HttpVersion.HTTP_2) {
            return CallRefusals.NOT_HTTP_2;
        }
        final String timeout = request.getHeader(GrpcHeaders.TIMEOUT);
        final long timeoutNs = timeout == null ? Long.MAX_VALUE : GrpcTimeout.parseNs(timeout);
        if (timeoutNs <= 0) {
            return timeoutNs == 0 ? CallRefusals.DEADLINE_EXCEEDED : CallRefusals.BAD_TIMEOUT;
        }
        return guard.judge(request, role).refusal();
    }

    private boolean json(final HttpServerRequest request, final String path) {
        boolean isKnown = false;
        for (final JsonForm form : jsonForms) {
            final Map<String, String> variables = form.rule().match(path);
            if (variables != null) {
                isKnown = true;
                if (form.rule().verb().equals(request.method().name())) {
                    json(request, form, variables);
                    return true;
                }
            }
        }
        if (isKnown) {
            problem(
                    request,
                    Refusal.ofHttp(
                            405,
                            com.google.rpc.Code.UNIMPLEMENTED,
                            "METHOD_NOT_ALLOWED",
                            "This path takes another method."));
        }
        return isKnown;
    }

    private void json(final HttpServerRequest request, final JsonForm form, final Map<String, String> variables) {
        final Refusal refusal = guard.judge(request, form.method().role()).refusal();
        if (refusal != null) {
            problem(request, refusal);
            return;
        }
        final Buffer body = Buffer.buffer();
        // JSON spells a document longer than protobuf does; twice as long is room for every quote and line end.
        final int maxBytes = 2 * form.method().maxBytes();
        new Gathering(vertx, request, fault -> problem(request, fault))
                .begin(
                        piece -> {
                            body.appendBuffer(piece);
                            return body.length() > maxBytes ? UnaryBody.tooLong(maxBytes) : null;
                        },
                        () -> guarded(
                                () -> callJson(request, form, variables, body), fault -> problem(request, fault)));
    }

    private void callJson(
            final HttpServerRequest request,
            final JsonForm form,
            final Map<String, String> variables,
            final Buffer body) {
        final Message.Builder message = prototype(form.method()).newBuilderForType();
        if (form.rule().hasBody()) {
            JsonRequest.body(message, body.toString(StandardCharsets.UTF_8));
        } else {
            JsonRequest.query(message, request.params().entries());
        }
        variables.forEach((name, value) -> JsonRequest.value(message, name, value));
        call(
                request,
                form.method(),
                message.build(),
                answer -> json(request, answer),
                fault -> problem(request, fault));
    }

    private <Q extends Message, R extends Message> void call(
            final HttpServerRequest request, final ControlMethod<Q, R> method, final Message message) {
        call(
                request,
                method,
                message,
                answer -> GrpcReply.INSTANCE.answer(request.response(), Frames.of(answer)),
                fault -> GrpcReply.INSTANCE.refuse(request.response(), fault));
    }

    private <Q extends Message, R extends Message> void call(
            final HttpServerRequest request,
            final ControlMethod<Q, R> method,
            final Message message,
            final Consumer<Message> answer,
            final Consumer<Refusal> refuse) {
        final Context loop = vertx.getOrCreateContext();
        @SuppressWarnings("unchecked") // made from this method's own prototype
        final Q typed = (Q) message;
        final var unused = method.handler()
                .handle(actor(request, method.role()), typed)
                .whenComplete((response, fault) -> loop.runOnContext(nothing -> {
                    if (request.response().closed()) {
                        return;
                    }
                    if (fault == null) {
                        answer.accept(response);
                    } else {
                        refuse.accept(refusalOf(fault));
                    }
                }));
    }

    private static void guarded(final Runnable step, final Consumer<Refusal> refuse) {
        try {
            step.run();
        } catch (final RuntimeException e) {
            refuse.accept(refusalOf(e));
        }
    }

    private Actor actor(final HttpServerRequest request, final Role role) {
        final Verdict verdict = guard.judge(request, role);
        final Caller caller = verdict.caller();
        if (caller == null) {
            throw ControlRefusal.denied("ROLE_MISSING", "These credentials are no longer good for this call.");
        }
        return new Actor(caller.name(), request.remoteAddress().hostAddress(), caller.tenant());
    }

    private static Message message(final ControlMethod<?, ?> method, final Buffer frame) {
        try {
            return prototype(method)
                    .getParserForType()
                    .parseFrom(frame.getBytes(UnaryBody.PREFIX_BYTES, frame.length()));
        } catch (final InvalidProtocolBufferException e) {
            throw ControlRefusal.field("", "MALFORMED", "The request is no valid protobuf message or UTF-8 text.");
        }
    }

    private static Message prototype(final ControlMethod<?, ?> method) {
        final Object prototype =
                ((PrototypeMarshaller<?>) method.descriptor().getRequestMarshaller()).getMessagePrototype();
        if (prototype instanceof Message message) {
            return message;
        }
        throw new IllegalStateException("method=" + method.path() + " has no message");
    }

    private static void json(final HttpServerRequest request, final Message answer) {
        try {
            request.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .putHeader("x-content-type-options", "nosniff")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end(PRINTER.print(answer));
        } catch (final InvalidProtocolBufferException e) {
            problem(request, refusalOf(e));
        }
    }

    private static void problem(final HttpServerRequest request, final Refusal refusal) {
        request.response()
                .setStatusCode(refusal.httpStatus())
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemJson.CONTENT_TYPE)
                .end(ProblemJson.text(refusal));
    }

    /** What a caller is told of a fault; what is nobody's business is logged instead. */
    static Refusal refusalOf(final Throwable fault) {
        final Throwable cause =
                fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        if (cause instanceof ControlRefusal refusal) {
            return refusal.refusal();
        }
        LOG.error("event=control_call_failed", cause);
        return cause instanceof StoreException
                ? Refusal.of(
                        com.google.rpc.Code.UNAVAILABLE,
                        "CONTROL_LOG_FAILED",
                        "Nothing was changed: " + cause.getMessage() + ".")
                : Refusal.fault();
    }
}
