package io.kairoute.gateway.health;

import com.google.rpc.Code;
import io.kairoute.gateway.refusal.Refusal;
import io.vertx.grpc.health.v1.HealthCheckResponse;
import io.vertx.grpc.health.v1.HealthCheckResponse.ServingStatus;
import java.util.List;

/**
 * What {@code grpc.health.v1} says of this node: the node itself serves, as does its routing, when the node is ready.
 *
 * <p>The messages are those of the Vert.x health module; its handlers are not used, since they call an unready node SERVING, write
 * to each watcher at every interval, and keep watchers under names that callers invent. Thread-safe.
 */
public final class HealthAnswers {
    /** The service that stands for the whole node. */
    public static final String WHOLE_NODE = "";

    /** What probes ask for that only want to know whether the process lives. */
    private static final String LIVENESS = "liveness";

    /** The services that this node answers for; the two of probes are what Kubernetes is told in {@code grpc.service}. */
    public static final List<String> SERVICES =
            List.of(WHOLE_NODE, "kairoute.routing.v1.RoutingService", LIVENESS, "readiness");

    /** The longest question. */
    public static final int MAX_REQUEST_BYTES = 1024;

    /** How often it is looked for watchers whether their status has changed. */
    public static final long LOOK_MS = 500;

    /** How many may watch on one event loop. */
    public static final int MAX_WATCHERS = 1_024;

    /** Who checks a service that is not here. */
    public static final Refusal UNKNOWN_SERVICE = Refusal.of(
            Code.NOT_FOUND,
            "UNKNOWN_SERVICE",
            "This node answers for no service of this name; leave it empty to ask for the whole node.");

    /** Who watches beside as many as there may be. */
    public static final Refusal TOO_MANY_WATCHERS = Refusal.of(
            Code.RESOURCE_EXHAUSTED, "TOO_MANY_WATCHERS", "Too many callers watch this node's health; use Check.");

    private final Readiness readiness;

    /** Makes the answers of a node. */
    public HealthAnswers(final Readiness readiness) {
        this.readiness = readiness;
    }

    /** Whether the node may be sent calls. */
    public boolean isReady() {
        return readiness.isReady();
    }

    /** The status of a service. */
    public ServingStatus status(final String service) {
        if (!SERVICES.contains(service)) {
            return ServingStatus.SERVICE_UNKNOWN;
        }
        return LIVENESS.equals(service) || isReady() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
    }

    /** A status as an answer. */
    public static HealthCheckResponse answer(final ServingStatus status) {
        return HealthCheckResponse.newBuilder().setStatus(status).build();
    }
}
