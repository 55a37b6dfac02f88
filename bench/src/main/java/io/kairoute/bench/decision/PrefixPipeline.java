package io.kairoute.bench.decision;

import io.kairoute.bench.subject.Contacts;
import io.kairoute.bench.subject.Subject;
import io.kairoute.router.Limits;
import io.kairoute.router.availability.AvailabilityStage;
import io.kairoute.router.codec.DecisionId;
import io.kairoute.router.codec.RouteRequestFlyweight;
import io.kairoute.router.codec.RouteResponseFlyweight;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.TreatmentFields;
import io.kairoute.router.guardrail.GuardrailStage;
import io.kairoute.router.occasion.OccasionStage;
import io.kairoute.router.rule.ContactValues;
import io.kairoute.router.rule.Slot;
import io.kairoute.router.script.ScriptStage;
import io.kairoute.router.segment.SegmentStage;
import io.kairoute.router.signal.Signals;
import io.kairoute.router.snapshot.CompiledTable;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.treatment.TreatmentStage;
import io.kairoute.router.tuning.TuningStage;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The lines of {@link io.kairoute.router.Router#route}, up to one step: what a step costs is what the pipeline up to it
 * costs more than the one that ends before.
 *
 * <p>A test holds the whole of it against the router, answer for answer. Thread-confined: owned by its benchmark.
 */
final class PrefixPipeline {
    private final int last;
    private final TenantDirectory tenants;
    private final RouteRequestFlyweight request = new RouteRequestFlyweight();
    private final Signals signals = new Signals(request, false);
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
    private final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_ROOM]);

    PrefixPipeline(final Step last, final TenantDirectory tenants) {
        this.last = last.ordinal();
        this.tenants = tenants;
    }

    /** Runs the pipeline up to its last step; the result depends on what that step wrote. */
    int run(final Contacts contacts) {
        if (last < Step.WRAP.ordinal()) {
            return contacts.offset();
        }
        final int status = request.wrap(contacts.buffer(), contacts.offset(), contacts.length());
        if (last < Step.ADMIT.ordinal() || status < 0) {
            return status + request.length(RouteRequestFlyweight.PRODUCT);
        }
        final int tenant = tenants.find(
                request.bytes(),
                request.offset(RouteRequestFlyweight.TENANT_ID),
                request.length(RouteRequestFlyweight.TENANT_ID));
        final @Nullable Snapshot snapshot = tenants.holder(tenant).acquire();
        if (last < Step.SIGNALS.ordinal() || snapshot == null) {
            return tenant;
        }
        signals.read(Subject.NOW.toEpochMilli());
        treatmentStage.begin();
        decision.reset();
        decision.flags = signals.flags();
        if (last < Step.VOCABULARY.ordinal()) {
            return signals.intentBp() + signals.region().length();
        }
        return decide(snapshot, snapshot.table());
    }

    private int decide(final Snapshot snapshot, final CompiledTable table) {
        final boolean isStageTwoOff = signals.nowMs() < snapshot.stageTwoOffUntilMs();
        final boolean areExperimentsOff = signals.nowMs() < snapshot.experimentsOffUntilMs();
        segmentStage.begin(signals, snapshot.segments(), snapshot.hasher());
        table.vocabulary().resolve(signals, table.calendars(), values);
        if (last < Step.OCCASION.ordinal()) {
            return values.get(Slot.PRODUCT);
        }
        occasionStage.decide(
                signals, values, table.vocabulary(), table.calendars(), table.occasions(), snapshot.live(), decision);
        if (last < Step.SEGMENT.ordinal()) {
            return decision.occasion;
        }
        segmentStage.find(
                signals, snapshot.segments(), snapshot.hasher(), table.defaultTier(), isStageTwoOff, values, decision);
        if (last < Step.TREATMENT.ordinal()) {
            return decision.tier;
        }
        treatmentStage.base(table.rows(), table.base(), decision);
        if (!areExperimentsOff) {
            treatmentStage.experiment(signals, segmentStage.profile(), table.rows(), table.experiments(), decision);
        }
        if (last < Step.TUNING.ordinal()) {
            return (int) decision.treatment[TreatmentFields.PRIORITY];
        }
        if (!isStageTwoOff) {
            if (signals.language().length() == 0) {
                values.set(Slot.LANGUAGE, segmentStage.languageValue(snapshot.segments()));
            }
            tuningStage.tune(values, table.rows(), table.tuning(), decision);
        }
        if (last < Step.GUARDRAILS.ordinal()) {
            return (int) decision.treatment[TreatmentFields.PRIORITY];
        }
        guardrailStage.guard(
                segmentStage.profile(), snapshot.segments().protections(), table.rows(), table.guardrails(), decision);
        return last < Step.AVAILABILITY.ordinal()
                ? (int) decision.treatment[TreatmentFields.PRIORITY]
                : place(snapshot, table);
    }

    private int place(final Snapshot snapshot, final CompiledTable table) {
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
        if (last < Step.LANGUAGE.ordinal()) {
            return decision.queue;
        }
        scriptStage.choose(signals.language(), segmentStage.language(snapshot.segments()), table.scripts(), decision);
        if (last < Step.DECISION_ID.ordinal()) {
            return decision.scriptVariant;
        }
        final boolean isPinned = decision.treatment[TreatmentFields.IN_FLIGHT] == TreatmentFields.PIN;
        decisionId.make(isPinned, snapshot.revision(), snapshot.tenantId(), request, snapshot.hasher());
        if (last < Step.ANSWER.ordinal()) {
            return decisionId.length();
        }
        return answer.encode(
                decision,
                request,
                decisionId,
                snapshot.pieces(),
                table.answers(),
                segmentStage.profile().bytes(),
                segmentStage.profile().preferredAgentOffset(),
                response,
                0);
    }

    /** The last answer's bytes, from offset 0. */
    UnsafeBuffer response() {
        return response;
    }
}
