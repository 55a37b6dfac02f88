package io.kairoute.router.availability;

import io.kairoute.router.Limits;
import io.kairoute.router.live.QueueState;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The newest reported state of every queue of one tenant, off the heap.
 *
 * <p>Single writer: the control thread; any thread may read. Each queue has a slot of its own cache line:
 *
 * <pre>
 *  +----------------+----------------+----------------+----------------+
 *  |    version     |       at       | expected wait  | depth / agents |
 *  +----------------+----------------+----------------+----------------+
 * </pre>
 *
 * <p>Assumption: one writer. Guarantee: {@link #read} gives one state that was written as a whole, or says that it could
 * not. The writer makes the version odd, writes, and makes it even again with a release store; a reader that sees an odd
 * or a changed version tries again. Progress: a reader gives up after {@link #READ_TRIES} rounds and treats the state as
 * not known, so a writer that is held up in the middle cannot hold up routing.
 */
public final class QueueStates {
    private static final int SLOT_LENGTH = 64;
    private static final int VERSION_OFFSET = 0;
    private static final int AT_OFFSET = VERSION_OFFSET + Long.BYTES;
    private static final int WAIT_OFFSET = AT_OFFSET + Long.BYTES;
    private static final int COUNTS_OFFSET = WAIT_OFFSET + Long.BYTES;
    private static final int READ_TRIES = 8;

    /** No slot: nothing was ever reported of the queue. */
    public static final int NO_SLOT = -1;

    private final UnsafeBuffer slots;
    private final Map<String, Integer> slotByQueue = new LinkedHashMap<>();

    /** Makes a table of states with room for every queue. */
    public QueueStates() {
        final ByteBuffer memory =
                BufferUtil.allocateDirectAligned(Limits.QUEUES * SLOT_LENGTH, BitUtil.CACHE_LINE_LENGTH);
        slots = new UnsafeBuffer(memory);
    }

    private QueueStates(final int count) {
        slots = new UnsafeBuffer(new byte[count * SLOT_LENGTH]);
    }

    /** The states that one decision looked at, each in the slot of its place among them; nobody writes them any more. */
    public static QueueStates copyOf(final StatesRead read) {
        final QueueStates copy = new QueueStates(read.count());
        for (int i = 0; i < read.count(); i++) {
            copy.write(i, read.atMs(i), read.expectedWaitMs(i), read.depth(i), read.available(i));
        }
        return copy;
    }

    /**
     * The slot of a queue, made when it is new; control thread only.
     *
     * @return {@link #NO_SLOT} when every slot is taken
     */
    public int slot(final String queue) {
        final Integer known = slotByQueue.get(queue);
        if (known != null) {
            return known;
        }
        if (slotByQueue.size() == Limits.QUEUES) {
            return NO_SLOT;
        }
        slotByQueue.put(queue, slotByQueue.size());
        return slotByQueue.size() - 1;
    }

    /**
     * Writes a state; control thread only.
     *
     * @return whether there was a slot for it
     */
    public boolean report(final QueueState state) {
        final int slot = slot(state.queue());
        if (slot == NO_SLOT) {
            return false;
        }
        write(slot, state.atMs(), state.expectedWaitMs(), state.depth(), state.available());
        return true;
    }

    private void write(
            final int slot, final long atMs, final long expectedWaitMs, final int depth, final int available) {
        final int offset = slot * SLOT_LENGTH;
        final long version = slots.getLong(offset + VERSION_OFFSET);
        slots.putLongVolatile(offset + VERSION_OFFSET, version + 1);
        slots.putLongOrdered(offset + AT_OFFSET, atMs);
        slots.putLongOrdered(offset + WAIT_OFFSET, expectedWaitMs);
        slots.putLongOrdered(offset + COUNTS_OFFSET, ((long) depth << Integer.SIZE) | (available & 0xFFFF_FFFFL));
        // Happens before every acquire read of this version in read().
        slots.putLongOrdered(offset + VERSION_OFFSET, version + 2);
    }

    /**
     * Copies a state.
     *
     * @return false when nothing was reported, or no whole state could be read
     */
    public boolean read(final int slot, final Copy into) {
        if (slot == NO_SLOT) {
            return false;
        }
        final int offset = slot * SLOT_LENGTH;
        for (int i = 0; i < READ_TRIES; i++) {
            final long version = slots.getLongVolatile(offset + VERSION_OFFSET);
            if (version == 0) {
                return false;
            }
            if ((version & 1) == 0) {
                into.atMs = slots.getLongVolatile(offset + AT_OFFSET);
                into.expectedWaitMs = slots.getLongVolatile(offset + WAIT_OFFSET);
                final long counts = slots.getLongVolatile(offset + COUNTS_OFFSET);
                into.depth = (int) (counts >> Integer.SIZE);
                into.available = (int) counts;
                if (slots.getLongVolatile(offset + VERSION_OFFSET) == version) {
                    return true;
                }
            }
        }
        return false;
    }

    /** One state, copied. Thread-confined: owned by its stage. */
    public static final class Copy {
        /** When it was so. */
        long atMs;
        /** The wait to expect, milliseconds; -1 for not known. */
        long expectedWaitMs;
        /** Contacts waiting; -1 for not known. */
        int depth;
        /** Agents free; -1 for not known. */
        int available;

        /** Makes an empty copy. */
        public Copy() {}
    }
}
