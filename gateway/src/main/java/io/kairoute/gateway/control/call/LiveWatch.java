package io.kairoute.gateway.control.call;

import com.google.rpc.Code;
import io.kairoute.control.v1.WatchLiveOccasionsRequest;
import io.kairoute.control.v1.WatchLiveOccasionsResponse;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.api.Frames;
import io.kairoute.gateway.control.ControlPlane;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.GrpcHeaders;
import io.kairoute.gateway.wire.GrpcReply;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One caller that watches live occasions, until it goes away or falls too far behind. Thread-confined: owned by its event
 * loop; events come over from the control thread in their order.
 */
final class LiveWatch {
    private static final Refusal TOO_SLOW = Refusal.of(
            Code.RESOURCE_EXHAUSTED,
            "TOO_SLOW",
            "This watch fell too far behind; begin it again to see what is there.");

    private final ControlPlane plane;
    private final Call actor;
    private final HttpServerResponse response;
    private final Context loop;
    private final Consumer<WatchLiveOccasionsResponse> watcher = this::changed;
    private String tenant = "";
    private boolean isOver;

    LiveWatch(
            final Vertx vertx,
            final ControlPlane plane,
            final @Nullable Caller caller,
            final HttpServerRequest request) {
        this.plane = plane;
        this.actor = ControlServices.actor(caller, request);
        this.response = request.response();
        this.loop = vertx.getOrCreateContext();
    }

    /** Begins with the call's one message. */
    void begin(final WatchLiveOccasionsRequest request) {
        tenant = request.getTenant();
        response.exceptionHandler(gone -> end()).closeHandler(gone -> end());
        final var unused = plane.watch(actor, tenant, watcher).whenComplete((done, fault) -> {
            if (fault != null) {
                loop.runOnContext(nothing -> {
                    isOver = true;
                    GrpcReply.INSTANCE.refuse(response, ControlServices.refusalOf(fault));
                });
            }
        });
    }

    private void changed(final WatchLiveOccasionsResponse event) {
        loop.runOnContext(nothing -> write(event));
    }

    private void write(final WatchLiveOccasionsResponse event) {
        if (isOver) {
            return;
        }
        if (response.writeQueueFull()) {
            GrpcReply.putStatus(response.trailers()::set, TOO_SLOW);
            response.end();
            end();
            return;
        }
        if (!response.headWritten()) {
            response.setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, GrpcHeaders.GRPC);
        }
        response.write(Frames.of(event));
    }

    private void end() {
        if (!isOver) {
            isOver = true;
            final var unused = plane.unwatch(actor, tenant, watcher);
        }
    }
}
