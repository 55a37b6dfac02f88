package io.kairoute.gateway.admission;

/**
 * Tells when one event loop has more to do than it can do in time.
 *
 * <p>The problem: calls are answered as they are read, so a loop has no queue whose length could be watched; what waits,
 * waits in socket buffers. What can be watched is a <em>turn</em>: all calls that one pass over the sockets brings. A long
 * turn means that calls at its end, and all that arrive meanwhile, have waited for it.
 *
 * <p>The choice follows CoDel (Nichols and Jacobson, 2012): a long turn alone is a burst, or a cold start, and is served in
 * full; so are long turns with idle time between them, since whatever waited was served before the loop went idle. Turns
 * that take {@link #LONG_FACTOR} budgets, one right after the other for {@link #PATIENCE_NS}, are a standing queue. From then
 * on a turn serves calls for the budget's time and refuses the rest, which costs next to nothing, until for
 * {@link #CALM_NS} no turn had to refuse more than a few. So the wait of those who are served stays near twice the budget, nearly all of the loop's time
 * still goes into answers, and a caller who merely keeps the loop busy is not refused.
 *
 * <p>Thread-confined: owned by its event loop.
 */
public final class TurnBudget {
    /** How many budgets a turn takes that is called long. */
    static final int LONG_FACTOR = 5;

    /** How long turns must follow each other, each of them long, before calls are refused. */
    static final long PATIENCE_NS = 100_000_000;

    /** How long no turn may have a queue before the queue counts as gone; less, and load near capacity would flap. */
    static final long CALM_NS = 500_000_000;

    /** A loop that rests between two turns for this part of the first one is idle; callers need some time to call again. */
    static final int IDLE_PART = 4;

    /** Fewer calls in one turn are no queue: a handful of callers cannot make one, however slow the machine is. */
    static final int QUEUE_CALLS = 8;

    /** So many short turns in a row show that no queue is left behind the last long one. */
    private static final int SHORT_TURNS = 4;

    private final long budgetNs;
    private boolean isTurning;
    private long turnStartNs;
    private long lastEndNs;
    private long longSinceNs;
    private long lastQueueNs;
    private int calls;
    private int refusals;
    private long lastLongNs;
    private int shortTurns;
    private boolean hasLongTurn;
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
        final long restNs = nowNs - lastEndNs;
        if (restNs > lastLongNs / IDLE_PART) {
            hasLongTurn = false;
        }
        turnStartNs = nowNs;
        calls = 0;
        refusals = 0;
        if (isOverloaded && nowNs - lastQueueNs > CALM_NS) {
            isOverloaded = false;
        }
        return true;
    }

    /** Counts a call that begins now; true when it must be refused. */
    public boolean isExhausted(final long nowNs) {
        calls++;
        if (!isOverloaded && isQueueStanding(nowNs)) {
            isOverloaded = true;
            lastQueueNs = nowNs;
        }
        if (!isOverloaded || !isTurning || nowNs - turnStartNs <= budgetNs) {
            return false;
        }
        if (++refusals == QUEUE_CALLS) {
            lastQueueNs = nowNs;
        }
        return true;
    }

    /** True in a long turn behind a long one, unless it is so much shorter that the queue is on its way out. */
    private boolean isQueueStanding(final long nowNs) {
        return hasLongTurn
                && calls >= QUEUE_CALLS
                && nowNs - longSinceNs > PATIENCE_NS
                && nowNs - turnStartNs > Math.min(lastLongNs / 2, PATIENCE_NS);
    }

    /** Ends the turn. */
    public void turnEnded(final long nowNs) {
        isTurning = false;
        lastEndNs = nowNs;
        if (calls < QUEUE_CALLS || nowNs - turnStartNs <= LONG_FACTOR * budgetNs) {
            // A batch of callers comes back in a small turn and a large one, so one small turn says nothing.
            hasLongTurn &= ++shortTurns < SHORT_TURNS;
            return;
        }
        shortTurns = 0;
        lastLongNs = nowNs - turnStartNs;
        if (!hasLongTurn) {
            hasLongTurn = true;
            longSinceNs = turnStartNs;
        }
    }
}
