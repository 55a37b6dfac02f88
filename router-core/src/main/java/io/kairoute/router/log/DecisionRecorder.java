package io.kairoute.router.log;

import io.kairoute.router.decide.Contact;
import io.kairoute.router.decide.DecisionSink;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;

/**
 * Writes one router's decisions into a ring buffer, from which a log takes them.
 *
 * <p>A record is put together in memory that is always in the nearest cache, and then copied in one piece: the ring's memory is
 * in none, and forty small writes there were seen to take longer than these and the copy. Single writer: the router's thread; the
 * log's thread reads the ring. Where the ring is full the record is lost, counted, and routing goes on. A call allocates nothing and
 * never waits.
 */
public final class DecisionRecorder implements DecisionSink {
    /** The type of the ring's messages. */
    public static final int MESSAGE_TYPE = 1;

    private final OneToOneRingBuffer ring;
    private final byte[] bytes = new byte[DecisionRecord.MOST_BYTES];
    private final UnsafeBuffer record = new UnsafeBuffer(bytes);
    private final MaskedCopy request = new MaskedCopy();
    private volatile long lost;

    /** Makes a recorder into a ring that nobody else writes. */
    public DecisionRecorder(final OneToOneRingBuffer ring) {
        this.ring = ring;
    }

    /** Decisions that found the ring full; any thread may read. */
    public long lost() {
        return lost;
    }

    /** The ring; only the log's thread reads it. */
    public OneToOneRingBuffer ring() {
        return ring;
    }

    @Override
    public void decided(final Contact contact, final DirectBuffer response, final int offset, final int length) {
        final int requestLength = request.measure(contact);
        int end = DecisionRecord.write(contact, requestLength, length, bytes, 0);
        end = request.write(contact, bytes, end);
        response.getBytes(offset, bytes, end, length);
        end += length;
        if (end > ring.maxMsgLength() || !ring.write(MESSAGE_TYPE, record, 0, end)) {
            countLost();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer; the others only read
    private void countLost() {
        lost++;
    }
}
