package io.kairoute.gateway.admission;

/**
 * Tells when one event loop has more to do than it can do in time.
 *
 * <p>The problem: calls are answered as they are read, so a loop has no queue whose length could be watched; what waits,
 * waits in socket buffers. What can be watched is a <em>turn</em>: all calls that one pass over the sockets brings. A long
 * turn means that calls at its end, and all that arrive meanwhile, have waited for it.
 *
 * <p>The choice follows CoDel (Nichols and Jacobson, 2012): a long turn alone is a burst, or a cold start, and is served in
 * full; so are long turns with idle time between them, since whatever waited was served before the loop went idle. Long
 * turns one right after the other for {@link #PATIENCE_NS} are a standing queue. From then on a turn serves calls for the
 * budget's time and refuses the rest, which costs next to nothing, until no turn has been long for {@link #CALM_NS}. So the
 * wait of those who are served stays near twice the budget, and nearly all of the loop's time still goes into answers.
 *
 * <p>Thread-confined: owned by its event loop.
 */
public final class TurnBudget {
    /** How long turns must follow each other, each of them long, before calls are refused. */
    static final long PATIENCE_NS = 100_000_000;

    /** How long no turn may be long before a standing queue counts as gone; less, and load near capacity would flap. */
    static final long CALM_NS = 500_000_000;

    /** A loop with calls waiting begins its next turn sooner than this. */
    static final long IDLE_NS = 1_000_000;

    private static final int LEAST_LONG_TURNS = 3;

    /** A batch of callers comes back in a small turn and a large one, so that fewer short turns in a row say nothing. */
    private static final int SHORT_TURNS = 4;

    private final long budgetNs;
    private boolean isTurning;
    private long turnStartNs;
    private long lastEndNs;
    private long longSinceNs;
    private long lastLongNs;
    private int longTurns;
    private int shortTurns;
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
        if (nowNs - lastEndNs > IDLE_NS) {
            longTurns = 0;
        }
        if (isOverloaded && nowNs - lastLongNs > CALM_NS) {
            isOverloaded = false;
        }
        return true;
    }

    /** True when a call that begins now must be refused. */
    public boolean isExhausted(final long nowNs) {
        return isOverloaded && isTurning && nowNs - turnStartNs > budgetNs;
    }

    /** Ends the turn. */
    public void turnEnded(final long nowNs) {
        isTurning = false;
        lastEndNs = nowNs;
        if (nowNs - turnStartNs <= budgetNs) {
            if (++shortTurns >= SHORT_TURNS) {
                longTurns = 0;
            }
            return;
        }
        shortTurns = 0;
        lastLongNs = nowNs;
        if (longTurns == 0) {
            longSinceNs = turnStartNs;
        }
        longTurns++;
        isOverloaded |= longTurns >= LEAST_LONG_TURNS && nowNs - longSinceNs > PATIENCE_NS;
    }
}
