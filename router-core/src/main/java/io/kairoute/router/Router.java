package io.kairoute.router;

import io.kairoute.router.availability.AvailabilityStage;
import io.kairoute.router.availability.StatesRead;
import io.kairoute.router.codec.DecisionId;
import io.kairoute.router.codec.RouteRequestFlyweight;
import io.kairoute.router.codec.RouteResponseFlyweight;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.FallbackCause;
import io.kairoute.router.decision.Flag;
import io.kairoute.router.decision.TreatmentFields;
import io.kairoute.router.guardrail.GuardrailStage;
import io.kairoute.router.occasion.OccasionStage;
import io.kairoute.router.rule.ContactValues;
import io.kairoute.router.rule.Slot;
import io.kairoute.router.script.ScriptStage;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.SegmentStage;
import io.kairoute.router.signal.Signals;
import io.kairoute.router.snapshot.CompiledTable;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.treatment.AccountBuckets;
import io.kairoute.router.treatment.TreatmentStage;
import io.kairoute.router.tuning.TuningStage;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one contact at a time: request bytes in, response bytes out.
 *
 * <p>{@link #route} reads as the decision does: admit, then steps 1 to 7, then the answer. Thread-confined: owned by its
 * event loop. A call allocates nothing.
 */
public final class Router {
    /** A caller whose credential names no tenant: the request's tenant counts, or the default one. */
    public static final int ANY_TENANT = -1;

    private final TenantDirectory tenants;
    private final @Nullable DecisionSink sink;
    private final RouteRequestFlyweight request = new RouteRequestFlyweight();
    private final Signals signals;
    private final ContactValues values = new ContactValues();
    private final OccasionStage occasionStage = new OccasionStage();
    private final SegmentStage segmentStage = new SegmentStage();
    private final TreatmentStage treatmentStage = new TreatmentStage();
    private final TuningStage tuningStage = new TuningStage();
    private final GuardrailStage guardrailStage = new GuardrailStage();
    private final AvailabilityStage availabilityStage = new AvailabilityStage();
    private final ScriptStage scriptStage = new ScriptStage();
    private final Decision decision = new Decision();
    private final DecisionId decisionId = new DecisionId();
    private final RouteResponseFlyweight answer = new RouteResponseFlyweight();
    private @Nullable Snapshot lastSnapshot;

    /**
     * Makes a router over the tenants of this node.
     *
     * @param trustsClientTimestamps whether a request's timestamp counts as now
     */
    public Router(final TenantDirectory tenants, final boolean trustsClientTimestamps) {
        this(tenants, trustsClientTimestamps, null);
    }

    /**
     * Makes a router whose decisions are taken down.
     *
     * @param sink takes what {@link #route} and {@link #routeToDefault} decide; null for nobody
     */
    public Router(
            final TenantDirectory tenants, final boolean trustsClientTimestamps, final @Nullable DecisionSink sink) {
        this.tenants = tenants;
        this.sink = sink;
        signals = new Signals(request, trustsClientTimestamps);
    }

    /**
     * Routes one contact.
     *
     * @param bytes holds a RouteRequest message, and stays as it is until the next call; where it is an array that goes on for
     *     32 bytes behind the message, that saves a copy
     * @param offset where it starts
     * @param length its bytes, up to {@link Limits#REQUEST_BYTES}
     * @param caller the ordinal of the caller's tenant, or {@link #ANY_TENANT}
     * @param nowMs the server's clock on arrival, milliseconds since 1970
     * @param response takes a RouteResponse message; {@link Limits#RESPONSE_BYTES} free from its offset, or an array with
     *     {@link Limits#RESPONSE_ROOM}, which saves a copy
     * @param responseOffset where the message is written
     * @return the response's bytes, or a negative {@link RouteStatus}
     */
    public int route(
            final DirectBuffer bytes,
            final int offset,
            final int length,
            final int caller,
            final long nowMs,
            final MutableDirectBuffer response,
            final int responseOffset) {
        final int tenant = admit(bytes, offset, length, caller);
        if (tenant < 0) {
            return tenant;
        }
        final @Nullable Snapshot newest = tenants.holder(tenant).acquire();
        if (newest == null) {
            return RouteStatus.NO_SNAPSHOT;
        }
        final int answered = decide(newest, nowMs, response, responseOffset);
        if (sink != null && !request.isDryRun()) {
            sink.decided(this, DecisionSink.DECIDED, tenant, bytes, offset, length, response, responseOffset, answered);
        }
        return answered;
    }

    /**
     * Routes one contact under a snapshot that is given, admission apart: for one contact against a draft, for replay and
     * for simulation. Arguments and result are those of {@link #route}.
     */
    public int routeUnder(
            final Snapshot given,
            final DirectBuffer bytes,
            final int offset,
            final int length,
            final long nowMs,
            final MutableDirectBuffer response,
            final int responseOffset) {
        final int status = request.wrap(bytes, offset, length);
        return status < 0 ? status : decide(given, nowMs, response, responseOffset);
    }

    /** Whether the request of the last call asked for its whole explanation, which is made beside this path. */
    public boolean isExplainWanted() {
        return request.isExplainFull();
    }

    private int decide(
            final Snapshot newest, final long nowMs, final MutableDirectBuffer response, final int responseOffset) {
        begin(nowMs);
        final Snapshot under = pinned(newest);
        decide(under);
        return encode(under, response, responseOffset);
    }

    /**
     * Routes one contact to its tenant's default treatment, cause DEADLINE: what the server answers when its own deadline
     * ran out. Arguments and result are those of {@link #route}.
     */
    public int routeToDefault(
            final DirectBuffer bytes,
            final int offset,
            final int length,
            final int caller,
            final long nowMs,
            final MutableDirectBuffer response,
            final int responseOffset) {
        final int tenant = admit(bytes, offset, length, caller);
        if (tenant < 0) {
            return tenant;
        }
        final @Nullable Snapshot snapshot = tenants.holder(tenant).acquire();
        if (snapshot == null) {
            return RouteStatus.NO_SNAPSHOT;
        }
        begin(nowMs);
        values.reset();
        final CompiledTable table = snapshot.table();
        decision.fallBack(FallbackCause.DEADLINE);
        decision.occasion = table.occasions().defaultOccasion();
        decision.tier = table.defaultTier();
        table.rows().load(table.defaultRow(), decision.treatment);
        segmentStage.forget();
        place(snapshot, table);
        final int answered = encode(snapshot, response, responseOffset);
        if (sink != null && !request.isDryRun()) {
            sink.decided(
                    this, DecisionSink.DEADLINE, tenant, bytes, offset, length, response, responseOffset, answered);
        }
        return answered;
    }

    private int admit(final DirectBuffer bytes, final int offset, final int length, final int caller) {
        final int status = request.wrap(bytes, offset, length);
        if (status < 0) {
            return status;
        }
        final int named = tenants.find(
                request.bytes(),
                request.offset(RouteRequestFlyweight.TENANT_ID),
                request.length(RouteRequestFlyweight.TENANT_ID));
        if (caller == ANY_TENANT) {
            return named == TenantDirectory.UNKNOWN ? RouteStatus.UNKNOWN_TENANT : named;
        }
        return request.length(RouteRequestFlyweight.TENANT_ID) > 0 && named != caller
                ? RouteStatus.WRONG_TENANT
                : caller;
    }

    private void begin(final long nowMs) {
        signals.read(nowMs);
        treatmentStage.begin();
        decision.reset();
        decision.flags = signals.flags();
    }

    // A retry of a pinned contact keeps its revision while that is kept; what is live is always today's.
    private Snapshot pinned(final Snapshot newest) {
        final long revision = request.attempt() == 0 ? -1 : DecisionId.pinnedRevision(request);
        if (revision < 0 || revision == newest.revision()) {
            return newest;
        }
        for (final Snapshot kept : newest.kept()) {
            if (kept.revision() == revision) {
                return kept;
            }
        }
        decision.raise(Flag.PIN_EXPIRED);
        return newest;
    }

    private void decide(final Snapshot snapshot) {
        final CompiledTable table = snapshot.table();
        final boolean isStageTwoOff = signals.nowMs() < snapshot.stageTwoOffUntilMs();
        final boolean areExperimentsOff = signals.nowMs() < snapshot.experimentsOffUntilMs();
        raiseSwitches(isStageTwoOff, areExperimentsOff);
        segmentStage.begin(signals, snapshot.segments(), snapshot.hasher());
        table.vocabulary().resolve(signals, table.calendars(), values);

        occasionStage.decide(
                signals, values, table.vocabulary(), table.calendars(), table.occasions(), snapshot.live(), decision);
        segmentStage.find(
                signals, snapshot.segments(), snapshot.hasher(), table.defaultTier(), isStageTwoOff, values, decision);
        treatmentStage.base(table.rows(), table.base(), decision);
        if (!areExperimentsOff) {
            treatmentStage.experiment(signals, segmentStage.profile(), table.rows(), table.experiments(), decision);
        }
        if (!isStageTwoOff) {
            if (signals.language().length() == 0) {
                values.set(Slot.LANGUAGE, segmentStage.languageValue(snapshot.segments()));
            }
            tuningStage.tune(values, table.rows(), table.tuning(), decision);
        }
        guardrailStage.guard(
                segmentStage.profile(), snapshot.segments().protections(), table.rows(), table.guardrails(), decision);
        place(snapshot, table);
    }

    private void raiseSwitches(final boolean isStageTwoOff, final boolean areExperimentsOff) {
        if (isStageTwoOff) {
            decision.raise(Flag.STAGE_TWO_OFF);
        }
        if (areExperimentsOff) {
            decision.raise(Flag.EXPERIMENTS_OFF);
        }
    }

    private void place(final Snapshot snapshot, final CompiledTable table) {
        availabilityStage.place(
                signals.nowMs(),
                table.rows(),
                table.queues(),
                table.overflow(),
                table.calendars(),
                snapshot.overrides(),
                snapshot.queueStates(),
                snapshot.stateSlots(),
                decision);
        scriptStage.choose(signals.language(), segmentStage.language(snapshot.segments()), table.scripts(), decision);
    }

    private int encode(final Snapshot snapshot, final MutableDirectBuffer response, final int responseOffset) {
        lastSnapshot = snapshot;
        final boolean isPinned = decision.treatment[TreatmentFields.IN_FLIGHT] == TreatmentFields.PIN;
        decisionId.make(isPinned, snapshot.revision(), snapshot.tenantId(), request, snapshot.hasher());
        return answer.encode(
                decision,
                request,
                decisionId,
                snapshot.pieces(),
                snapshot.table().answers(),
                segmentStage.profile().bytes(),
                segmentStage.profile().preferredAgentOffset(),
                response,
                responseOffset);
    }

    /** The request behind the last decision, for those who repeat what it said; valid until the next call. */
    public RouteRequestFlyweight request() {
        return request;
    }

    /** The last decision, for those who count; valid until the next call. */
    public Decision decision() {
        return decision;
    }

    /** The id of the last decision, for those who need it as a string. */
    public String decisionId() {
        return decisionId.text();
    }

    /** The signals behind the last decision. */
    public Signals signals() {
        return signals;
    }

    /** The values that stage two saw in the last decision. */
    public ContactValues values() {
        return values;
    }

    /** The profile behind the last decision; to be read only where it has one. */
    public ProfileFlyweight profile() {
        return segmentStage.profile();
    }

    /** How many keys the last decision looked up. */
    public int lookups() {
        return segmentStage.lookups();
    }

    /** The buckets that the last decision computed of its account key. */
    public AccountBuckets accountBuckets() {
        return treatmentStage.accountBuckets();
    }

    /** The queue states that the last decision looked at. */
    public StatesRead statesRead() {
        return availabilityStage.statesRead();
    }

    /** The snapshot behind the last decision. */
    public Snapshot snapshot() {
        if (lastSnapshot == null) {
            throw new IllegalStateException("no decision was made yet");
        }
        return lastSnapshot;
    }

    /** The field number behind the last MALFORMED or LIMIT_EXCEEDED; 0 when none can be named. */
    public int faultField() {
        return request.faultField();
    }
}
