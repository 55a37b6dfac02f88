package io.kairoute.gateway.route;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.RoutingServiceGrpc.RoutingServiceStub;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls at a steady rate, whatever comes back; every time is taken from the moment at which the call was due.
 *
 * <p>So a server that is slow cannot make its clients wait with the next call and look better for it.
 */
final class OpenLoad {
    private final RoutingServiceStub stub;
    private final RouteRequest request;
    private final Times answered;
    private final Times refused;
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();

    private OpenLoad(final RoutingServiceStub stub, final RouteRequest request, final int calls) {
        this.stub = stub;
        this.request = request;
        answered = new Times(calls);
        refused = new Times(calls);
    }

    /** As many times as there are calls, in an array of their own: what is kept on the heap would make its pauses longer. */
    private static final class Times {
        private final long[] nanos;
        private final AtomicInteger count = new AtomicInteger();

        Times(final int most) {
            nanos = new long[most];
        }

        void add(final long time) {
            nanos[count.getAndIncrement()] = time;
        }

        long[] sorted() {
            final long[] sorted = Arrays.copyOf(nanos, count.get());
            Arrays.sort(sorted);
            return sorted;
        }
    }

    /** What became of a load: times in nanoseconds, the shortest first. */
    @SuppressWarnings("ArrayRecordComponent") // sorted once, read often, never compared
    record Outcome(long[] answeredNs, long[] refusedNs, String failures, double seconds) {
        double answeredPerSecond() {
            return answeredNs.length / seconds;
        }

        /** A percentile of the answered ones, milliseconds. */
        double answeredMs(final double percentile) {
            return at(answeredNs, percentile);
        }

        /** A percentile of the refused ones, milliseconds. */
        double refusedMs(final double percentile) {
            return at(refusedNs, percentile);
        }

        private static double at(final long[] sortedNs, final double percentile) {
            if (sortedNs.length == 0) {
                return 0;
            }
            final int index = (int) Math.ceil(sortedNs.length * percentile / 100) - 1;
            return sortedNs[Math.max(0, index)] / 1e6;
        }
    }

    /** Calls for so long at so many calls a second, and waits for the last answer. */
    static Outcome run(
            final RoutingServiceStub stub, final RouteRequest request, final double perSecond, final long millis) {
        final int calls = (int) (millis / 1e3 * perSecond);
        return new OpenLoad(stub, request, calls).run(perSecond, calls);
    }

    private Outcome run(final double perSecond, final int calls) {
        final long startNs = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            final long dueNs = startNs + (long) (i * 1e9 / perSecond);
            for (long restNs = dueNs - System.nanoTime(); restNs > 0; restNs = dueNs - System.nanoTime()) {
                LockSupport.parkNanos(restNs);
            }
            open.incrementAndGet();
            stub.route(request, new Observer(dueNs));
        }
        while (open.get() > 0) {
            LockSupport.parkNanos(100_000);
        }
        final double seconds = (System.nanoTime() - startNs) / 1e9;
        return new Outcome(answered.sorted(), refused.sorted(), failures.toString(), seconds);
    }

    /** Awaits one answer. */
    private final class Observer implements StreamObserver<RouteResponse> {
        private final long dueNs;

        Observer(final long dueNs) {
            this.dueNs = dueNs;
        }

        @Override
        public void onNext(final RouteResponse decision) {
            answered.add(System.nanoTime() - dueNs);
            if (decision.getFallbackCause().equals("DEADLINE")) {
                failures.add("DEADLINE");
            }
        }

        @Override
        public void onError(final Throwable cause) {
            if (Status.fromThrowable(cause).getCode() == Status.Code.RESOURCE_EXHAUSTED) {
                refused.add(System.nanoTime() - dueNs);
            } else {
                failures.add(cause.toString());
            }
            open.decrementAndGet();
        }

        @Override
        public void onCompleted() {
            open.decrementAndGet();
        }
    }
}
