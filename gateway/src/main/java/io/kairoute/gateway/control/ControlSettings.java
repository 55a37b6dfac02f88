package io.kairoute.gateway.control;

import io.kairoute.router.Limits;

/**
 * How a control plane is set. Immutable.
 *
 * @param approvalsNeeded how many others must approve a draft before it is published, 0 to 8
 * @param keptRevisions revisions kept compiled for pinned contacts, the current among them, 1 to 64
 */
public record ControlSettings(int approvalsNeeded, int keptRevisions) {
    /** Nobody needs to approve anything. */
    public static final ControlSettings DEFAULT = new ControlSettings(0, Limits.KEPT_REVISIONS);
}
