package io.kairoute.node.demo;

import io.kairoute.ctl.route.CallFailure;
import io.kairoute.ctl.route.RouteCaller;
import io.kairoute.routing.v1.RouteRequest;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Measures how long an answer takes once everything is warm, with one question open at a time. */
public final class OneAtATime {
    private static final long MOST_NS = TimeUnit.SECONDS.toNanos(2);

    private OneAtATime() {}

    /**
     * Asks some questions again and again, as dry runs, for two seconds.
     *
     * @return from asking to the answer, nanoseconds, in the second of these seconds
     * @throws CallFailure when a question gets no decision
     */
    public static Histogram measure(final RouteCaller caller, final List<RouteRequest> questions)
            throws InterruptedException, CallFailure {
        final Histogram latencyNs = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
        final long startedNs = System.nanoTime();
        long askedNs = startedNs;
        for (int i = 0; askedNs - startedNs < MOST_NS; i++) {
            final RouteRequest question = questions.get(i % questions.size());
            askedNs = System.nanoTime();
            try {
                caller.route(question.toBuilder().setDryRun(true).build()).get();
            } catch (final ExecutionException e) {
                throw CallFailure.of(e);
            }
            if (askedNs - startedNs > MOST_NS / 2) {
                latencyNs.recordValue(Math.min(System.nanoTime() - askedNs, latencyNs.getHighestTrackableValue()));
            }
        }
        return latencyNs;
    }
}
