package io.kairoute.gateway.control.log;

import io.kairoute.control.v1.Command;

/**
 * What follows a control log: judges each proposal in log order, and folds in what it accepts. Thread-confined: owned by the
 * control thread.
 */
public interface Fold {
    /** What a proposal comes to. */
    sealed interface Judgement {
        /**
         * It fits.
         *
         * @param command the change, with what depends on its place in the log
         * @param beside what is written or deleted together with it
         */
        record Accept(Command command, Beside beside) implements Judgement {}

        /** It does not fit, or came before. */
        record Refuse(Verdict verdict) implements Judgement {}
    }

    /**
     * Judges a proposal by the state as it is; changes nothing.
     *
     * @param number the place that its entry would have in the tenant's chain
     */
    Judgement judge(Proposal proposal, long number);

    /**
     * Folds in an entry that was accepted.
     *
     * @return false where only a newer version of Kairoute knows what it says; it is not folded in, nor is anything after it
     */
    boolean apply(ControlEntry entry);
}
