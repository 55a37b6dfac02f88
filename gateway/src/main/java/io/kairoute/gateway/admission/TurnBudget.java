package io.kairoute.gateway.admission;

import java.util.function.LongSupplier;

/**
 * Tells when one event loop has more to do than it can do in time.
 *
 * <p>The problem: calls are answered as they are read, so a loop has no queue whose length could be watched; what waits,
 * waits in socket buffers. What can be watched is a <em>turn</em>: all calls that one pass over the sockets brings. A long
 * turn means that calls at its end, and all that arrive meanwhile, have waited for it.
 *
 * <p>The choice follows CoDel (Nichols and Jacobson, 2012): what passes by itself is served in full, what stays is a standing
 * queue. So the share of time that goes by in long turns is averaged over twice the budget, or near it, the past weighing less
 * and less: a burst or a cold start is a turn or two, a loop that keeps up rests between its turns, and only a loop that goes
 * from one long turn into the next comes over {@link #STANDING_SHARE}. From then on a turn serves calls for the budget's
 * time and refuses the rest, which costs next to nothing, until the share has been under {@link #CALM_SHARE} for
 * {@link #CALM_NS}. So the wait of those who are served stays near twice the budget, and nearly all of the loop's time
 * still goes into answers.
 *
 * <p>A turn also takes long when the machine runs something else. That is no queue, and to refuse a call would not end it. So a
 * turn counts as long only when more than {@link #FEW_ASKED} calls were in it, or when the loop's own thread has worked for the
 * budget. Its processor time is asked for in turns of few calls that take longer than the budget, and at the start of each turn
 * for {@link #WATCH_NS} after one: the calls of a loop that keeps up pay nothing. A first long turn therefore counts only for
 * what it works on after the budget.
 *
 * <p>Code that is not compiled yet is several times as slow, which looks like overload and passes by itself. So in its first
 * seconds, and until it was asked {@link #COLD_ASKED} times, a loop's turn may take {@link #COLD_BUDGETS} times its budget: a node that
 * stood idle for a minute meets its first rush as cold as it started.
 *
 * <p>Thread-confined: owned by its event loop.
 */
public final class TurnBudget {
    /**
     * How far back the share looks, at least and at most: so long ago weighs 1/e of now. Less, and a pause of the machine would
     * look like a queue; more, and the callers of a large budget would learn of one late.
     */
    static final long LEAST_MEMORY_NS = 20_000_000;

    static final long MOST_MEMORY_NS = 50_000_000;

    /** From this share of time in long turns on, a queue stands: after 2.3 times the memory without rest. */
    static final double STANDING_SHARE = 0.9;

    /** Below this share the loop has time of its own again. */
    static final double CALM_SHARE = 0.5;

    /** How long the loop must have had time of its own before the queue counts as gone; less, and it would flap. */
    static final long CALM_NS = 500_000_000;

    /** How long after a turn that took long the next turns are measured from their start. */
    static final long WATCH_NS = 500_000_000;
    /** How many budgets a turn may take while the loop's code is cold. */
    static final int COLD_BUDGETS = 20;

    /** How often a loop must have been asked for its code to be compiled: what is called ten thousand times is. Each call asks twice. */
    static final int COLD_ASKED = 20_000;

    /** One or two long turns are a pause of the machine and what had gathered meanwhile. */
    private static final int LEAST_LONG_TURNS = 3;

    /** A single turn is a queue, too, when it was asked about so often, and not one call was slow. */
    private static final int MANY_ASKED = 16;

    /** So few are a lone caller, who is asked about as the call begins and again before it is decided, or two. */
    static final int FEW_ASKED = 4;

    private final long warmBudgetNs;
    private final long coldNs;
    private final long memoryNs;
    private final LongSupplier workedNs;
    private long budgetNs;
    private long coldUntilNs;
    private int coldAsked;
    private boolean hasTurned;
    private boolean isWarm;
    private boolean isTurning;
    private long turnStartNs;
    private int asked;
    private boolean isMeasured;
    private long workedAtStartNs;
    private long lastSlowNs;
    private boolean isWatching;
    private long lastEndNs;
    private double longShare;
    private int longTurns;
    private long lastBusyNs;
    private boolean isOverloaded;

    /**
     * Makes a budget for turns of which the first begins when the loop's code is still cold.
     *
     * @param coldNs how long the code is cold at least; 0 for code that is warm
     * @param workedNs the processor time of the thread that asks, nanoseconds
     */
    public TurnBudget(final long budgetNs, final long coldNs, final LongSupplier workedNs) {
        this.workedNs = workedNs;
        this.warmBudgetNs = budgetNs;
        this.coldNs = coldNs;
        this.budgetNs = COLD_BUDGETS * budgetNs;
        this.memoryNs = Math.max(LEAST_MEMORY_NS, Math.min(MOST_MEMORY_NS, 2 * budgetNs));
    }

    /** True for the first call of a turn; the caller must see to it that {@link #turnEnded} is called after the last. */
    public boolean turnBegins(final long nowNs) {
        if (isTurning) {
            return false;
        }
        isTurning = true;
        turnStartNs = nowNs;
        if (!isWarm) {
            warm(nowNs);
        }
        asked = 0;
        isWatching = isWatching && nowNs - lastSlowNs < WATCH_NS;
        isMeasured = isWatching;
        if (isMeasured) {
            workedAtStartNs = workedNs.getAsLong();
        }
        longShare *= weightAfter(nowNs - lastEndNs);
        rest(nowNs);
        return true;
    }

    private void warm(final long nowNs) {
        if (!hasTurned) {
            hasTurned = true;
            coldUntilNs = nowNs + coldNs;
        }
        // Of the turns before this one.
        coldAsked += asked;
        if (nowNs - coldUntilNs >= 0 && (coldNs == 0 || coldAsked >= COLD_ASKED)) {
            isWarm = true;
            budgetNs = warmBudgetNs;
        }
    }

    /** True when a call must be refused that now, in a turn that has begun, begins or is about to be decided. */
    public boolean isExhausted(final long nowNs) {
        asked++;
        final long elapsedNs = nowNs - turnStartNs;
        if (!isTurning || elapsedNs <= budgetNs || !isQueue()) {
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
        final boolean isSlow = elapsedNs > budgetNs;
        if (isSlow) {
            isWatching = true;
            lastSlowNs = nowNs;
        }
        if (!isSlow || !isQueue()) {
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

    /** Whether a turn that takes long does so for its calls, and not for what else the machine runs. */
    private boolean isQueue() {
        return asked > FEW_ASKED || hasWorkedForBudget();
    }

    /** Whether the loop itself worked for the budget in this turn, as far as that was measured. */
    private boolean hasWorkedForBudget() {
        final long nowWorkedNs = workedNs.getAsLong();
        if (!isMeasured) {
            isMeasured = true;
            workedAtStartNs = nowWorkedNs;
        }
        return nowWorkedNs - workedAtStartNs > budgetNs;
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
    private double weightAfter(final long elapsedNs) {
        return Math.exp(-(double) elapsedNs / memoryNs);
    }
}
