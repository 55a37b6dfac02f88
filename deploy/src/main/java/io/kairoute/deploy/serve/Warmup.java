package io.kairoute.deploy.serve;

import io.kairoute.deploy.replay.GrpcRouteCaller;
import io.kairoute.deploy.replay.JsonRouteCaller;
import io.kairoute.deploy.replay.RouteCaller;
import io.kairoute.deploy.replay.Target;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a node that has just come up dry-run questions until it answers as fast as it will, so that it says it is ready only
 * when the first real ones find its classes loaded and compiled.
 *
 * <p>Without it the first questions of a cold process take longer than a call may, and would get the answer of the
 * deadline. Whatever goes wrong here is no reason not to start.
 */
final class Warmup {
    /** Questions that are in flight together, as they are under load. */
    private static final int TOGETHER = 32;

    private static final int LEAST_ROUNDS = 20;

    /** A round of so many questions that takes less shows a node that is warm. */
    private static final long WARM_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final int WARM_ROUNDS = 5;
    private static final long MOST_NS = TimeUnit.MILLISECONDS.toNanos(1_200);
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
        final long endNs = System.nanoTime() + MOST_NS;
        int warm = 0;
        for (int round = 0; (round < LEAST_ROUNDS || warm < WARM_ROUNDS) && System.nanoTime() < endNs; round++) {
            final long startNs = System.nanoTime();
            if (!askTogether(caller)) {
                return;
            }
            warm = System.nanoTime() - startNs < WARM_NS ? warm + 1 : 0;
        }
    }

    /** False when nothing comes back in time. */
    private static boolean askTogether(final RouteCaller caller) {
        final List<CompletableFuture<RouteResponse>> answers = new ArrayList<>();
        for (int i = 0; i < Math.min(TOGETHER, caller.maxInFlight()); i++) {
            answers.add(caller.route(QUESTION));
        }
        try {
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(MOST_NS, TimeUnit.NANOSECONDS);
        } catch (final TimeoutException e) {
            return false;
        } catch (final ExecutionException e) {
            // Refused for want of credentials, or of time.
            return true;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return true;
    }
}
