package io.kairoute.deploy.serve;

import io.kairoute.deploy.replay.GrpcRouteCaller;
import io.kairoute.deploy.replay.JsonRouteCaller;
import io.kairoute.deploy.replay.RouteCaller;
import io.kairoute.deploy.replay.Target;
import io.kairoute.routing.v1.RouteRequest;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a node that has just come up a few dry-run questions, so that the first real ones find its classes loaded.
 *
 * <p>Without it the first question of a cold process takes longer than a call may, and would get the answer of the
 * deadline. Whatever goes wrong here is no reason not to start.
 */
final class Warmup {
    private static final int QUESTIONS = 50;
    private static final long MOST_NS = TimeUnit.SECONDS.toNanos(3);
    private static final RouteRequest QUESTION = RouteRequest.newBuilder()
            .setContactId("warm-up")
            .setCustomerKey("warm:up")
            .setChannel("VOICE")
            .setIntent("warm-up")
            .setDryRun(true)
            .build();

    private Warmup() {}

    /** Asks over gRPC, then over JSON; ends early where nothing comes back. */
    static void ask(final Target target) {
        try (RouteCaller grpc = new GrpcRouteCaller(target);
                RouteCaller json = new JsonRouteCaller(target)) {
            ask(grpc);
            ask(json);
        }
    }

    private static void ask(final RouteCaller caller) {
        final long deadlineNs = System.nanoTime() + MOST_NS;
        try {
            for (int i = 0; i < QUESTIONS && System.nanoTime() < deadlineNs; i++) {
                caller.route(QUESTION).get(MOST_NS, TimeUnit.NANOSECONDS);
            }
        } catch (final ExecutionException | TimeoutException e) {
            // A node that is very slow starts cold.
            return;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
