package io.kairoute.gateway.control.log;

/** What became of a proposal, judged in the order of the log. Everyone who folds the same log gives the same verdict. */
public sealed interface Verdict {
    /**
     * It is part of the state.
     *
     * @param entry the change as it stands in the log
     */
    record Accepted(ControlEntry entry) implements Verdict {}

    /** It does not fit the state, and changed nothing. */
    record Rejected(Rejection rejection) implements Verdict {}

    /**
     * Its request was accepted before; it changed nothing now.
     *
     * @param requestId the idempotency key of both
     */
    record Duplicate(String requestId) implements Verdict {}

    /** A newer version of Kairoute is needed to judge it, or something before it; it changed nothing. */
    record NeedsNewer() implements Verdict {}
}
