package io.kairoute.router.embed;

import io.kairoute.router.codec.MessageFields;
import io.kairoute.router.codec.PartFields;
import io.kairoute.router.codec.ResponseFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Where a contact goes and how it is treated: the answer of the gateway, field by field, each by its name there.
 *
 * <p>Text that does not apply is empty, a number 0. What the words mean is told in {@code routing.proto}; the trace is
 * {@link ContactRouter#explain}. Immutable.
 */
public final class RoutedContact {
    private final MessageFields answer;
    private final List<String> fallbackCauses;

    RoutedContact(final MessageFields answer, final List<String> fallbackCauses) {
        this.answer = answer;
        this.fallbackCauses = List.copyOf(fallbackCauses);
    }

    /** The same for the same contact, attempt and table. */
    public String decisionId() {
        return text(ResponseFields.DECISION_ID);
    }

    /** The host's own id of the contact. */
    public String contactId() {
        return text(ResponseFields.CONTACT_ID);
    }

    /** The queue's id. */
    public String queue() {
        return text(ResponseFields.QUEUE);
    }

    /** The script's id. */
    public String script() {
        return text(ResponseFields.SCRIPT);
    }

    /** The language of the script's variant. */
    public String scriptLanguage() {
        return text(ResponseFields.SCRIPT_LANGUAGE);
    }

    /** 0 to 100, high first. */
    public int priority() {
        return (int) number(ResponseFields.PRIORITY);
    }

    /** The service-level target, milliseconds. */
    public long slaMs() {
        return number(ResponseFields.SLA_MS);
    }

    /** The occasion's id. */
    public String occasion() {
        return text(ResponseFields.OCCASION);
    }

    /** LIVE, HINT, SIGNAL or DEFAULT. */
    public String occasionSource() {
        return text(ResponseFields.OCCASION_SOURCE);
    }

    /** CLEAR, AMBIGUOUS or NONE. */
    public String band() {
        return text(ResponseFields.BAND);
    }

    /** The tier's id. */
    public String tier() {
        return text(ResponseFields.TIER);
    }

    /** CUSTOMER, ALTERNATE, ACCOUNT, DEFAULT or CONSENT_OFF. */
    public String segmentSource() {
        return text(ResponseFields.SEGMENT_SOURCE);
    }

    /** The table that decided: {@link Published#revision}. */
    public long tableRevision() {
        return number(ResponseFields.TABLE_REVISION);
    }

    /** Whether it is not what full inputs would have given. */
    public boolean fallback() {
        return number(ResponseFields.FALLBACK) != 0;
    }

    /** The first cause; empty without fallback. */
    public String fallbackCause() {
        return text(ResponseFields.FALLBACK_CAUSE);
    }

    /** Every cause, the first one first; the gateway tells that one alone. */
    public List<String> fallbackCauses() {
        return fallbackCauses;
    }

    /** Which attempt it was, given back. */
    public long attempt() {
        return number(ResponseFields.ATTEMPT);
    }

    /** How sure the occasion is, basis points. */
    public int confidenceBp() {
        return (int) number(ResponseFields.CONFIDENCE_BP);
    }

    /** The version of the segment set that answered. */
    public String segmentSetVersion() {
        return text(ResponseFields.SEGMENT_SET_VERSION);
    }

    /** The age of its data, seconds. */
    public long segmentAgeS() {
        return number(ResponseFields.SEGMENT_AGE_S);
    }

    /** The queue's name on the platform that was asked for. */
    public String queueRef() {
        return text(ResponseFields.QUEUE_REF);
    }

    /** The occasion's job. */
    public String job() {
        return text(ResponseFields.JOB);
    }

    /** 0 to 100. */
    public int effort() {
        return (int) number(ResponseFields.EFFORT);
    }

    /** What to do as time passes, the earliest first. */
    public List<LadderStep> ladder() {
        return answer.messages(ResponseFields.LADDER).stream()
                .map(LadderStep::of)
                .toList();
    }

    /** none, callback, voicemail, self_service or message. */
    public String offer() {
        return text(ResponseFields.OFFER);
    }

    /** The id of the message to play or show. */
    public String message() {
        return text(ResponseFields.MESSAGE);
    }

    /** What the agent must have. */
    public List<Selector> selectors() {
        return answer.messages(ResponseFields.SELECTORS).stream()
                .map(Selector::of)
                .toList();
    }

    /** The agent to try first. */
    public String preferredAgent() {
        return text(ResponseFields.PREFERRED_AGENT);
    }

    /** How long to hold the contact for that agent, milliseconds. */
    public long preferredWaitMs() {
        return number(ResponseFields.PREFERRED_WAIT_MS);
    }

    /** The wait to expect in the queue, milliseconds; empty where it is not known. */
    public OptionalLong expectedWaitMs() {
        return answer.has(ResponseFields.EXPECTED_WAIT_MS)
                ? OptionalLong.of(number(ResponseFields.EXPECTED_WAIT_MS))
                : OptionalLong.empty();
    }

    /** The experiment that the contact is part of. */
    public String experiment() {
        return text(ResponseFields.EXPERIMENT);
    }

    /** The arm that was laid over. */
    public String arm() {
        return text(ResponseFields.ARM);
    }

    /** Whether the contact is in the experiment's holdout. */
    public boolean holdout() {
        return number(ResponseFields.HOLDOUT) != 0;
    }

    /** What was bucketed: customer, account or contact. */
    public String experimentUnit() {
        return text(ResponseFields.EXPERIMENT_UNIT);
    }

    /** What was odd about the inputs. */
    public List<String> flags() {
        return answer.texts(ResponseFields.FLAGS);
    }

    /** The signal rules of the occasion, then the tuning rules that changed a field; the first 32. */
    public List<String> ruleIds() {
        return answer.texts(ResponseFields.RULE_IDS);
    }

    /** How many there were. */
    public int ruleCount() {
        return (int) number(ResponseFields.RULE_COUNT);
    }

    /** The bounds that changed something. */
    public List<String> guardrails() {
        return answer.texts(ResponseFields.GUARDRAILS);
    }

    /** The contact's labels, given back. */
    public Map<String, String> labels() {
        final Map<String, String> labels = new LinkedHashMap<>();
        answer.messages(ResponseFields.LABELS)
                .forEach(label -> labels.put(label.text(PartFields.LABEL_NAME), label.text(PartFields.LABEL_VALUE)));
        return labels;
    }

    /**
     * One step of the escalation ladder. A part that is empty stays as it is.
     *
     * @param afterMs the step is taken when the contact has waited so long, milliseconds
     */
    public record LadderStep(long afterMs, String queue, OptionalInt priority, String script, String offer) {
        private static LadderStep of(final MessageFields step) {
            return new LadderStep(
                    step.number(PartFields.STEP_AFTER_MS),
                    step.text(PartFields.STEP_QUEUE),
                    step.has(PartFields.STEP_PRIORITY)
                            ? OptionalInt.of((int) step.number(PartFields.STEP_PRIORITY))
                            : OptionalInt.empty(),
                    step.text(PartFields.STEP_SCRIPT),
                    step.text(PartFields.STEP_OFFER));
        }
    }

    /**
     * One demand on the agent.
     *
     * @param op eq, ne, lt, le, gt or ge
     * @param ttlMs milliseconds in the queue after which it is dropped; 0 for never
     */
    public record Selector(String key, String op, String value, long ttlMs) {
        private static Selector of(final MessageFields selector) {
            return new Selector(
                    selector.text(PartFields.SELECTOR_KEY),
                    selector.text(PartFields.SELECTOR_OP),
                    selector.text(PartFields.SELECTOR_VALUE),
                    selector.number(PartFields.SELECTOR_TTL_MS));
        }
    }

    /** The answer as a RouteResponse message. */
    public byte[] toBytes() {
        return answer.toBytes();
    }

    @Override
    public String toString() {
        return decisionId() + ": " + occasion() + " " + band() + " -> " + queue();
    }

    private String text(final int field) {
        return answer.text(field);
    }

    private long number(final int field) {
        return answer.number(field);
    }
}
