package io.kairoute.router.snapshot;

import io.kairoute.router.availability.QueueStates;
import io.kairoute.router.codec.SnapshotPieces;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.segment.SegmentView;
import java.util.List;

/**
 * One tenant's compiled revision, and the live occasions, overrides, switches and segment set that apply to it.
 * Immutable; arrays are not to be written.
 *
 * @param revision the number of the published revision, from 1
 * @param currentRevision the number of the newest revision that the node had compiled: its own, but where a pinned contact needs
 *     an older one
 * @param tzdbVersion the version of the time-zone rules that the table was compiled with
 * @param tenantId the tenant's id, UTF-8
 * @param hasher the tenant's keyed hash
 * @param segmentSetVersion the version of the segment set, UTF-8; empty without one
 * @param pieces what its answers say of it
 * @param liveNames by live occasion, its id
 * @param queueStates the newest reported states; not part of the snapshot's value, and read once per queue and decision
 * @param stateSlots by queue, where its state is found
 * @param stageTwoOffUntilMs until when stage two is off, exclusive
 * @param experimentsOffUntilMs until when experiments are off, exclusive
 * @param controlSequence the newest change of control state that it knows, for the log of decisions
 * @param kept the same state bound to the revisions that pinned contacts may still need
 */
@SuppressWarnings("ArrayRecordComponent") // compiled form: the arrays are the point, and equality is never asked
public record Snapshot(
        long revision,
        long currentRevision,
        String tzdbVersion,
        CompiledTable table,
        byte[] tenantId,
        KeyHasher hasher,
        SegmentView segments,
        byte[] segmentSetVersion,
        SnapshotPieces pieces,
        LiveTable live,
        List<String> liveNames,
        OverrideTable overrides,
        QueueStates queueStates,
        int[] stateSlots,
        long stageTwoOffUntilMs,
        long experimentsOffUntilMs,
        long controlSequence,
        Snapshot[] kept) {
    /** The same, but that decisions read these profiles and queue states. */
    public Snapshot reading(final SegmentView profiles, final QueueStates states, final int[] slots) {
        return new Snapshot(
                revision,
                currentRevision,
                tzdbVersion,
                table,
                tenantId,
                hasher,
                profiles,
                segmentSetVersion,
                pieces,
                live,
                liveNames,
                overrides,
                states,
                slots,
                stageTwoOffUntilMs,
                experimentsOffUntilMs,
                controlSequence,
                kept);
    }
}
