package io.kairoute.router.codec;

import io.kairoute.router.decision.Band;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.FallbackCause;
import io.kairoute.router.decision.Flag;
import io.kairoute.router.decision.Guardrail;
import io.kairoute.router.decision.OccasionSource;
import io.kairoute.router.decision.TreatmentFields;
import io.kairoute.router.key.ByteKeyIndex;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.agrona.MutableDirectBuffer;

/**
 * Writes one RouteResponse: ready pieces, a few numbers and what the request is owed back, in field order.
 *
 * <p>The layout is protobuf's; field numbers are those of {@code kairoute/routing/v1/routing.proto}, and a test proves
 * them equal to the generated messages. Thread-confined: owned by its router.
 */
public final class RouteResponseFlyweight {
    /** The offers as tables spell them, in the order of their values. */
    public static final List<String> OFFERS = List.of("none", "callback", "voicemail", "self_service", "message");

    private static final int DECISION_ID = 1;
    private static final int CONTACT_ID = 2;
    /** Field of the queue's id. */
    public static final int QUEUE = 3;

    /** Field of the script's id. */
    public static final int SCRIPT = 4;

    /** Field of the script's language. */
    public static final int SCRIPT_LANGUAGE = 5;

    private static final int PRIORITY = 6;
    private static final int SLA_MS = 7;

    /** Field of the occasion's id. */
    public static final int OCCASION = 8;

    private static final int OCCASION_SOURCE = 9;
    private static final int BAND = 10;

    /** Field of the tier's id. */
    public static final int TIER = 11;

    /** Field of what the tier was found by. */
    public static final int SEGMENT_SOURCE = 12;

    private static final int TABLE_REVISION = 13;
    private static final int FALLBACK = 14;
    private static final int FALLBACK_CAUSE = 15;
    private static final int ATTEMPT = 16;
    private static final int CONFIDENCE_BP = 17;
    private static final int SEGMENT_SET_VERSION = 18;
    private static final int SEGMENT_AGE_S = 19;

    /** Field of the queue's name on the platform. */
    public static final int QUEUE_REF = 20;

    /** Field of the occasion's job. */
    public static final int JOB = 21;

    private static final int EFFORT = 22;

    /** Field of a ladder's step. */
    public static final int LADDER = 23;

    private static final int OFFER = 24;

    /** Field of the message's id. */
    public static final int MESSAGE = 25;

    /** Field of a selector. */
    public static final int SELECTORS = 26;

    private static final int PREFERRED_AGENT = 27;
    private static final int PREFERRED_WAIT_MS = 28;
    private static final int EXPECTED_WAIT_MS = 29;

    /** Field of the experiment's id. */
    public static final int EXPERIMENT = 30;

    /** Field of the arm's id. */
    public static final int ARM = 31;

    private static final int HOLDOUT = 32;

    /** Field of the experiment's unit. */
    public static final int EXPERIMENT_UNIT = 33;

    private static final int FLAGS = 34;

    /** Field of a rule's id. */
    public static final int RULE_IDS = 35;

    private static final int RULE_COUNT = 36;
    private static final int GUARDRAILS = 37;
    private static final int LABELS = 38;
    private static final int ENTRY_KEY = 1;
    private static final int ENTRY_VALUE = 2;

    private static final FragmentPool.Builder WORDS_BUILDER = new FragmentPool.Builder();
    private static final int BANDS = Band.values().length;
    // By source, then by band: what always stands together is one piece.
    private static final int[] SOURCE_AND_BAND = sourceAndBand();
    private static final int[] CAUSE_WORDS = words(FallbackCause.values(), FALLBACK_CAUSE);
    private static final int[] FLAG_WORDS = words(Flag.values(), FLAGS);
    private static final int[] GUARDRAIL_WORDS = words(Guardrail.values(), GUARDRAILS);
    private static final int[] OFFER_WORDS = words(OFFERS.size(), OFFERS::get, OFFER);
    private static final FragmentPool WORDS = WORDS_BUILDER.build();

