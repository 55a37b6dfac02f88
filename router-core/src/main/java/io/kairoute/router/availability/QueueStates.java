package io.kairoute.router.availability;

import io.kairoute.router.Limits;
import io.kairoute.router.live.QueueState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The newest reported state of every queue of one tenant, off the heap.
 *
 * <p>Single writer: the control thread; any thread may read. Each queue has a slot of its own cache line, of five longs:
 *
 * <pre>
 *  +-----------+-----------+-----------------+------------------+-----------+
 *  |  version  |    at     |  expected wait  |  depth / agents  |   owner   |
 *  +-----------+-----------+-----------------+------------------+-----------+
 * </pre>
 *
 * <p>Slots are made when they are needed, a page of them at a time, and are freed when no table names the queue any more
 * ({@link #retain}). A reader may still hold a snapshot that knows the queue which had a slot before. So a slot's number tells how
 * often the slot was given away, and the state in it tells the number that it was written for: that reader is told that
 * nothing is known. A number comes again after 2<sup>18</sup> owners of one slot, longer than any snapshot is read.
 *
 * <p>Assumption: one writer, and readers know a slot's number from a snapshot that was published after the slot was made.
 * Guarantee: {@link #read} gives one state of the queue that was written as a whole, or says that it could not. The writer makes the version odd, writes, and makes it even again with a release store; a reader that sees an odd
 * or a changed version tries again. Progress: a reader gives up after {@link #READ_TRIES} rounds and treats the state as
 * not known, so a writer that is held up in the middle cannot hold up routing.
 */
public final class QueueStates {
    /** Slots that there are: one for each queue of the newest table, and as many for those that only older ones name. */
    public static final int SLOTS = 2 * Limits.QUEUES;

    private static final int PAGE_SLOTS = 64;
    private static final int SLOT_LENGTH = 64;
    private static final int VERSION_OFFSET = 0;
    private static final int AT_OFFSET = VERSION_OFFSET + Long.BYTES;
    private static final int WAIT_OFFSET = AT_OFFSET + Long.BYTES;
    private static final int COUNTS_OFFSET = WAIT_OFFSET + Long.BYTES;
    private static final int OWNER_OFFSET = COUNTS_OFFSET + Long.BYTES;
    private static final int READ_TRIES = 8;

    /** No slot: nothing was ever reported of the queue. */
    public static final int NO_SLOT = -1;

    private final UnsafeBuffer[] pages = new UnsafeBuffer[SLOTS / PAGE_SLOTS];
    private final Map<String, Integer> slotByQueue = new HashMap<>();
    // The numbers that freed slots have next, the one that was freed first in front.
    private final Deque<Integer> freed = new ArrayDeque<>();
    private int made;

    /** Makes a table of states; it takes room as queues come. */
    public QueueStates() {}

    /** The states that one decision looked at, each in the slot of its place among them; nobody writes them any more. */
    public static QueueStates copyOf(final StatesRead read) {
        final QueueStates copy = new QueueStates();
        copy.pages[0] = new UnsafeBuffer(new byte[StatesRead.MOST * SLOT_LENGTH]);
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
        final int slot = newSlot();
        if (slot != NO_SLOT) {
            slotByQueue.put(queue, slot);
        }
        return slot;
    }

    private int newSlot() {
        final Integer again = freed.poll();
        if (again != null) {
            return again;
        }
        if (made == SLOTS) {
            return NO_SLOT;
        }
        if (made % PAGE_SLOTS == 0) {
            pages[made / PAGE_SLOTS] = new UnsafeBuffer(
                    BufferUtil.allocateDirectAligned(PAGE_SLOTS * SLOT_LENGTH, BitUtil.CACHE_LINE_LENGTH));
        }
        return made++;
    }

    /** Frees the slots of all queues but these; control thread only. */
    public void retain(final Set<String> queues) {
        slotByQueue.entrySet().removeIf(held -> {
            final boolean isFreed = !queues.contains(held.getKey());
            if (isFreed) {
                freed.add((held.getValue() + SLOTS) & Integer.MAX_VALUE);
            }
            return isFreed;
        });
    }

    /** Whether a queue has a slot; control thread only. */
    public boolean knows(final String queue) {
        return slotByQueue.containsKey(queue);
    }

    /** Whether a state of a later time is known of the same queue; control thread only. */
    public boolean hasNewer(final QueueState state) {
        final Integer slot = slotByQueue.get(state.queue());
        final Copy known = new Copy();
        return slot != null && read(slot, known) && known.atMs() > state.atMs();
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
        final UnsafeBuffer slots = page(slot);
        final int offset = offset(slot);
        final long version = slots.getLong(offset + VERSION_OFFSET);
        slots.putLongVolatile(offset + VERSION_OFFSET, version + 1);
        slots.putLongOrdered(offset + AT_OFFSET, atMs);
        slots.putLongOrdered(offset + WAIT_OFFSET, expectedWaitMs);
        slots.putLongOrdered(offset + COUNTS_OFFSET, ((long) depth << Integer.SIZE) | (available & 0xFFFF_FFFFL));
        slots.putLongOrdered(offset + OWNER_OFFSET, slot);
        // Happens before every acquire read of this version in read().
        slots.putLongOrdered(offset + VERSION_OFFSET, version + 2);
    }

    /**
     * Copies a state.
     *
     * @return false when nothing was reported of the queue that has the slot's number, or no whole state could be read
     */
    public boolean read(final int slot, final Copy into) {
        if (slot == NO_SLOT) {
            return false;
        }
        final UnsafeBuffer slots = page(slot);
        final int offset = offset(slot);
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
                final long owner = slots.getLongVolatile(offset + OWNER_OFFSET);
                if (slots.getLongVolatile(offset + VERSION_OFFSET) == version) {
                    return owner == slot;
                }
            }
        }
        return false;
    }

    private UnsafeBuffer page(final int slot) {
        return pages[(slot & SLOTS - 1) / PAGE_SLOTS];
    }

    private static int offset(final int slot) {
        return slot % PAGE_SLOTS * SLOT_LENGTH;
    }

    /** One state, copied. Thread-confined: owned by its stage. */
    public static final class Copy {
        private long atMs;
        private long expectedWaitMs;
        private int depth;
        private int available;

        /** Makes an empty copy. */
        public Copy() {}

        /** When it was so. */
        public long atMs() {
            return atMs;
        }

        /** The wait to expect, milliseconds; -1 for not known. */
        public long expectedWaitMs() {
            return expectedWaitMs;
        }

        /** Contacts waiting; -1 for not known. */
        public int depth() {
            return depth;
        }

        /** Agents free; -1 for not known. */
        public int available() {
            return available;
        }
    }
}
