package io.kairoute.gateway.history;

import io.kairoute.router.log.DecisionRecord;
import java.util.function.LongSupplier;

/** Sees each decision that a decision log takes, on the log's thread. It must neither wait nor allocate for each. */
public interface DecisionTap {
    /** Sees nothing. */
    DecisionTap NONE = new DecisionTap() {
        @Override
        public void decided(final DecisionRecord record) {
            // Nobody looks.
        }

        @Override
        public void round(final long wallMs, final LongSupplier lostSoFar) {
            // Nobody looks.
        }
    };

    /** Sees a decision; the view is good until this returns. */
    void decided(DecisionRecord record);

    /**
     * A round of the log is over, of which there are many in a second, also while nothing is decided.
     *
     * @param wallMs what the wall clock shows
     * @param lostSoFar how many decisions were lost since the start
     */
    void round(long wallMs, LongSupplier lostSoFar);
}
