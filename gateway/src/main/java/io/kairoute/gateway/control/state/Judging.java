package io.kairoute.gateway.control.state;

import io.kairoute.control.v1.Command;
import io.kairoute.gateway.control.log.Beside;
import io.kairoute.gateway.control.log.Fold.Judgement;
import io.kairoute.gateway.control.log.Proposal;
import io.kairoute.gateway.control.log.Rejection;
import io.kairoute.gateway.control.log.Verdict;

/** Says what a proposal comes to. */
final class Judging {
    private Judging() {}

    /** It fits as it stands. */
    static Judgement accept(final Proposal proposal) {
        return new Judgement.Accept(proposal.command(), proposal.beside());
    }

    /** It fits, with a change that says what depends on its place in the log. */
    static Judgement accept(final Proposal proposal, final Command completed) {
        return new Judgement.Accept(completed, proposal.beside());
    }

    /** It fits, with a change and what lies beside it that say what depends on its place in the log. */
    static Judgement accept(final Command completed, final Beside beside) {
        return new Judgement.Accept(completed, beside);
    }

    /** It does not fit. */
    static Judgement reject(final Rejection rejection) {
        return new Judgement.Refuse(new Verdict.Rejected(rejection));
    }

    /** Its request was accepted before. */
    static Judgement duplicate(final Proposal proposal) {
        return new Judgement.Refuse(new Verdict.Duplicate(proposal.command().getRequestId()));
    }

    /** Only a newer version can judge it. */
    static Judgement needsNewer() {
        return new Judgement.Refuse(new Verdict.NeedsNewer());
    }
}
