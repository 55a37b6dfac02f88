package io.kairoute.gateway.control;

import io.kairoute.router.log.DecisionRecord;

/**
 * Which snapshot of a tenant's past a logged decision was made under. Immutable.
 *
 * @param sequence the newest entry of the control log that was folded in
 * @param current the newest revision that the node had compiled, under which contacts without a pin were decided; where the node
 *     did not tell, {@link DecisionRecord#UNTOLD}, the newest one that was folded in
 * @param decided the revision that decided: the current one, or an older one that a contact was pinned to
 */
public record PastSnapshot(long sequence, long current, long decided) {
    /** The snapshot behind a decision. */
    public static PastSnapshot of(final DecisionRecord record) {
        return new PastSnapshot(record.controlSequence(), record.currentRevision(), record.revision());
    }
}
