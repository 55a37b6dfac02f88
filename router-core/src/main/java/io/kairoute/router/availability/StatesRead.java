package io.kairoute.router.availability;

import io.kairoute.router.Limits;
import java.util.Arrays;

/** The queue states that one decision looked at, in their order. Thread-confined: owned by its contact. */
public final class StatesRead {
    /** States that one decision looks at, at most. */
    public static final int MOST = Limits.OVERFLOW_MOVES + 1;

    private final int[] queues = new int[MOST];
    private final int[] depths = new int[MOST];
    private final int[] available = new int[MOST];
    private final long[] atMs = new long[MOST];
    private final long[] expectedWaitMs = new long[MOST];
    private int count;

    /** Makes an empty list. */
    public StatesRead() {}

    /** Forgets those of the decision before. */
    public void clear() {
        count = 0;
    }

    /** Adds a state that was looked at. */
    public void add(final int queue, final QueueStates.Copy state) {
        queues[count] = queue;
        depths[count] = state.depth();
        available[count] = state.available();
        atMs[count] = state.atMs();
        expectedWaitMs[count] = state.expectedWaitMs();
        count++;
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /** For a table of so many queues, by queue, where {@link QueueStates#copyOf} keeps what was looked at. */
    public int[] slots(final int tableQueues) {
        final int[] slots = new int[tableQueues];
        Arrays.fill(slots, QueueStates.NO_SLOT);
        for (int i = 0; i < count; i++) {
            slots[queues[i]] = i;
        }
        return slots;
    }

    /** The queue, by its position in the table. */
    public int queue(final int index) {
        return queues[index];
    }

    /** Contacts waiting. */
    public int depth(final int index) {
        return depths[index];
    }

    /** Agents free. */
    public int available(final int index) {
        return available[index];
    }

    /** When it was so. */
    public long atMs(final int index) {
        return atMs[index];
    }

    /** The wait to expect. */
    public long expectedWaitMs(final int index) {
        return expectedWaitMs[index];
    }
}
