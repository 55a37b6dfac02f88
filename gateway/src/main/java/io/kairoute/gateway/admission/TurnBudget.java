package io.kairoute.gateway.admission;

/**
 * Tells when one event loop has more to do than it can do in time.
 *
 * <p>The problem: calls are answered as they are read, so a loop has no queue whose length could be watched; what waits,
 * waits in socket buffers. What can be watched is a <em>turn</em>: all calls that one pass over the sockets brings. A long
 * turn means that calls at its end, and all that arrive meanwhile, have waited for it.
 *
 * <p>The choice follows CoDel (Nichols and Jacobson, 2012): a single long turn is a burst, or a cold start, and is served in
 * full. Turns that stay long for {@link #PATIENCE_NS} are a standing queue; from then on a turn serves calls for the budget's
 * time and refuses the rest, which costs next to nothing, until a turn ends within its budget. So the wait of those who are
 * served stays near twice the budget, and nearly all of the loop's time still goes into answers.
 *
 * <p>Thread-confined: owned by its event loop.
 */
public final class TurnBudget {
    /** How long turns must stay long before calls are refused. */
    static final long PATIENCE_NS = 100_000_000;

    private static final int LEAST_LONG_TURNS = 3;

    private final long budgetNs;
    private boolean isTurning;
    private long turnStartNs;
    private long longSinceNs;
    private int longTurns;
    private boolean isOverloaded;

    /** Makes a budget. */
    public TurnBudget(final long budgetNs) {
        this.budgetNs = budgetNs;
    }

    /** True for the first call of a turn; the caller must see to it that {@link #turnEnded} is called after the last. */
    public boolean turnBegins(final long nowNs) {
        if (isTurning) {
            return false;
        }
        isTurning = true;
        turnStartNs = nowNs;
        return true;
    }

    /** True when a call that begins now must be refused. */
    public boolean isExhausted(final long nowNs) {
        return isOverloaded && isTurning && nowNs - turnStartNs > budgetNs;
    }

    /** Ends the turn. */
    public void turnEnded(final long nowNs) {
        isTurning = false;
        if (nowNs - turnStartNs <= budgetNs) {
            longTurns = 0;
            isOverloaded = false;
            return;
        }
        if (longTurns == 0) {
            longSinceNs = turnStartNs;
        }
        longTurns++;
        isOverloaded |= longTurns >= LEAST_LONG_TURNS && nowNs - longSinceNs > PATIENCE_NS;
    }
}
