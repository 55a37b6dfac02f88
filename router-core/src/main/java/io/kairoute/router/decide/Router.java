package io.kairoute.router.decide;

import io.kairoute.router.Limits;
import io.kairoute.router.RouteStatus;
import io.kairoute.router.codec.RequestFields;
import io.kairoute.router.codec.RouteRequestFlyweight;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.FallbackCause;
import io.kairoute.router.decision.Flag;
import io.kairoute.router.snapshot.CompiledTable;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.snapshot.TenantDirectory;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one contact at a time: request bytes in, response bytes out.
 *
 * <p>{@link #route} reads as the decision does: admit, the steps in their order, the answer. Thread-confined: owned by its
 * event loop. A call allocates nothing.
 */
public final class Router {
    /** A caller whose credential names no tenant: the request's tenant counts, or the default one. */
    public static final int ANY_TENANT = -1;

    private final TenantDirectory tenants;
    private final @Nullable DecisionSink sink;
    private final Contact contact;
    private final SegmentPrefetch segmentPrefetch = new SegmentPrefetch();
    private final ValueStage valueStage = new ValueStage();
    private final OccasionStage occasionStage = new OccasionStage();
    private final SegmentStage segmentStage = new SegmentStage();
    private final BaseStage baseStage = new BaseStage();
    private final ExperimentStage experimentStage = new ExperimentStage();
    private final TuningStage tuningStage = new TuningStage();
    private final GuardrailStage guardrailStage = new GuardrailStage();
    private final AvailabilityStage availabilityStage = new AvailabilityStage();
    private final ScriptStage scriptStage = new ScriptStage();
    private final AnswerWriter answer = new AnswerWriter();
    // Why the last request was not admitted.
    private int refusal;

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
        contact = new Contact(trustsClientTimestamps);
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
        final Snapshot newest = admit(DecisionKind.DECIDED, bytes, offset, length, caller, nowMs);
        if (newest == null) {
            return refusal;
        }
        final Snapshot snapshot = pinned(newest);
        decide(snapshot);
        return tell(answer(snapshot, response, responseOffset), response, responseOffset);
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
        final Snapshot snapshot = admit(DecisionKind.DEADLINE, bytes, offset, length, caller, nowMs);
        if (snapshot == null) {
            return refusal;
        }
        decideDefault(snapshot);
        return tell(answer(snapshot, response, responseOffset), response, responseOffset);
    }

    /**
     * Routes one contact under a snapshot that is given, admission apart: for one contact against a draft, for replay and
     * for simulation. No sink hears of it. Arguments and result are those of {@link #route}.
     */
    public int routeUnder(
            final Snapshot given,
            final DirectBuffer bytes,
            final int offset,
            final int length,
            final long nowMs,
            final MutableDirectBuffer response,
            final int responseOffset) {
        final int status = contact.request.wrap(bytes, offset, length);
        if (status < 0) {
            return status;
        }
        contact.begin(DecisionKind.DECIDED, tenants.find(given.tenantId(), 0, given.tenantId().length), nowMs);
        final Snapshot snapshot = pinned(given);
        decide(snapshot);
        return answer(snapshot, response, responseOffset);
    }

    /** Reads a request and begins its decision; gives its tenant's newest snapshot, or null and {@link #refusal}. */
    private @Nullable Snapshot admit(
            final DecisionKind kind,
            final DirectBuffer bytes,
            final int offset,
            final int length,
            final int caller,
            final long nowMs) {
        final int status = contact.request.wrap(bytes, offset, length);
        final int tenant = status < 0 ? status : tenant(caller);
        if (tenant < 0) {
            refusal = tenant;
            return null;
        }
        final Snapshot newest = tenants.holder(tenant).acquire();
        if (newest == null) {
            refusal = RouteStatus.NO_SNAPSHOT;
            return null;
        }
        contact.begin(kind, tenant, nowMs);
        return newest;
    }

    /** The ordinal of the tenant that the caller may ask for, or the status of a refusal. */
    private int tenant(final int caller) {
        final RouteRequestFlyweight request = contact.request;
        final int named = tenants.find(
                request.bytes(), request.offset(RequestFields.TENANT_ID), request.length(RequestFields.TENANT_ID));
        if (caller == ANY_TENANT) {
            return named == TenantDirectory.UNKNOWN ? RouteStatus.UNKNOWN_TENANT : named;
        }
        if (!tenants.has(caller)) {
            return RouteStatus.UNKNOWN_TENANT;
        }
        return request.length(RequestFields.TENANT_ID) > 0 && named != caller ? RouteStatus.WRONG_TENANT : caller;
    }

    // A retry of a pinned contact keeps its revision while that is kept; what is live is always today's.
    private Snapshot pinned(final Snapshot newest) {
        final long revision = contact.request.attempt() == 0 ? -1 : DecisionId.pinnedRevision(contact.request);
        if (revision < 0 || revision == newest.revision()) {
            return newest;
        }
        for (final Snapshot kept : newest.kept()) {
            if (kept.revision() == revision) {
                return kept;
            }
        }
        contact.decision.raise(Flag.PIN_EXPIRED);
        return newest;
    }

    private void decide(final Snapshot snapshot) {
        contact.under(snapshot);
        segmentPrefetch.apply(contact, snapshot);
        valueStage.apply(contact, snapshot);
        occasionStage.apply(contact, snapshot);
        segmentStage.apply(contact, snapshot);
        baseStage.apply(contact, snapshot);
        experimentStage.apply(contact, snapshot);
        tuningStage.apply(contact, snapshot);
        guardrailStage.apply(contact, snapshot);
        availabilityStage.apply(contact, snapshot);
        scriptStage.apply(contact, snapshot);
    }

    private void decideDefault(final Snapshot snapshot) {
        final CompiledTable table = snapshot.table();
        final Decision decision = contact.decision;
        contact.under(snapshot);
        contact.values.reset();
        decision.fallBack(FallbackCause.DEADLINE);
        decision.occasion = table.occasions().defaultOccasion();
        decision.tier = table.defaultTier();
        table.rows().load(table.defaultRow(), decision.treatment);
        availabilityStage.apply(contact, snapshot);
        scriptStage.apply(contact, snapshot);
    }

    private int answer(final Snapshot snapshot, final MutableDirectBuffer response, final int responseOffset) {
        contact.id.make(contact, snapshot);
        return answer.write(contact, snapshot, response, responseOffset);
    }

    private int tell(final int length, final DirectBuffer response, final int responseOffset) {
        if (sink != null && !contact.request.isDryRun()) {
            sink.decided(contact, response, responseOffset, length);
        }
        return length;
    }

    /** What is known of the last contact; good until the next call. */
    public Contact contact() {
        return contact;
    }
}
