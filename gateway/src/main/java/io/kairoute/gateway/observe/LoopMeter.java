package io.kairoute.gateway.observe;

import io.kairoute.router.decision.Band;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.FallbackCause;
import io.kairoute.router.decision.OccasionSource;
import io.kairoute.router.decision.SegmentSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts the calls of one event loop.
 *
 * <p>Single writer: the event loop; any thread may read. A count is stored with release and read with acquire, so a reader
 * sees every call that ended before the store; counts of one call may show one after the other.
 */
public final class LoopMeter {
    /** gRPC codes run from 0 to 16. */
    static final int CODES = 17;

    private static final CallKind[] KINDS = CallKind.values();
    private static final int BANDS = Band.values().length;
    private static final int SOURCES = OccasionSource.values().length;

    /** One more than there are causes: the last stands for none. */
    private static final int CAUSES = FallbackCause.values().length + 1;

    private static final int NO_CAUSE_BIT = 1 << (CAUSES - 1);

    private final AtomicLongArray calls = new AtomicLongArray(KINDS.length * CODES);
    private final AtomicLongArray decisions = new AtomicLongArray(BANDS * SOURCES * CAUSES);
    private final AtomicLongArray segments = new AtomicLongArray(SegmentSource.values().length);
    private final AtomicLongArray latencyBuckets = new AtomicLongArray(LatencyBuckets.count());
    private final AtomicLongArray rejected = new AtomicLongArray(RejectCause.values().length);
    private final AtomicLongArray ended = new AtomicLongArray(CallEnd.values().length);
    private final AtomicLong latencySumNs = new AtomicLong();
    private final AtomicLong lagNs = new AtomicLong();
    private final AtomicLong openCalls = new AtomicLong();
    private final AtomicLong faults = new AtomicLong();
    private final AtomicLong brokenConnections = new AtomicLong();

    /** Counts a call that was answered. */
    public void answered(final CallKind kind, final int code, final long latencyNs) {
        increment(calls, kind.ordinal() * CODES + code);
        if (kind.isTimed()) {
            increment(latencyBuckets, LatencyBuckets.index(latencyNs));
            latencySumNs.setRelease(latencySumNs.getPlain() + latencyNs);
        }
    }

    /** Counts a call that is no longer open. */
    public void left(final CallEnd end) {
        increment(ended, end.ordinal());
    }

    /** Counts what was decided. */
    public void decided(final Decision decision) {
        final int cause = Integer.numberOfTrailingZeros(decision.causes | NO_CAUSE_BIT);
        increment(
                decisions,
                index(decision.band().ordinal(), decision.occasionSource().ordinal(), cause));
        increment(segments, decision.segmentSource().ordinal());
    }

    /** Counts a call or connection that was too much. */
    public void rejected(final RejectCause cause) {
        increment(rejected, cause.ordinal());
    }

    /** Counts an unexpected exception. */
    public void faulted() {
        faults.setRelease(faults.getPlain() + 1);
    }

    /** Counts a connection that failed below HTTP: a bad handshake, a reset. */
    public void connectionBroken() {
        brokenConnections.setRelease(brokenConnections.getPlain() + 1);
    }

    /** Says how late the loop's last tick was, and how many calls are open. */
    public void ticked(final long newLagNs, final long newOpenCalls) {
        lagNs.setRelease(newLagNs);
        openCalls.setRelease(newOpenCalls);
    }

    long calls(final CallKind kind, final int code) {
        return calls.getAcquire(kind.ordinal() * CODES + code);
    }

    /** Decisions of one band, source and cause; the cause after the last stands for no fallback. */
    long decisions(final int band, final int source, final int cause) {
        return decisions.getAcquire(index(band, source, cause));
    }

    long segments(final int segmentSource) {
        return segments.getAcquire(segmentSource);
    }

    long latencyBucket(final int index) {
        return latencyBuckets.getAcquire(index);
    }

    long latencySumNs() {
        return latencySumNs.getAcquire();
    }

    long ended(final CallEnd end) {
        return ended.getAcquire(end.ordinal());
    }

    long rejected(final int cause) {
        return rejected.getAcquire(cause);
    }

    long faults() {
        return faults.getAcquire();
    }

    long brokenConnections() {
        return brokenConnections.getAcquire();
    }

    long openCalls() {
        return openCalls.getAcquire();
    }

    /** How late the loop's last tick was. */
    public long lagNs() {
        return lagNs.getAcquire();
    }

    private static int index(final int band, final int source, final int cause) {
        return (band * SOURCES + source) * CAUSES + cause;
    }

    private static void increment(final AtomicLongArray counts, final int index) {
        counts.setRelease(index, counts.getPlain(index) + 1);
    }
}
