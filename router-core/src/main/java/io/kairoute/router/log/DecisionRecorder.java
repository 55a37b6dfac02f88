package io.kairoute.router.log;

import io.kairoute.router.decide.Contact;
import io.kairoute.router.decide.DecisionSink;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;

/**
 * Writes one router's decisions into a ring buffer, from which a log takes them.
 *
 * <p>A record is written once, where it stays: its length is known before, so that its place in the ring can be claimed. Single
 * writer: the router's thread; the log's thread reads the ring. Where the ring is full the record is lost, counted, and routing
 * goes on. A call allocates nothing and never waits.
 */
public final class DecisionRecorder implements DecisionSink {
    /** The type of the ring's messages. */
    public static final int MESSAGE_TYPE = 1;

    private final OneToOneRingBuffer ring;
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
        final int recordLength = DecisionRecord.lengthBesideMessages(contact) + requestLength + length;
        final int record = recordLength > ring.maxMsgLength() ? -1 : ring.tryClaim(MESSAGE_TYPE, recordLength);
        if (record < 0) {
            countLost();
            return;
        }
        final AtomicBuffer to = ring.buffer();
        int end = DecisionRecord.write(contact, requestLength, length, to, record);
        end = request.write(contact, to, end);
        to.putBytes(end, response, offset, length);
        ring.commit(record);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer; the others only read
    private void countLost() {
        lost++;
    }
}
