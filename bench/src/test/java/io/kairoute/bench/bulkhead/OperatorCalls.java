package io.kairoute.bench.bulkhead;

import com.google.protobuf.util.Timestamps;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.kairoute.control.v1.DecisionServiceGrpc;
import io.kairoute.control.v1.DeclareLiveOccasionRequest;
import io.kairoute.control.v1.ListDecisionsRequest;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.LiveOccasionServiceGrpc;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * An operator of the other tenant, who declares an occasion twice a second and looks at the newest decisions each time.
 *
 * <p>Latencies count from the instant at which a call was due. Thread-confined: owned by whoever runs it.
 */
final class OperatorCalls {
    private static final long GAP_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long CALL_S = 30;
    private static final long LIVE_S = 3_600;
    private static final int NEWEST = 20;

    private final ManagedChannel channel;
    private final Histogram declared = new Histogram(3);
    private final Histogram listed = new Histogram(3);
    private final List<String> failures = new ArrayList<>();
    private int count;

    OperatorCalls(final ManagedChannel channel) {
        this.channel = channel;
    }

    /** Calls so often, twice a second. */
    void run(final int times) {
        long dueNs = System.nanoTime();
        for (int i = 0; i < times; i++) {
            while (System.nanoTime() < dueNs) {
                LockSupport.parkNanos(dueNs - System.nanoTime());
            }
            time(declared, dueNs, this::declare);
            time(listed, System.nanoTime(), this::list);
            dueNs += GAP_NS;
        }
    }

    /** Microseconds that declaring took. */
    Histogram declared() {
        return declared;
    }

    /** Microseconds that listing took. */
    Histogram listed() {
        return listed;
    }

    /** What was refused, or failed. */
    List<String> failures() {
        return failures;
    }

    private void time(final Histogram histogram, final long dueNs, final Runnable call) {
        try {
            call.run();
        } catch (final StatusRuntimeException e) {
            failures.add(String.valueOf(e.getStatus()));
        }
        histogram.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - dueNs));
    }

    private void declare() {
        LiveOccasionServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(CALL_S, TimeUnit.SECONDS)
                .declareLiveOccasion(DeclareLiveOccasionRequest.newBuilder()
                        .setTenant("default")
                        .setLiveOccasion(LiveOccasion.newBuilder()
                                .setOccasion("outage")
                                .addRegions("AU-" + count++)
                                .setExpireTime(Timestamps.fromSeconds(System.currentTimeMillis() / 1_000 + LIVE_S))
                                .setReason("a cable was cut"))
                        .build());
    }

    private void list() {
        DecisionServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(CALL_S, TimeUnit.SECONDS)
                .listDecisions(ListDecisionsRequest.newBuilder()
                        .setTenant("default")
                        .setPageSize(NEWEST)
                        .build());
    }
}