    private final ProtoWriter out = new ProtoWriter();

    /**
     * Writes an answer.
     *
     * @param agent holds the preferred agent's id; read only where the decision has one
     * @param agentOffset where it starts
     * @param segmentSetVersion UTF-8 bytes of the set's version
     * @return its bytes
     */
    public int encode(
            final Decision decision,
            final RouteRequestFlyweight request,
            final DecisionId decisionId,
            final long revision,
            final AnswerTable answers,
            final byte[] agent,
            final int agentOffset,
            final byte[] segmentSetVersion,
            final MutableDirectBuffer buffer,
            final int offset) {
        out.begin(buffer, offset);
        out.bytes(DECISION_ID, decisionId.bytes(), 0, decisionId.length());
        echo(CONTACT_ID, request, RouteRequestFlyweight.CONTACT_ID);
        putTreatment(decision, answers);
        putReasons(decision, revision, answers);
        out.number(ATTEMPT, request.attempt() & 0xFFFF_FFFFL);
        out.number(CONFIDENCE_BP, decision.confidenceBp);
        putSegmentSet(decision, segmentSetVersion);
        putPlatformRef(decision, request, answers);
        out.fragment(answers.fragments(), answers.job()[decision.occasion]);
        putSoftTreatment(decision, answers);
        putPreferredAgent(decision, agent, agentOffset);
        if (decision.expectedWaitMs >= 0) {
            out.presentNumber(EXPECTED_WAIT_MS, decision.expectedWaitMs);
        }
        putExperiment(decision, answers);
        putBits(decision.flags, FLAG_WORDS);
        putRules(decision, answers);
        putBits(decision.guardrails, GUARDRAIL_WORDS);
        putLabels(request);
        return out.end(buffer, offset);
    }

    private void echo(final int field, final RouteRequestFlyweight request, final int requestField) {
        out.bytes(field, request.bytes(), request.offset(requestField), request.length(requestField));
    }

    private void putTreatment(final Decision decision, final AnswerTable answers) {
        final FragmentPool pool = answers.fragments();
        final int script = (int) decision.treatment[TreatmentFields.SCRIPT];
        out.fragment(pool, answers.queue()[decision.queue]);
        out.fragment(pool, answers.script()[script][decision.scriptVariant]);
        out.number(PRIORITY, decision.treatment[TreatmentFields.PRIORITY]);
        out.number(SLA_MS, decision.treatment[TreatmentFields.SLA]);
    }

    private void putReasons(final Decision decision, final long revision, final AnswerTable answers) {
        out.fragment(answers.fragments(), answers.occasion()[decision.occasion]);
        out.fragment(WORDS, SOURCE_AND_BAND[decision.occasionSource.ordinal() * BANDS + decision.band.ordinal()]);
        out.fragment(answers.fragments(), answers.tier()[decision.tier][decision.segmentSource.ordinal()]);
        out.number(TABLE_REVISION, revision);
        if (decision.causes != 0) {
            out.presentNumber(FALLBACK, 1);
            out.fragment(WORDS, CAUSE_WORDS[Integer.numberOfTrailingZeros(decision.causes)]);
        }
    }

    private void putSegmentSet(final Decision decision, final byte[] segmentSetVersion) {
        if (decision.hasSegmentSet) {
            out.bytes(SEGMENT_SET_VERSION, segmentSetVersion, 0, segmentSetVersion.length);
            out.number(SEGMENT_AGE_S, decision.segmentAgeS);
        }
    }

    private void putPlatformRef(
            final Decision decision, final RouteRequestFlyweight request, final AnswerTable answers) {
        final int length = request.length(RouteRequestFlyweight.PLATFORM);
        if (length > 0) {
            final int platform =
                    answers.platforms().find(request.bytes(), request.offset(RouteRequestFlyweight.PLATFORM), length);
            if (platform != ByteKeyIndex.MISSING) {
                out.fragment(answers.fragments(), answers.queueRef()[decision.queue][platform]);
            }
        }
    }

