package io.kairoute.gateway.control.log;

/** Why the fold rejects a proposal. The list is closed: each is what a caller is told as the reason. */
public enum Rejection {
    /** Another revision is current than the one that the publish replaces. */
    BASE_REVISION,
    /** The draft is another than the one that was checked, approved or planned. */
    DRAFT_CHANGED,
    /** There is no draft of this id. */
    UNKNOWN_DRAFT,
    /** There is a draft of this id. */
    DRAFT_EXISTS,
    /** A tenant has as many drafts as it may have. */
    TOO_MANY_DRAFTS,
    /** A tenant's drafts hold as many bytes as they may. */
    DRAFTS_TOO_LARGE,
    /** The draft was changed since the caller saw it. */
    STALE_ETAG,
    /** An author of the draft approves it. */
    SELF_APPROVAL,
    /** The draft has fewer approvals than a publish needs. */
    APPROVAL_NEEDED,
    /** No publish is planned for the draft, or not the one that is called off. */
    NOT_SCHEDULED,
    /** The revision that is brought back was never published. */
    UNKNOWN_REVISION,
    /** There is no live occasion of this id. */
    UNKNOWN_LIVE_OCCASION,
    /** There is a live occasion of this id. */
    LIVE_OCCASION_EXISTS,
    /** The live occasion has ended. */
    ENDED,
    /** A tenant has as many live occasions as it may have. */
    TOO_MANY_LIVE_OCCASIONS,
    /** The redirect leads back to its own queue. */
    REDIRECT_CYCLE,
    /** No override holds the queue. */
    NO_OVERRIDE,
    /** There is no note of this id. */
    UNKNOWN_NOTE,
    /** There is a note of this id. */
    NOTE_EXISTS,
    /** The note has a newer version than the one that its writer saw. */
    STALE_NOTE,
    /** The note is of another kind. */
    NOTE_KIND,
    /** A tenant has as many notes as it may have. */
    TOO_MANY_NOTES,
    /** Another request had this request_id. */
    REQUEST_ID_REUSED
}
