package io.kairoute.bench.decision;

import io.kairoute.bench.subject.Contacts;
import io.kairoute.bench.subject.Subject;
import io.kairoute.router.Limits;
import io.kairoute.router.codec.RequestFields;
import io.kairoute.router.codec.RouteRequestFlyweight;
import io.kairoute.router.decide.AnswerWriter;
import io.kairoute.router.decide.AvailabilityStage;
import io.kairoute.router.decide.BaseStage;
import io.kairoute.router.decide.Contact;
import io.kairoute.router.decide.DecisionKind;
import io.kairoute.router.decide.ExperimentStage;
import io.kairoute.router.decide.GuardrailStage;
import io.kairoute.router.decide.OccasionStage;
import io.kairoute.router.decide.ScriptStage;
import io.kairoute.router.decide.SegmentPrefetch;
import io.kairoute.router.decide.SegmentStage;
import io.kairoute.router.decide.TuningStage;
import io.kairoute.router.decide.ValueStage;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.TreatmentFields;
import io.kairoute.router.rule.Slot;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.snapshot.TenantDirectory;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The lines of {@link io.kairoute.router.decide.Router#route}, up to one step: what a step costs is what the pipeline up to it
 * costs more than the one that ends before.
 *
 * <p>A test holds the whole of it against the router, answer for answer. Thread-confined: owned by its benchmark.
 */
final class PrefixPipeline {
    private final int last;
    private final TenantDirectory tenants;
    private final Contact contact = new Contact(false);
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
        final RouteRequestFlyweight request = contact.request;
        final int status = request.wrap(contacts.buffer(), contacts.offset(), contacts.length());
        if (last < Step.ADMIT.ordinal() || status < 0) {
            return status + request.length(RequestFields.PRODUCT);
        }
        final int tenant = tenants.find(
                request.bytes(), request.offset(RequestFields.TENANT_ID), request.length(RequestFields.TENANT_ID));
        final @Nullable Snapshot snapshot = tenants.holder(tenant).acquire();
        if (last < Step.SIGNALS.ordinal() || snapshot == null) {
            return tenant;
        }
        contact.begin(DecisionKind.DECIDED, tenant, Subject.NOW.toEpochMilli());
        if (last < Step.VOCABULARY.ordinal()) {
            return contact.signals.intentBp() + contact.signals.region().length();
        }
        contact.under(snapshot);
        segmentPrefetch.apply(contact, snapshot);
        valueStage.apply(contact, snapshot);
        return last < Step.OCCASION.ordinal() ? contact.values.get(Slot.PRODUCT) : decide(snapshot);
    }

    private int decide(final Snapshot snapshot) {
        final Decision decision = contact.decision;
        occasionStage.apply(contact, snapshot);
        if (last < Step.SEGMENT.ordinal()) {
            return decision.occasion;
        }
        segmentStage.apply(contact, snapshot);
        if (last < Step.TREATMENT.ordinal()) {
            return decision.tier;
        }
        baseStage.apply(contact, snapshot);
        experimentStage.apply(contact, snapshot);
        if (last < Step.TUNING.ordinal()) {
            return (int) decision.treatment[TreatmentFields.PRIORITY];
        }
        tuningStage.apply(contact, snapshot);
        if (last < Step.GUARDRAILS.ordinal()) {
            return (int) decision.treatment[TreatmentFields.PRIORITY];
        }
        guardrailStage.apply(contact, snapshot);
        return last < Step.AVAILABILITY.ordinal()
                ? (int) decision.treatment[TreatmentFields.PRIORITY]
                : place(snapshot);
    }

    private int place(final Snapshot snapshot) {
        availabilityStage.apply(contact, snapshot);
        if (last < Step.LANGUAGE.ordinal()) {
            return contact.decision.queue;
        }
        scriptStage.apply(contact, snapshot);
        if (last < Step.DECISION_ID.ordinal()) {
            return contact.decision.scriptVariant;
        }
        contact.id.make(contact, snapshot);
        return last < Step.ANSWER.ordinal() ? contact.id.length() : answer.write(contact, snapshot, response, 0);
    }

    /** The last answer's bytes, from offset 0. */
    UnsafeBuffer response() {
        return response;
    }
}
