package io.kairoute.gateway.admission;

/**
 * Tells when one event loop has more to do than it can do in time.
 *
 * <p>The problem: calls are answered as they are read, so a loop has no queue whose length could be watched; what waits,
 * waits in socket buffers. What can be watched is a <em>turn</em>: all calls that one pass over the sockets brings. A long
 * turn means that calls at its end, and all that arrive meanwhile, have waited for it.
 *
 * <p>The choice follows CoDel (Nichols and Jacobson, 2012): what passes by itself is served in full, what stays is a standing
 * queue. So the share of time that goes by in long turns is averaged over {@link #MEMORY_NS}, the past weighing less and
 * less: a burst or a cold start is a turn or two, a loop that keeps up rests between its turns, and only a loop that goes
 * from one long turn into the next comes over {@link #STANDING_SHARE}. From then on a turn serves calls for the budget's
 * time and refuses the rest, which costs next to nothing, until the share has been under {@link #CALM_SHARE} for
 * {@link #CALM_NS}. So the wait of those who are served stays near twice the budget, and nearly all of the loop's time
 * still goes into answers.
 *
 * <p>Thread-confined: owned by its event loop.
 */
public final class TurnBudget {
    /** How far back the share looks: so long ago weighs 1/e of now. */
    static final long MEMORY_NS = 50_000_000;

    /** From this share of time in long turns on, a queue stands: after 115 ms without rest. */
    static final double STANDING_SHARE = 0.9;

    /** Below this share the loop has time of its own again. */
    static final double CALM_SHARE = 0.5;

    /** How long the loop must have had time of its own before the queue counts as gone; less, and it would flap. */
    static final long CALM_NS = 500_000_000;

    /** One or two long turns are a pause of the machine and what had gathered meanwhile. */
    private static final int LEAST_LONG_TURNS = 3;

    /** A single turn is a queue, too, when it was asked about so often, and not one call was slow. */
    private static final int MANY_ASKED = 16;

    private final long budgetNs;
    private boolean isTurning;
    private long turnStartNs;
    private int asked;
    private long lastEndNs;
    private double longShare;
    private int longTurns;
    private long lastBusyNs;
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
        asked = 0;
        longShare *= weightAfter(nowNs - lastEndNs);
        rest(nowNs);
        return true;
    }

    /** True when a call must be refused that now, in a turn that has begun, begins or is about to be decided. */
    public boolean isExhausted(final long nowNs) {
        asked++;
        final long elapsedNs = nowNs - turnStartNs;
        if (!isTurning || elapsedNs <= budgetNs) {
            return false;
        }
        isOverloaded |= asked > MANY_ASKED && shareAfterLong(elapsedNs) > STANDING_SHARE;
        return isOverloaded;
    }

    /** Whether a queue stands before the loop. */
    public boolean isOverloaded() {
        return isOverloaded;
    }

    /** Ends the turn. */
    public void turnEnded(final long nowNs) {
        final long elapsedNs = nowNs - turnStartNs;
        isTurning = false;
        lastEndNs = nowNs;
        if (elapsedNs <= budgetNs) {
            longShare *= weightAfter(elapsedNs);
            rest(nowNs);
            return;
        }
        longShare = shareAfterLong(elapsedNs);
        longTurns++;
        isOverloaded |= longTurns >= LEAST_LONG_TURNS && longShare > STANDING_SHARE;
        if (longShare >= CALM_SHARE) {
            lastBusyNs = nowNs;
        }
    }

    private void rest(final long nowNs) {
        if (longShare >= CALM_SHARE) {
            lastBusyNs = nowNs;
            return;
        }
        longTurns = 0;
        if (nowNs - lastBusyNs > CALM_NS) {
            isOverloaded = false;
        }
    }

    private double shareAfterLong(final long elapsedNs) {
        return 1 - (1 - longShare) * weightAfter(elapsedNs);
    }

    // What the past still weighs after so long.
    private static double weightAfter(final long elapsedNs) {
        return Math.exp(-(double) elapsedNs / MEMORY_NS);
    }
}
