package io.kairoute.gateway.control;

import io.kairoute.gateway.control.state.DraftRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a publish needs of approvals. Immutable.
 *
 * @param needed how many of them; 0 for none
 */
record Approvals(int needed) {
    /** How it comes to one; who may is told by the method's rule in the proto file. */
    static final String HOW =
            "by somebody with the role approver who did not write it: kairoute table draft approve, or ApproveDraft.";

    /** How many a draft lacks. */
    int missing(final DraftRecord draft) {
        return Math.max(0, needed - draft.approvedBy().size());
    }

    /** Refuses what lacks some; a document, which is no draft, cannot have any. */
    void check(final @Nullable DraftRecord draft) {
        if (draft == null ? needed > 0 : missing(draft) > 0) {
            throw ControlRefusal.precondition(
                    "APPROVAL_NEEDED",
                    "Publishing needs a draft with " + counted(needed) + ", and "
                            + (draft == null
                                    ? "this is a document. Keep it as a draft and have that approved "
                                    : "this one has " + draft.approvedBy().size() + ". It lacks "
                                            + counted(missing(draft)) + " ")
                            + HOW);
        }
    }

    private static String counted(final int approvals) {
        return approvals == 1 ? "1 approval" : approvals + " approvals";
    }
}
