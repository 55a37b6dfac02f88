package io.kairoute.gateway.history;

import io.kairoute.router.compile.ReadableSet;
import io.kairoute.router.decide.DecisionSink;
import io.kairoute.router.log.DecisionRecord;
import io.kairoute.router.log.DecisionRecorder;
import io.kairoute.router.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what routers recorded out of their rings and appends it to each tenant's chunks.
 *
 * <p>Routing never waits for it: a ring that is full loses records, and how many is counted, logged once a second and written
 * into the log itself. Chunks are forced to the disk every second, so a power cut loses that much at most.
 *
 * <p>Thread-safe: {@link #newSink}, {@link #segments} and {@link #endChunk} may be called by any thread; the rest is the log's own thread.
 */
public final class DecisionLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionLog.class);
    private static final int BATCH = 4_096;
    private static final long IDLE_NS = TimeUnit.MICROSECONDS.toNanos(500);
    /** The longest rest of a log that has nothing to do; no loop fills its ring in that time. */
    private static final long MOST_IDLE_NS = TimeUnit.MILLISECONDS.toNanos(8);

    private static final long FORCE_NS = TimeUnit.SECONDS.toNanos(1);

    private final IntFunction<Path> directoryOf;
    private final DecisionLogSettings settings;
    private final InstantSource clock;
    private final DecisionTap tap;
    private final LongSupplier lostSoFar = this::lost;
    private final ChunkClaims claims;
    private final List<DecisionRecorder> recorders = new CopyOnWriteArrayList<>();
    private final Map<ServedSet, ReadableSet> segments = new ConcurrentHashMap<>();
    private final Map<Integer, ChunkWriter> writers = new HashMap<>();
    private final DecisionRecord view = new DecisionRecord();
    private final Queue<ChunkEnd> ends = new ConcurrentLinkedQueue<>();
    private final MessageHandler handler = this::take;
    private final Thread thread;
    private volatile boolean isClosing;
    private volatile boolean isEnded;
    private volatile long unwritten;
    private volatile long written;
    private volatile long safeNs = System.nanoTime();
    private long idleNs = IDLE_NS;
    private long lostNoted;
    private long forcedNs = System.nanoTime();
    private @Nullable Throwable lastFailure;

    /**
     * Starts a log.
     *
     * @param directoryOf where a tenant's chunks are, by its ordinal
     */
    public DecisionLog(
            final IntFunction<Path> directoryOf, final DecisionLogSettings settings, final InstantSource clock) {
        this(directoryOf, settings, clock, DecisionTap.NONE);
    }

    /**
     * Starts a log whose decisions somebody sees.
     *
     * @param directoryOf where a tenant's chunks are, by its ordinal
     * @param tap sees them, on the log's thread
     */
    public DecisionLog(
            final IntFunction<Path> directoryOf,
            final DecisionLogSettings settings,
            final InstantSource clock,
            final DecisionTap tap) {
        this.directoryOf = directoryOf;
        this.settings = settings;
        this.clock = clock;
        this.tap = tap;
        claims = new ChunkClaims(clock);
        thread = new Thread(this::run, "kairoute-decisions");
        thread.setDaemon(true);
        thread.start();
    }

    /** A sink for one more router. */
    public DecisionSink newSink() {
        final ByteBuffer memory = BufferUtil.allocateDirectAligned(
                settings.ringBytes() + RingBufferDescriptor.TRAILER_LENGTH, BitUtil.CACHE_LINE_LENGTH);
        final DecisionRecorder recorder = new DecisionRecorder(new OneToOneRingBuffer(new UnsafeBuffer(memory)));
        recorders.add(recorder);
        return recorder;
    }

    /** A segment set of a tenant, by ordinal, is served from now on; called before the first decision that uses it. */
    public void segments(final int tenant, final ReadableSet opened) {
        segments.put(new ServedSet(tenant, opened.header().version()), opened);
    }

    /** What long reads of the log claim, so that retention leaves it alone. */
    public ChunkClaims claims() {
        return claims;
    }

    /**
     * Writes what the rings hold now, and ends a tenant's newest chunk; the next decision begins another.
     *
     * @return the number of the newest chunk that nobody writes any more, once it is on the disk
     */
    public CompletableFuture<Long> endChunk(final int tenant) {
        final ChunkEnd end = new ChunkEnd(tenant, new CompletableFuture<>());
        ends.add(end);
        LockSupport.unpark(thread);
        if (isEnded) {
            answerAfterTheEnd();
        }
        return end.done;
    }

    // Whoever comes second, this thread or a caller, finds what was added: none waits for a thread that is gone.
    private void answerAfterTheEnd() {
        for (ChunkEnd end = ends.poll(); end != null; end = ends.poll()) {
            end.done.complete(Long.MAX_VALUE);
        }
    }

    private record ChunkEnd(int tenant, CompletableFuture<Long> done) {}

    /** Decisions that were written. */
    public long written() {
        return written;
    }

    /** Decisions that were lost: to a full ring, or to a disk that took no more. */
    public long lost() {
        long lost = unwritten;
        for (final DecisionRecorder recorder : recorders) {
            lost += recorder.lost();
        }
        return lost;
    }

    /** Bytes of decisions that are made and not taken out of their rings yet. */
    public long waitingBytes() {
        long bytes = 0;
        for (final DecisionRecorder recorder : recorders) {
            bytes += recorder.ring().size();
        }
        return bytes;
    }

    /** How long ago all that had been taken was on the disk; a second at most where the disk takes what it is given. */
    public long lagNs() {
        return System.nanoTime() - safeNs;
    }

    /** Writes what the rings still hold, and closes the chunks. No router may decide any more. */
    @Override
    public void close() {
        isClosing = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean isLastRound;
        do {
            isLastRound = isClosing;
            try {
                round(isLastRound);
            } catch (final Throwable e) {
                // Whatever it was: without this thread every decision from now on would be lost.
                complain(e);
                LockSupport.parkNanos(IDLE_NS);
            }
        } while (!isLastRound);
        writers.values().forEach(this::close);
        isEnded = true;
        answerAfterTheEnd();
    }

    private void round(final boolean isLast) {
        final int taken = drain();
        endChunks();
        tap.round(clock.millis(), lostSoFar);
        final long nowNs = System.nanoTime();
        if (nowNs - forcedNs >= FORCE_NS || isLast) {
            forcedNs = nowNs;
            noteLoss();
            if (flush(true)) {
                safeNs = nowNs;
            }
        } else if (taken == 0) {
            final boolean unused = flush(false);
            LockSupport.parkNanos(idleNs);
            idleNs = Math.min(2 * idleNs, MOST_IDLE_NS);
        }
        if (taken > 0) {
            idleNs = IDLE_NS;
        }
    }

    private void endChunks() {
        for (ChunkEnd end = ends.poll(); end != null; end = ends.poll()) {
            try {
                end.done.complete(endNow(end.tenant));
            } catch (final Throwable e) {
                complain(e);
                end.done.completeExceptionally(e);
            }
        }
    }

    private long endNow(final int tenant) throws IOException {
        for (final DecisionRecorder recorder : recorders) {
            // As much as was there, not what comes meanwhile.
            for (long left = recorder.ring().size(); left > 0; left -= BATCH) {
                final int unused = recorder.ring().read(handler, BATCH);
            }
        }
        final ChunkWriter writer = writer(tenant);
        writer.close();
        return writer.endedNumber();
    }

    private int drain() {
        int taken = 0;
        for (final DecisionRecorder recorder : recorders) {
            taken += recorder.ring().read(handler, BATCH);
            while (isClosing && recorder.ring().size() > 0) {
                taken += recorder.ring().read(handler, BATCH);
            }
        }
        return taken;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer; the others only read
    private void take(final int type, final MutableDirectBuffer buffer, final int index, final int length) {
        try {
            view.wrap(buffer, index, length);
            final ReadableSet set = segments.get(new ServedSet(view.tenant(), view.setVersion()));
            writer(view.tenant()).decision(view, set, clock.millis());
            written++;
        } catch (final Throwable e) {
            // An error, too, costs this one decision only, and is counted.
            unwritten++;
            complain(e);
        }
        try {
            tap.decided(view);
        } catch (final Throwable e) {
            // It is in the log, whoever sees it.
            complain(e);
        }
    }

    private ChunkWriter writer(final int tenant) throws IOException {
        ChunkWriter writer = writers.get(tenant);
        if (writer == null) {
            writer = new ChunkWriter(directoryOf.apply(tenant), settings, claims);
            writers.put(tenant, writer);
        }
        return writer;
    }

    private void noteLoss() {
        final long lost = lost();
        if (lost == lostNoted) {
            return;
        }
        LOG.warn("event=decisions_lost count={} total={}", lost - lostNoted, lost);
        // Which tenants' decisions they were nobody knows, so each one's log says that some are missing.
        for (final ChunkWriter writer : writers.values()) {
            try {
                writer.lost(lost - lostNoted, clock.millis());
            } catch (final Throwable e) {
                // The writer keeps the count, and the other tenants' logs are told.
                complain(e);
            }
        }
        lostNoted = lost;
    }

    private boolean flush(final boolean force) {
        boolean isFlushed = true;
        for (final ChunkWriter writer : writers.values()) {
            try {
                writer.flush(force);
            } catch (final Throwable e) {
                // The next flush goes on where this one stopped; the other tenants' chunks are flushed all the same.
                isFlushed = false;
                complain(e);
            }
        }
        return isFlushed;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer; the others only read
    private void close(final ChunkWriter writer) {
        try {
            writer.close();
        } catch (final Throwable e) {
            complain(e);
            unwritten += writer.batched();
            written -= writer.batched();
        }
    }

    // A full disk fails every write; it is said once until something else goes wrong. Where in here that was tells
    // nobody anything.
    private void complain(final Throwable e) {
        final Throwable last = lastFailure;
        if (last == null || !last.toString().equals(e.toString())) {
            if (e instanceof IOException || e instanceof StoreException) {
                LOG.error("event=decision_log_failed reason=\"{}\"", e.toString());
            } else {
                LOG.error("event=decision_log_failed", e);
            }
            lastFailure = e;
        }
    }

    /** Two tenants may give their sets one name. */
    private record ServedSet(int tenant, String version) {}
}