    private void putSoftTreatment(final Decision decision, final AnswerTable answers) {
        final FragmentPool pool = answers.fragments();
        final long[] treatment = decision.treatment;
        out.number(EFFORT, treatment[TreatmentFields.EFFORT]);
        out.fragment(pool, answers.ladder()[(int) treatment[TreatmentFields.LADDER]]);
        out.fragment(WORDS, OFFER_WORDS[(int) treatment[TreatmentFields.OFFER]]);
        out.fragment(pool, answers.message()[(int) treatment[TreatmentFields.MESSAGE]]);
        out.fragment(pool, answers.selectors()[(int) treatment[TreatmentFields.SELECTORS]]);
    }

    private void putPreferredAgent(final Decision decision, final byte[] agent, final int agentOffset) {
        final long waitMs = decision.treatment[TreatmentFields.PREFERRED_WAIT];
        if (waitMs > 0 && decision.preferredAgentLength > 0) {
            out.bytes(PREFERRED_AGENT, agent, agentOffset, decision.preferredAgentLength);
            out.number(PREFERRED_WAIT_MS, waitMs);
        }
    }

    private void putExperiment(final Decision decision, final AnswerTable answers) {
        if (decision.experiment == Decision.NONE) {
            return;
        }
        out.fragment(answers.fragments(), answers.experiment()[decision.experiment]);
        if (decision.holdout) {
            out.presentNumber(HOLDOUT, 1);
        } else {
            out.fragment(answers.fragments(), answers.arm()[decision.experiment][decision.arm]);
        }
    }

    private void putBits(final int bits, final int[] words) {
        for (int left = bits; left != 0; left &= left - 1) {
            out.fragment(WORDS, words[Integer.numberOfTrailingZeros(left)]);
        }
    }

    private void putRules(final Decision decision, final AnswerTable answers) {
        for (int i = 0; i < decision.ruleIdCount; i++) {
            final int[] ids = i < decision.signalRuleCount ? answers.signalRule() : answers.tuningRule();
            out.fragment(answers.fragments(), ids[decision.ruleIds[i]]);
        }
        out.number(RULE_COUNT, decision.ruleCount);
    }

    private void putLabels(final RouteRequestFlyweight request) {
        for (int i = 0; i < request.labelCount(); i++) {
            final int nameLength = request.labelNameLength(i);
            final int valueLength = request.labelValueLength(i);
            out.tag(LABELS, ProtoReader.WIRE_BYTES);
            out.varint(entryFieldLength(nameLength) + entryFieldLength(valueLength));
            out.bytes(ENTRY_KEY, request.bytes(), request.labelNameOffset(i), nameLength);
            out.bytes(ENTRY_VALUE, request.bytes(), request.labelValueOffset(i), valueLength);
        }
    }

    private static int entryFieldLength(final int length) {
        return length == 0 ? 0 : 1 + ProtoWriter.varintLength(length) + length;
    }

    private static int[] sourceAndBand() {
        final int[] fragments = new int[OccasionSource.values().length * BANDS];
        Arrays.setAll(
                fragments,
                i -> WORDS_BUILDER.raw(new MessageBytes()
                        .string(OCCASION_SOURCE, OccasionSource.values()[i / BANDS].name())
                        .string(BAND, Band.values()[i % BANDS].name())
                        .toBytes()));
        return fragments;
    }

    private static int[] words(final Enum<?>[] values, final int field) {
        return words(values.length, i -> values[i].name(), field);
    }

    private static int[] words(final int count, final IntFunction<String> word, final int field) {
        final int[] fragments = new int[count];
        Arrays.setAll(fragments, i -> WORDS_BUILDER.string(field, word.apply(i)));
        return fragments;
    }
}
