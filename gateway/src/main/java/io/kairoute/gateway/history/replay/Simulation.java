package io.kairoute.gateway.history.replay;

import com.google.protobuf.InvalidProtocolBufferException;
import io.kairoute.gateway.control.SnapshotHistory;
import io.kairoute.router.Limits;
import io.kairoute.router.availability.QueueStates;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.compile.ReadableSet;
import io.kairoute.router.decide.Router;
import io.kairoute.router.decision.TreatmentFields;
import io.kairoute.router.live.QueueState;
import io.kairoute.router.log.DecisionRecord;
import io.kairoute.router.segment.SegmentSetHeader;
import io.kairoute.router.snapshot.Names;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.store.StoreException;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.routing.v1.RouteResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Decides logged contacts again under another table, and adds up what would have been different.
 *
 * <p>Everything but the table is as it was: the contact, its profile, what was live, the queue states that were looked at. So
 * what comes out is the table's doing alone. Pins count for nothing here. Thread-confined: owned by whoever made it.
 */
public final class Simulation {
    private static final int MOST_SNAPSHOTS = 64;
    private static final long NEVER_FRESH_MS = Long.MIN_VALUE / 2;

    private final SnapshotHistory history;
    private final CompiledRevision table;
    private final Router trusting;
    private final Router untrusting;
    private final QueueStates states = new QueueStates();
    private final LoggedSegments segments = new LoggedSegments();
    private final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_ROOM]);
    private final SimulationReport report;
    private final Map<Key, Snapshot> snapshots = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(final Map.Entry<Key, Snapshot> eldest) {
            return size() > MOST_SNAPSHOTS;
        }
    };

    /** What a snapshot of the past is known by. */
    private record Key(long sequence, @Nullable SegmentSetHeader set) {}

    /** Makes a simulation of a table. */
    public Simulation(final String tenant, final SnapshotHistory history, final CompiledRevision table) {
        this.history = history;
        this.table = table;
        final TenantDirectory tenants = new TenantDirectory(List.of(tenant));
        trusting = new Router(tenants, true);
        untrusting = new Router(tenants, false);
        report = new SimulationReport(table.definition());
    }

    /** What was added up so far. */
    public SimulationReport report() {
        return report;
    }

    /**
     * Takes one logged decision.
     *
     * @param set what the profile's ordinals mean; null where no set was open
     */
    public void take(final DecisionRecord record, final @Nullable SegmentSetHeader set) {
        if (record.isDeadline()) {
            report.skip();
            return;
        }
        final Snapshot snapshot = snapshots.computeIfAbsent(
                new Key(record.controlSequence(), set),
                key -> history.at(key.sequence(), table, set == null ? null : new ReadableSet(segments, set), states));
        final TableDefinition then = history.revision(record.revision()).definition();
        report(record, then, true);
        segments.take(record);
        final Router router = record.trustsTimestamps() ? trusting : untrusting;
        DecisionReplay.giveBack(record, router);
        final int length = router.routeUnder(
                snapshot, record.buffer(), record.requestOffset(), record.requestLength(), record.nowMs(), response, 0);
        report(record, then, false);
        if (length < 0) {
            report.skip();
            return;
        }
        report.add(record.nowMs(), before(record), after(router));
    }

    private static SimulatedContact before(final DecisionRecord record) {
        final byte[] bytes = new byte[record.responseLength()];
        record.buffer().getBytes(record.responseOffset(), bytes);
        try {
            final RouteResponse decided = RouteResponse.parseFrom(bytes);
            return new SimulatedContact(
                    decided.getContactId(),
                    decided.getOccasion(),
                    decided.getTier(),
                    decided.getQueue(),
                    decided.getPriority(),
                    decided.getSlaMs());
        } catch (final InvalidProtocolBufferException e) {
            throw StoreException.unreadable("a logged decision cannot be read: it was written by another version", e);
        }
    }

    private SimulatedContact after(final Router router) {
        final Names names = table.table().names();
        return new SimulatedContact(
                "",
                names.occasions().get(router.contact().decision.occasion),
                names.tiers().get(router.contact().decision.tier),
                names.queues().get(router.contact().decision.queue),
                (int) router.contact().decision.treatment[TreatmentFields.PRIORITY],
                router.contact().decision.treatment[TreatmentFields.SLA]);
    }

    // The states that were looked at hold for this one decision, and never count again after it.
    private void report(final DecisionRecord record, final TableDefinition then, final boolean isNow) {
        for (int i = 0; i < record.stateCount(); i++) {
            states.report(new QueueState(
                    then.queues().get(record.stateQueue(i)).id(),
                    isNow ? record.stateAtMs(i) : NEVER_FRESH_MS,
                    record.stateWaitMs(i),
                    record.stateDepth(i),
                    record.stateAvailable(i)));
        }
    }
}
