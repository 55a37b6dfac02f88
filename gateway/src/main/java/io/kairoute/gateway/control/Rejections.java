package io.kairoute.gateway.control;

import io.kairoute.gateway.control.log.Rejection;
import io.kairoute.gateway.control.log.Verdict;
import io.kairoute.gateway.control.state.DraftLimits;
import io.kairoute.gateway.control.state.NoteLimits;
import io.kairoute.router.Limits;

/** What a caller is told whose change the log did not accept. */
final class Rejections {
    private Rejections() {}

    /** A verdict that is neither accepted nor a duplicate, in a sentence. */
    static ControlRefusal refusal(final Verdict verdict) {
        return verdict instanceof Verdict.Rejected rejected ? refusal(rejected.rejection()) : upgradeNeeded();
    }

    private static ControlRefusal upgradeNeeded() {
        return ControlRefusal.precondition(
                "UPGRADE_NEEDED",
                "The control log holds changes of a newer version of Kairoute. This node goes on routing by what it knows, and"
                        + " takes no changes until it is upgraded.");
    }

    private static ControlRefusal refusal(final Rejection rejection) {
        final String reason = rejection.name();
        return switch (rejection) {
            case BASE_REVISION ->
                ControlRefusal.aborted(
                        reason, "Another revision was published meanwhile; compare the two before publishing again.");
            case DRAFT_CHANGED ->
                ControlRefusal.aborted(reason, "The draft changed while it was checked; look at it again.");
            case UNKNOWN_DRAFT ->
                ControlRefusal.notFound(reason, "There is no draft of this id any more; list the drafts.");
            case DRAFT_EXISTS -> ControlRefusal.exists(reason, "There is a draft of this id; update that one.");
            case TOO_MANY_DRAFTS ->
                ControlRefusal.exhausted(
                        reason, "There are " + DraftLimits.MOST + " drafts, which is the most; delete one first.");
            case DRAFTS_TOO_LARGE ->
                ControlRefusal.exhausted(
                        reason,
                        "The drafts of a tenant hold at most " + (DraftLimits.MOST_BYTES >> 20)
                                + " MiB together; delete one first.");
            case STALE_ETAG -> ControlRefusal.aborted(reason, "The draft was changed meanwhile; look at it again.");
            case SELF_APPROVAL ->
                ControlRefusal.denied(reason, "Whoever wrote a draft cannot approve it; ask somebody else.");
            case APPROVAL_NEEDED ->
                ControlRefusal.precondition(
                        reason,
                        "The draft has fewer approvals than a publish needs. It lacks one at least " + Approvals.HOW);
            case NOT_SCHEDULED ->
                ControlRefusal.precondition(reason, "This publish is not planned any more; look at the draft again.");
            case UNKNOWN_REVISION ->
                ControlRefusal.notFound(reason, "There is no such revision to bring back; list the revisions.");
            case UNKNOWN_LIVE_OCCASION -> ControlRefusal.notFound(reason, "There is no live occasion of this id.");
            case LIVE_OCCASION_EXISTS ->
                ControlRefusal.exists(reason, "There is a live occasion of this id; extend that one.");
            case ENDED ->
                ControlRefusal.precondition(reason, "This live occasion has ended already; declare a new one.");
            case TOO_MANY_LIVE_OCCASIONS ->
                ControlRefusal.exhausted(
                        reason,
                        "There are " + Limits.LIVE_OCCASIONS
                                + " live occasions, which is the most; resolve one first.");
            case REDIRECT_CYCLE ->
                ControlRefusal.field(
                        "redirect_to", reason, "This redirect leads back to its own queue; break the cycle.");
            case NO_OVERRIDE -> ControlRefusal.notFound(reason, "No override holds this queue.");
            case UNKNOWN_NOTE ->
                ControlRefusal.notFound(
                        reason, "There is no note of this id; send version 0 for a new one, or list the notes.");
            case NOTE_EXISTS ->
                ControlRefusal.exists(
                        reason, "There is a note of this id; send the version that you saw for a new version of it.");
            case STALE_NOTE ->
                ControlRefusal.aborted(reason, "Somebody wrote a newer version of this note; look at it again.");
            case NOTE_KIND ->
                ControlRefusal.field("note.kind", reason, "The note is of another kind, which stays what it was.");
            case TOO_MANY_NOTES ->
                ControlRefusal.exhausted(
                        reason,
                        "The notes of a tenant have at most " + NoteLimits.MOST_VERSIONS + " versions and "
                                + (NoteLimits.MOST_BYTES >> 20) + " MiB together; keep the rest elsewhere.");
            case REQUEST_ID_REUSED -> RequestKey.reused();
        };
    }
}
