package io.kairoute.gateway.route;

import io.kairoute.gateway.identity.Caller;

/** What is known of a call once its headers are read. Immutable. */
sealed class CallStart permits PlainCall {
    /** A call without a deadline lasts as long as its caller likes; far enough away to never overflow a sum. */
    static final long NEVER_NS = Long.MAX_VALUE / 4;

    private final long arrivalNs;
    private final long deadlineNs;
    private final boolean isOwnDeadline;
    private final Caller caller;

    /**
     * Tells a call's beginning.
     *
     * @param arrivalNs when the headers were read
     * @param timeoutNs how long from then on the call may take
     * @param isOwnDeadline true when the deadline is the server's own, which ends in a decision and not in an error
     * @param caller who calls
     */
    CallStart(final long arrivalNs, final long timeoutNs, final boolean isOwnDeadline, final Caller caller) {
        this.arrivalNs = arrivalNs;
        this.deadlineNs = arrivalNs + timeoutNs;
        this.isOwnDeadline = isOwnDeadline;
        this.caller = caller;
    }

    /** The start of a call of which no more was looked at than that it came. */
    static CallStart ofNobody(final long arrivalNs, final long timeoutNs) {
        return new CallStart(arrivalNs, timeoutNs, true, Caller.NOBODY);
    }

    final long arrivalNs() {
        return arrivalNs;
    }

    /** When the call must have been answered. */
    final long deadlineNs() {
        return deadlineNs;
    }

    /** Whether the deadline has passed. */
    final boolean isOver(final long nowNs) {
        return nowNs - deadlineNs >= 0;
    }

    final boolean isOwnDeadline() {
        return isOwnDeadline;
    }

    final Caller caller() {
        return caller;
    }
}
