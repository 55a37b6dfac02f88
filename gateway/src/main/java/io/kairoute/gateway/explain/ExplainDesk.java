package io.kairoute.gateway.explain;

import io.kairoute.gateway.admission.TenantQuota;
import io.kairoute.gateway.observe.FaultLog;
import io.kairoute.router.Limits;
import io.kairoute.router.Router;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.snapshot.TenantDirectory;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Decides once more for a question that asks why, and appends the reasons to the answer.
 *
 * <p>One thread, and a short line before it: an explanation takes as long as a thousand decisions, so that many of them
 * must never stand in the way of contacts. Thread-safe.
 */
public final class ExplainDesk implements AutoCloseable {
    /** How many questions may wait; the next one is turned away. */
    public static final int MOST_WAITING = 8;

    /** Explanations a second that one tenant may have; the next one is turned away. */
    public static final int MOST_PER_SECOND = 20;

    private final ThreadPoolExecutor thread;
    private final TenantQuota quota;
    private final Router router;
    private final ExplainedAnswer explained;
    private final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_ROOM]);
    private final FaultLog faultLog;

    /** Makes a desk, with its thread. */
    public ExplainDesk(final TenantDirectory tenants, final boolean trustsClientTimestamps, final FaultLog faultLog) {
        this.quota = new TenantQuota(tenants.count(), MOST_PER_SECOND, System.nanoTime());
        this.router = new Router(tenants, trustsClientTimestamps);
        this.explained = new ExplainedAnswer(router);
        this.faultLog = faultLog;
        this.thread =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), work -> {
                    final Thread worker = new Thread(work, "kairoute-explain");
                    worker.setDaemon(true);
                    return worker;
                });
    }

    /**
     * Explains what a router decided about a request.
     *
     * @param under the snapshot that it decided under
     * @param tenant the tenant's ordinal
     * @param askedNs when it was asked, by a clock that only goes on
     * @param request the bytes of a RouteRequest; not to be changed any more
     * @param nowMs the instant of the decision, milliseconds since 1970
     * @param answered takes the bytes of a RouteResponse with its trace, or null where none came out, on the desk's thread
     * @return false when the line is full or the tenant asks too often, and nothing will be answered
     */
    public boolean explain(
            final Snapshot under,
            final int tenant,
            final long askedNs,
            final byte[] request,
            final long nowMs,
            final Consumer<byte @Nullable []> answered) {
        synchronized (quota) {
            if (!quota.take(tenant, askedNs)) {
                return false;
            }
        }
        try {
            thread.execute(() -> answered.accept(answer(under, request, nowMs)));
            return true;
        } catch (final RejectedExecutionException full) {
            return false;
        }
    }

    /** Turns away whatever still waits, and ends the thread. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    private byte @Nullable [] answer(final Snapshot under, final byte[] request, final long nowMs) {
        try {
            final int length =
                    router.routeUnder(under, new UnsafeBuffer(request), 0, request.length, nowMs, response, 0);
            return length < 0 ? null : explained.of(response, length);
        } catch (final RuntimeException | Error e) {
            faultLog.report(e);
            return null;
        }
    }
}
