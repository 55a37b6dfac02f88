package io.kairoute.gateway.control.call;

import com.google.protobuf.Message;
import io.kairoute.control.v1.LiveOccasionServiceGrpc;
import io.kairoute.gateway.api.AdminRefused;
import io.kairoute.gateway.api.AdminServices;
import io.kairoute.gateway.api.AdminStream;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.api.Cancellation;
import io.kairoute.gateway.api.stream.AnswerKind;
import io.kairoute.gateway.control.ControlMethod;
import io.kairoute.gateway.control.ControlMethods;
import io.kairoute.gateway.control.ControlPlane;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.control.ControlRoles;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.router.Router;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Plugs the control plane's methods into the admin listener. */
public final class ControlServices {
    private static final CallFaults FAULTS = new CallFaults(
            LoggerFactory.getLogger(ControlServices.class),
            "control_call_failed",
            "CONTROL_LOG_FAILED",
            "Nothing was changed");
    private static final int WATCH_BYTES = 64 * 1024;

    private ControlServices() {}

    /** Who calls. */
    public static Call actor(final @Nullable Caller caller, final HttpServerRequest request) {
        final String origin = request.remoteAddress().hostAddress();
        return caller == null
                ? Call.by("anybody", origin, Router.ANY_TENANT)
                : new Call(caller, caller.tenant(), "", origin, new Cancellation());
    }

    /** The services of a control plane. */
    public static AdminServices of(final ControlPlane plane) {
        final AdminServices services = new AdminServices();
        ControlMethods.of(plane).forEach(method -> add(services, method));
        final var watch = LiveOccasionServiceGrpc.getWatchLiveOccasionsMethod();
        return services.add(new AdminStream(
                watch,
                ControlRoles.BY_METHOD.getOrDefault(watch.getFullMethodName(), Role.ADMIN),
                WATCH_BYTES,
                AnswerKind.WATCH,
                call -> LiveWatch.begin(plane, call)));
    }

    /** Adds a method. */
    public static <Q extends Message, R extends Message> void add(
            final AdminServices services, final ControlMethod<Q, R> method) {
        services.add(
                method.descriptor(),
                method.role(),
                method.maxBytes(),
                (caller, request) -> call(method, caller, request));
    }

    private static <Q extends Message, R extends Message> CompletionStage<R> call(
            final ControlMethod<Q, R> method, final Call caller, final Q request) {
        CompletableFuture<R> answer;
        try {
            answer = method.handler().handle(caller, request);
        } catch (final ControlRefusal e) {
            answer = CompletableFuture.failedFuture(e);
        }
        return answer.exceptionallyCompose(
                fault -> CompletableFuture.failedStage(AdminRefused.because(refusalOf(fault))));
    }

    /** What a caller is told of a fault; what is nobody's business is logged instead. */
    static Refusal refusalOf(final Throwable fault) {
        final Throwable cause =
                fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        return FAULTS.refusalOf(cause);
    }
}
