package io.kairoute.gateway.observe;

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

    private final AtomicLongArray calls = new AtomicLongArray(KINDS.length * CODES);
    private final AtomicLongArray latencyBuckets = new AtomicLongArray(LatencyBuckets.count());
    private final AtomicLong latencySumNs = new AtomicLong();
    private final AtomicLong lagNs = new AtomicLong();
    private final AtomicLong openCalls = new AtomicLong();
    private final AtomicLong faults = new AtomicLong();
    private final AtomicLong brokenConnections = new AtomicLong();

    /** Counts a call that was answered. */
    public void answered(final CallKind kind, final int code, final long latencyNs) {
        increment(calls, kind.ordinal() * CODES + code);
        increment(latencyBuckets, LatencyBuckets.index(latencyNs));
        latencySumNs.setRelease(latencySumNs.getPlain() + latencyNs);
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

    long latencyBucket(final int index) {
        return latencyBuckets.getAcquire(index);
    }

    long latencySumNs() {
        return latencySumNs.getAcquire();
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

    private static void increment(final AtomicLongArray counts, final int index) {
        counts.setRelease(index, counts.getPlain(index) + 1);
    }
}
