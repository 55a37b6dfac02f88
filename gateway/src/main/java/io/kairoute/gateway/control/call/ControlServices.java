package io.kairoute.gateway.control.call;

import com.google.protobuf.Message;
import com.google.rpc.Code;
import io.kairoute.control.v1.LiveOccasionServiceGrpc;
import io.kairoute.control.v1.WatchLiveOccasionsRequest;
import io.kairoute.gateway.admin.AdminCaller;
import io.kairoute.gateway.admin.AdminRefused;
import io.kairoute.gateway.admin.AdminServices;
import io.kairoute.gateway.admin.AdminStream;
import io.kairoute.gateway.control.Actor;
import io.kairoute.gateway.control.ControlMethod;
import io.kairoute.gateway.control.ControlMethods;
import io.kairoute.gateway.control.ControlPlane;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.control.ControlRoles;
import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.router.store.StoreException;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plugs the control plane's methods into the admin listener. */
public final class ControlServices {
    private static final Logger LOG = LoggerFactory.getLogger(ControlServices.class);
    private static final int WATCH_BYTES = 64 * 1024;

    private ControlServices() {}

    /** The services of a control plane. */
    public static AdminServices of(final ControlPlane plane) {
        final AdminServices services = new AdminServices();
        ControlMethods.of(plane).forEach(method -> add(services, method));
        final String watch =
                LiveOccasionServiceGrpc.getWatchLiveOccasionsMethod().getFullMethodName();
        return services.add(new AdminStream(
                watch,
                ControlRoles.BY_METHOD.getOrDefault(watch, Role.ADMIN),
                WatchLiveOccasionsRequest.parser(),
                WATCH_BYTES,
                (vertx, caller, request, message) ->
                        new LiveWatch(vertx, plane, caller, request).begin((WatchLiveOccasionsRequest) message)));
    }

    private static <Q extends Message, R extends Message> void add(
            final AdminServices services, final ControlMethod<Q, R> method) {
        services.add(
                method.descriptor(),
                method.role(),
                method.maxBytes(),
                (caller, request) -> call(method, caller, request));
    }

    private static <Q extends Message, R extends Message> R call(
            final ControlMethod<Q, R> method, final AdminCaller caller, final Q request) {
        try {
            return method.handler()
                    .handle(new Actor(caller.name(), caller.origin(), caller.tenant()), request)
                    .join();
        } catch (final CompletionException e) {
            throw AdminRefused.because(refusalOf(e));
        }
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
                ? Refusal.of(Code.UNAVAILABLE, "CONTROL_LOG_FAILED", "Nothing was changed: " + cause.getMessage() + ".")
                : Refusal.fault();
    }
}
