package io.kairoute.gateway.explain;

import io.kairoute.gateway.admission.TenantQuota;
import io.kairoute.gateway.observe.FaultLog;
import io.kairoute.router.Limits;
import io.kairoute.router.decide.Router;
import io.kairoute.router.explain.MadeDecision;
import io.kairoute.router.snapshot.TenantDirectory;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Appends to decisions the reasons for which they came out so.
 *
 * <p>One thread, and a short line before it: an explanation takes as long as a thousand decisions, so that many of them
 * must never stand in the way of contacts. What is explained is made again from what the decision read, so it is the decision that
 * was given and logged, whatever has changed since. Thread-safe.
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
    private final AtomicLong made = new AtomicLong();

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
     * What is asked.
     *
     * @param made the decision
     * @param tenant the ordinal of its tenant
     * @param isRiskHidden whether whoever asks may not see customers' risks
     */
    public record Question(MadeDecision made, int tenant, boolean isRiskHidden) {}

    /**
     * Explains a decision that was made.
     *
     * @param askedNs when it was asked, by a clock that only goes on
     * @param answered takes the bytes of a RouteResponse with its trace, or null where none came out, on the desk's thread
     * @return false when the line is full or the tenant asks too often, and nothing will be answered
     */
    public boolean explain(final Question question, final long askedNs, final Consumer<byte @Nullable []> answered) {
        synchronized (quota) {
            if (!quota.take(question.tenant(), askedNs)) {
                return false;
            }
        }
        try {
            thread.execute(() -> answered.accept(answer(question)));
            return true;
        } catch (final RejectedExecutionException full) {
            return false;
        }
    }

    /** How many decisions were explained since the start, those among them whose caller waited no longer. */
    public long made() {
        return made.get();
    }

    /** Turns away whatever still waits, and ends the thread. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    private byte @Nullable [] answer(final Question question) {
        try {
            final int length = question.made().makeAgain(router, response, 0);
            final byte[] answer = explained.of(response, length, question.isRiskHidden());
            made.incrementAndGet();
            return answer;
        } catch (final RuntimeException | Error e) {
            faultLog.report(e);
            return null;
        }
    }
}
