package io.kairoute.gateway.history.replay;

import io.kairoute.gateway.control.PastSnapshot;
import io.kairoute.gateway.control.SnapshotHistory;
import io.kairoute.gateway.explain.ExplainedAnswer;
import io.kairoute.router.Limits;
import io.kairoute.router.availability.QueueStates;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.compile.ReadableSet;
import io.kairoute.router.decide.AccountBuckets;
import io.kairoute.router.decide.Router;
import io.kairoute.router.live.QueueState;
import io.kairoute.router.log.DecisionRecord;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.SegmentSetHeader;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.table.TableDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Makes logged decisions again, and tells whether each comes out byte for byte as it did.
 *
 * <p>Thread-confined: owned by whoever made it.
 */
public final class DecisionReplay {
    /** What became of one decision. */
    public enum Outcome {
        /** It came out the same. */
        SAME,
        /** It came out different. */
        DIFFERENT,
        /** It came out different, since its customer was erased and what decided by the customer's hash with it. */
        ERASED
    }

    private static final String BLANK_KEY = "h:" + "0".repeat(32);
    private static final int MOST_SNAPSHOTS = 64;
    private static final long NEVER_FRESH_MS = Long.MIN_VALUE / 2;

    private final SnapshotHistory history;
    private final TenantDirectory tenants;
    private final Router trusting;
    private final Router untrusting;
    private final QueueStates states = new QueueStates();
    private final LoggedSegments segments = new LoggedSegments();
    private final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_ROOM]);
    private final Map<Key, Snapshot> snapshots = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(final Map.Entry<Key, Snapshot> eldest) {
            return size() > MOST_SNAPSHOTS;
        }
    };
    private final ProfileFlyweight profile = new ProfileFlyweight();
    private Router last;
    private int responseLength;

    /** What a snapshot of the past is known by. */
    private record Key(PastSnapshot past, @Nullable SegmentSetHeader set) {}

    /** Makes a replay of one tenant. */
    public DecisionReplay(final String tenant, final SnapshotHistory history) {
        this.history = history;
        tenants = new TenantDirectory(List.of(tenant));
        trusting = new Router(tenants, true);
        untrusting = new Router(tenants, false);
        last = trusting;
    }

    /**
     * Makes one decision again.
     *
     * @param set what the profile's ordinals mean; null where no set was open
     */
    public Outcome replay(final DecisionRecord record, final @Nullable SegmentSetHeader set) {
        final Snapshot snapshot = snapshots.computeIfAbsent(
                new Key(PastSnapshot.of(record), set),
                key -> history.at(key.past(), set == null ? null : new ReadableSet(segments, set), states));
        final TableDefinition table = history.revision(record.revision()).definition();
        report(record, table, true);
        segments.take(record);
        last = record.trustsTimestamps() ? trusting : untrusting;
        responseLength = routed(record, last, snapshot);
        report(record, table, false);
        if (isSame(record)) {
            return Outcome.SAME;
        }
        return isErased(record) ? Outcome.ERASED : Outcome.DIFFERENT;
    }

    private int routed(final DecisionRecord record, final Router router, final Snapshot snapshot) {
        if (record.isDeadline()) {
            tenants.holder(0).publish(snapshot);
            return router.routeToDefault(
                    record.buffer(),
                    record.requestOffset(),
                    record.requestLength(),
                    Router.ANY_TENANT,
                    record.nowMs(),
                    response,
                    0);
        }
        giveBack(record, router);
        return router.routeUnder(
                snapshot, record.buffer(), record.requestOffset(), record.requestLength(), record.nowMs(), response, 0);
    }

    /** Gives a router the buckets that a logged decision computed of an account key, which the log does not hold. */
    static void giveBack(final DecisionRecord record, final Router router) {
        final AccountBuckets buckets = router.contact().accountBuckets;
        buckets.giveBack();
        for (int i = 0; i < record.accountBuckets(); i++) {
            buckets.give(record.accountSeed(i), record.accountBucket(i));
        }
    }

    /**
     * Decides for another contact of a logged one's customer, at its time and with what was live and reported then.
     *
     * @param set what the profile's ordinals mean; null where no set was open
     * @param contact a RouteRequest message with the keys of the logged one
     * @param table what decides
     * @return the answer's bytes, or a negative {@link io.kairoute.router.RouteStatus}
     */
    public int attempt(
            final DecisionRecord record,
            final @Nullable SegmentSetHeader set,
            final byte[] contact,
            final CompiledRevision table) {
        final Snapshot snapshot = history.at(
                record.controlSequence(), table, set == null ? null : new ReadableSet(segments, set), states);
        final TableDefinition then = history.revision(record.revision()).definition();
        report(record, then, true);
        segments.take(record);
        last = untrusting;
        giveBack(record, untrusting);
        responseLength = untrusting.routeUnder(
                snapshot, new UnsafeBuffer(contact), 0, contact.length, record.nowMs(), response, 0);
        report(record, then, false);
        return responseLength;
    }

    /** The field of the last contact that was at fault. */
    public int faultField() {
        return last.contact().request.faultField();
    }

    /** The last answer, as a response message; empty where there was none. */
    public byte[] answer() {
        final byte[] bytes = new byte[Math.max(0, responseLength)];
        response.getBytes(0, bytes);
        return bytes;
    }

    /**
     * The last answer with the reasons for which it came out so; empty where there was none.
     *
     * @param isRiskHidden whether it is for somebody who may not see customers' risks
     */
    public byte[] explained(final boolean isRiskHidden) {
        return responseLength <= 0 ? new byte[0] : new ExplainedAnswer(last).of(response, responseLength, isRiskHidden);
    }

    private boolean isSame(final DecisionRecord record) {
        if (responseLength != record.responseLength()) {
            return false;
        }
        for (int i = 0; i < responseLength; i++) {
            if (response.getByte(i) != record.buffer().getByte(record.responseOffset() + i)) {
                return false;
            }
        }
        return true;
    }

    // The hash of a customer who was erased is blank; an experiment that splits customers cannot split this one again.
    private boolean isErased(final DecisionRecord record) {
        if (!record.hasProfile()) {
            return hasBlankKey(record);
        }
        record.profile(profile.buffer());
        return (profile.canonicalLow() == 0 && profile.canonicalHigh() == 0) || hasBlankKey(record);
    }

    // A customer whom no set knows is erased from the log, too.
    private static boolean hasBlankKey(final DecisionRecord record) {
        return record.buffer()
                .getStringWithoutLengthAscii(record.requestOffset(), record.requestLength())
                .contains(BLANK_KEY);
    }

    // The states that were looked at hold for this one decision, and never count again after it.
    private void report(final DecisionRecord record, final TableDefinition table, final boolean isNow) {
        for (int i = 0; i < record.stateCount(); i++) {
            states.report(new QueueState(
                    table.queues().get(record.stateQueue(i)).id(),
                    isNow ? record.stateAtMs(i) : NEVER_FRESH_MS,
                    record.stateWaitMs(i),
                    record.stateDepth(i),
                    record.stateAvailable(i)));
        }
    }
}
