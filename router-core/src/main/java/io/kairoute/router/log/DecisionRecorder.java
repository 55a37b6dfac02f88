package io.kairoute.router.log;

import io.kairoute.router.DecisionSink;
import io.kairoute.router.Limits;
import io.kairoute.router.Router;
import io.kairoute.router.availability.StatesRead;
import io.kairoute.router.codec.MaskedRequest;
import io.kairoute.router.codec.RouteRequestFlyweight;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.Flag;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.treatment.AccountBuckets;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;

/**
 * Writes one router's decisions into a ring buffer, from which a log takes them.
 *
 * <p>Single writer: the router's thread; the log's thread reads the ring. Where the ring is full the record is lost, counted,
 * and routing goes on. A call allocates nothing and never waits.
 */
public final class DecisionRecorder implements DecisionSink {
    /** The type of the ring's messages. */
    public static final int MESSAGE_TYPE = 1;

    private static final int MOST_BYTES = DecisionRecord.HEADER_LENGTH
            + Limits.STRING_BYTES
            + ProfileFlyweight.LENGTH
            + StatesRead.MOST * DecisionRecord.STATE_LENGTH
            + AccountBuckets.MOST * DecisionRecord.BUCKET_LENGTH
            + MaskedRequest.mostBytes(Limits.REQUEST_BYTES)
            + Limits.RESPONSE_BYTES;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private final OneToOneRingBuffer ring;
    private final UnsafeBuffer record = new UnsafeBuffer(new byte[MOST_BYTES]);
    private final DecisionRecord layout = new DecisionRecord();
    private final MaskedRequest masked = new MaskedRequest();
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
    public void decided(
            final Router router,
            final int kind,
            final int tenant,
            final DirectBuffer request,
            final int offset,
            final int length,
            final DirectBuffer response,
            final int responseOffset,
            final int responseLength) {
        final Snapshot snapshot = router.snapshot();
        final Decision decision = router.decision();
        final boolean hasProfile = kind == DECIDED && decision.hasProfile;
        layout.write(
                record,
                kind,
                kind == DECIDED ? router.lookups() : 0,
                result(decision, hasProfile),
                tenant,
                router.signals().nowMs(),
                snapshot);
        int end = DecisionRecord.HEADER_LENGTH;
        record.putBytes(end, snapshot.segmentSetVersion());
        end += snapshot.segmentSetVersion().length;
        if (hasProfile) {
            record.putBytes(end, router.profile().bytes());
            end += ProfileFlyweight.LENGTH;
        }
        final StatesRead states = router.statesRead();
        for (int i = 0; i < states.count(); i++) {
            putState(end, states, i);
            end += DecisionRecord.STATE_LENGTH;
        }
        final AccountBuckets buckets = router.accountBuckets();
        for (int i = 0; i < buckets.count(); i++) {
            record.putInt(end, buckets.seedHash(i), ORDER);
            record.putShort(end + Integer.BYTES, (short) buckets.bucket(i), ORDER);
            end += DecisionRecord.BUCKET_LENGTH;
        }
        final RouteRequestFlyweight read = router.request();
        final int requestLength = masked.copy(read.bytes(), read.start(), length, snapshot.hasher(), record, end);
        end += requestLength;
        record.putBytes(end, response, responseOffset, responseLength);
        end += responseLength;
        layout.writeLengths(
                record,
                decision.hasSegmentSet,
                router.signals().trustsClientTimestamps(),
                states.count(),
                buckets.count(),
                hasProfile,
                snapshot.segmentSetVersion().length,
                requestLength,
                responseLength);
        if (end > ring.maxMsgLength() || !ring.write(MESSAGE_TYPE, record, 0, end)) {
            countLost();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer; the others only read
    private void countLost() {
        lost++;
    }

    private static int result(final Decision decision, final boolean hasProfile) {
        if (hasProfile) {
            return DecisionRecord.FOUND;
        }
        return (decision.flags & Flag.SEGMENT_UNAVAILABLE.bit()) == 0
                ? DecisionRecord.NOT_FOUND
                : DecisionRecord.UNAVAILABLE;
    }

    private void putState(final int at, final StatesRead states, final int index) {
        record.putInt(at, states.queue(index), ORDER);
        record.putInt(at + Integer.BYTES, states.depth(index), ORDER);
        record.putInt(at + 2 * Integer.BYTES, states.available(index), ORDER);
        record.putLong(at + 3 * Integer.BYTES, states.atMs(index), ORDER);
        record.putLong(at + 3 * Integer.BYTES + Long.BYTES, states.expectedWaitMs(index), ORDER);
    }
}
