package io.kairoute.gateway.admission;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.agrona.concurrent.NanoClock;

/**
 * The calls that an overloaded loop still decides in a turn, once the turn's refusals are on their way.
 *
 * <p>A refusal that is written behind a decision takes as long as that one does. So while a queue stands, calls are set aside
 * until the turn's refusals are written, as many of them as the loop lately had time for: twice as many after a turn that took
 * less than half of the budget for all of them, and only those that were decided after a turn that had no time for the rest.
 *
 * <p>Thread-confined: owned by its event loop. Made use of, and so allocating, under overload alone.
 *
 * @param <C> what a call is to whoever decides it
 */
public final class SetAside<C> {
    private static final int FIRST = 16;
    private static final int MOST = 4_096;

    private final Deque<C> calls = new ArrayDeque<>();
    private final long budgetNs;
    private final NanoClock clock;
    private int room = FIRST;

    /** Sets calls aside for the time that a turn may take. */
    public SetAside(final long budgetNs, final NanoClock clock) {
        this.budgetNs = budgetNs;
        this.clock = clock;
    }

    /** Sets a call aside; false when the turn has no time for one more. */
    public boolean offer(final C call) {
        return calls.size() < room && calls.add(call);
    }

    /**
     * Ends the turn.
     *
     * @param decide takes the calls for which there is time, the first of them in any case
     * @param refuse takes the rest
     */
    public void settle(final Consumer<C> decide, final Consumer<C> refuse) {
        if (calls.isEmpty()) {
            return;
        }
        final boolean isFull = calls.size() == room;
        final long startNs = clock.nanoTime();
        long tookNs = 0;
        int decided = 0;
        while (!calls.isEmpty() && (decided == 0 || tookNs <= budgetNs)) {
            decide.accept(calls.remove());
            decided++;
            tookNs = clock.nanoTime() - startNs;
        }
        if (!calls.isEmpty()) {
            room = decided;
            calls.forEach(refuse);
            calls.clear();
        } else if (isFull && tookNs <= budgetNs / 2) {
            room = Math.min(MOST, 2 * room);
        }
    }
}
