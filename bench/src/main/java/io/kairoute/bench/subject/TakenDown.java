package io.kairoute.bench.subject;

import io.kairoute.router.Limits;
import io.kairoute.router.decide.Router;
import io.kairoute.router.log.DecisionRecorder;
import io.kairoute.router.snapshot.TenantDirectory;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * A router whose decisions are taken down in a ring as long as a gateway's, which another thread empties as a log does.
 *
 * <p>Thread-confined: owned by its benchmark; the other thread reads the ring.
 */
public final class TakenDown implements AutoCloseable {
    /** The ring that a gateway gives each router. */
    private static final int RING_BYTES = 8 << 20;

    private static final long NAP_NS = 50_000;

    private final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_ROOM]);
    private final DecisionRecorder recorder = new DecisionRecorder(new OneToOneRingBuffer(
            new UnsafeBuffer(ByteBuffer.allocateDirect(RING_BYTES + RingBufferDescriptor.TRAILER_LENGTH))));
    private final Router router;
    private final Thread log;
    private volatile boolean isOver;

    /** Begins to empty the ring. */
    @SuppressWarnings("ThreadStartInConstructor") // everything that it reads is there
    public TakenDown(final TenantDirectory tenants) {
        router = new Router(tenants, false, recorder);
        log = new Thread(this::empty, "log");
        log.setDaemon(true);
        log.start();
    }

    private void empty() {
        while (!isOver) {
            if (recorder.ring().read((type, buffer, index, length) -> {}) == 0) {
                LockSupport.parkNanos(NAP_NS);
            }
        }
    }

    /** Routes the contact that is current; the result is {@link Router#route}'s. */
    public int route(final Contacts contacts) {
        return router.route(
                contacts.buffer(),
                contacts.offset(),
                contacts.length(),
                Router.ANY_TENANT,
                Subject.NOW.toEpochMilli(),
                response,
                0);
    }

    /**
     * Ends.
     *
     * @throws IllegalStateException where the ring ran full, which makes records cheaper than they are
     */
    @Override
    public void close() {
        isOver = true;
        try {
            log.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (recorder.lost() > 0) {
            throw new IllegalStateException(recorder.lost() + " records found the ring full");
        }
    }
}
