package io.kairoute.router.codec;

import io.kairoute.router.Limits;
import io.kairoute.router.decision.Band;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.FallbackCause;
import io.kairoute.router.decision.Flag;
import io.kairoute.router.decision.Guardrail;
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

    /** Field of where the occasion came from. */
    public static final int OCCASION_SOURCE = 9;

    /** Field of the band. */
    public static final int BAND = 10;

    /** Field of the tier's id. */
    public static final int TIER = 11;

    /** Field of what the tier was found by. */
    public static final int SEGMENT_SOURCE = 12;

    /** Field of the table's revision. */
    static final int TABLE_REVISION = 13;

    private static final int FALLBACK = 14;
    private static final int FALLBACK_CAUSE = 15;
    private static final int ATTEMPT = 16;
    private static final int CONFIDENCE_BP = 17;

    /** Field of the segment set's version. */
    static final int SEGMENT_SET_VERSION = 18;

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
    private static final long[] CAUSE_WORDS = words(FallbackCause.values(), FALLBACK_CAUSE);
    private static final long[] FLAG_WORDS = words(Flag.values(), FLAGS);
    private static final long[] GUARDRAIL_WORDS = words(Guardrail.values(), GUARDRAILS);
    private static final long[] OFFER_WORDS = words(OFFERS.size(), OFFERS::get, OFFER);
    private static final FragmentPool WORDS = WORDS_BUILDER.build();

    private final byte[] own = new byte[Limits.RESPONSE_ROOM];

    /**
     * Writes an answer: where it is wanted if that is an array with {@link Limits#RESPONSE_ROOM} which does not hold the
     * request, else in an array of its own, from which it is copied. What counts is the buffer's room, which may be a part of
     * the array's: what is behind it is somebody else's.
     *
     * @param agent holds the preferred agent's id; read only where the decision has one
     * @param agentOffset where it starts
     * @return its bytes
     */
    public int encode(
            final Decision decision,
            final RouteRequestFlyweight request,
            final DecisionId decisionId,
            final SnapshotPieces snapshot,
            final AnswerTable answers,
            final byte[] agent,
            final int agentOffset,
            final MutableDirectBuffer buffer,
            final int offset) {
        final byte[] array = buffer.byteArray();
        final boolean hasRoom =
                array != null && array != request.bytes() && buffer.capacity() - offset >= Limits.RESPONSE_ROOM;
        final byte[] into = hasRoom ? array : own;
        final int start = hasRoom ? buffer.wrapAdjustment() + offset : 0;

        int end = ProtoWriter.head(into, start, DECISION_ID, decisionId.length());
        end = decisionId.put(into, end);
        end = echo(CONTACT_ID, request, RouteRequestFlyweight.CONTACT_ID, into, end);
        end = putTreatment(decision, answers, into, end);
        end = putReasons(decision, snapshot, answers, into, end);
        end = ProtoWriter.smallNumber(into, end, ATTEMPT, request.attempt() & 0xFFFF_FFFFL);
        end = ProtoWriter.number(into, end, CONFIDENCE_BP, decision.confidenceBp);
        end = putSegmentSet(decision, snapshot, into, end);
        end = putPlatformRef(decision, request, answers, into, end);
        end = answers.fragments().append(answers.job()[decision.occasion], into, end);
        end = putSoftTreatment(decision, answers, into, end);
        end = putPreferredAgent(decision, agent, agentOffset, into, end);
        if (decision.expectedWaitMs >= 0) {
            end = ProtoWriter.presentNumber(into, end, EXPECTED_WAIT_MS, decision.expectedWaitMs);
        }
        end = putExperiment(decision, answers, into, end);
        end = putBits(decision.flags, FLAG_WORDS, into, end);
        end = putRules(decision, answers, into, end);
        end = putBits(decision.guardrails, GUARDRAIL_WORDS, into, end);
        end = putLabels(request, into, end);

        if (!hasRoom) {
            buffer.putBytes(offset, own, 0, end);
        }
        return end - start;
    }

    private static int echo(
            final int field,
            final RouteRequestFlyweight request,
            final int requestField,
            final byte[] into,
            final int at) {
        return ProtoWriter.bytes(
                into, at, field, request.bytes(), request.offset(requestField), request.length(requestField));
    }

    private static int putTreatment(
            final Decision decision, final AnswerTable answers, final byte[] into, final int at) {
        final FragmentPool pool = answers.fragments();
        final int script = (int) decision.treatment[TreatmentFields.SCRIPT];
        int end = pool.append(answers.queue()[decision.queue], into, at);
        end = pool.append(answers.script()[script][decision.scriptVariant], into, end);
        end = ProtoWriter.smallNumber(into, end, PRIORITY, decision.treatment[TreatmentFields.PRIORITY]);
        return ProtoWriter.number(into, end, SLA_MS, decision.treatment[TreatmentFields.SLA]);
    }

    private static int putReasons(
            final Decision decision,
            final SnapshotPieces snapshot,
            final AnswerTable answers,
            final byte[] into,
            final int at) {
        final FragmentPool pool = answers.fragments();
        int end = pool.append(answers.occasion()[decision.occasion][sourceAndBand(decision)], into, at);
        end = pool.append(answers.tier()[decision.tier][decision.segmentSource().ordinal()], into, end);
        end = snapshot.fragments().append(snapshot.revision(), into, end);
        if (decision.causes != 0) {
            end = ProtoWriter.presentNumber(into, end, FALLBACK, 1);
            end = WORDS.append(CAUSE_WORDS[Integer.numberOfTrailingZeros(decision.causes)], into, end);
        }
        return end;
    }

    private static int putSegmentSet(
            final Decision decision, final SnapshotPieces snapshot, final byte[] into, final int at) {
        if (!decision.hasSegmentSet) {
            return at;
        }
        final int end = snapshot.fragments().append(snapshot.segmentSetVersion(), into, at);
        return ProtoWriter.number(into, end, SEGMENT_AGE_S, decision.segmentAgeS);
    }

    private static int putPlatformRef(
            final Decision decision,
            final RouteRequestFlyweight request,
            final AnswerTable answers,
            final byte[] into,
            final int at) {
        final int length = request.length(RouteRequestFlyweight.PLATFORM);
        if (length > 0) {
            final int platform =
                    answers.platforms().find(request.bytes(), request.offset(RouteRequestFlyweight.PLATFORM), length);
            if (platform != ByteKeyIndex.MISSING) {
                return answers.fragments().append(answers.queueRef()[decision.queue][platform], into, at);
            }
        }
        return at;
    }

    private static int putSoftTreatment(
            final Decision decision, final AnswerTable answers, final byte[] into, final int at) {
        final FragmentPool pool = answers.fragments();
        final long[] treatment = decision.treatment;
        int end = ProtoWriter.smallNumber(into, at, EFFORT, treatment[TreatmentFields.EFFORT]);
        end = pool.append(answers.ladder()[(int) treatment[TreatmentFields.LADDER]], into, end);
        end = WORDS.append(OFFER_WORDS[(int) treatment[TreatmentFields.OFFER]], into, end);
        end = pool.append(answers.message()[(int) treatment[TreatmentFields.MESSAGE]], into, end);
        return pool.append(answers.selectors()[(int) treatment[TreatmentFields.SELECTORS]], into, end);
    }

    private static int putPreferredAgent(
            final Decision decision, final byte[] agent, final int agentOffset, final byte[] into, final int at) {
        final long waitMs = decision.treatment[TreatmentFields.PREFERRED_WAIT];
        if (waitMs <= 0 || decision.preferredAgentLength == 0) {
            return at;
        }
        final int end = ProtoWriter.bytes(into, at, PREFERRED_AGENT, agent, agentOffset, decision.preferredAgentLength);
        return ProtoWriter.number(into, end, PREFERRED_WAIT_MS, waitMs);
    }

    private static int putExperiment(
            final Decision decision, final AnswerTable answers, final byte[] into, final int at) {
        if (decision.experiment == Decision.NONE) {
            return at;
        }
        final int end = answers.fragments().append(answers.experiment()[decision.experiment], into, at);
        return decision.holdout
                ? ProtoWriter.presentNumber(into, end, HOLDOUT, 1)
                : answers.fragments().append(answers.arm()[decision.experiment][decision.arm], into, end);
    }

    private static int putBits(final int bits, final long[] words, final byte[] into, final int at) {
        int end = at;
        for (int left = bits; left != 0; left &= left - 1) {
            end = WORDS.append(words[Integer.numberOfTrailingZeros(left)], into, end);
        }
        return end;
    }

    private static int putRules(final Decision decision, final AnswerTable answers, final byte[] into, final int at) {
        final FragmentPool pool = answers.fragments();
        int end = at;
        int i = 0;
        while (i < decision.signalRuleCount) {
            end = pool.append(answers.signalRule()[decision.ruleIds[i++]], into, end);
        }
        while (i < decision.ruleIdCount) {
            end = pool.append(answers.tuningRule()[decision.ruleIds[i++]], into, end);
        }
        return ProtoWriter.smallNumber(into, end, RULE_COUNT, decision.ruleCount);
    }

    private static int putLabels(final RouteRequestFlyweight request, final byte[] into, final int at) {
        int end = at;
        for (int i = 0; i < request.labelCount(); i++) {
            final int nameLength = request.labelNameLength(i);
            final int valueLength = request.labelValueLength(i);
            end = ProtoWriter.head(into, end, LABELS, entryFieldLength(nameLength) + entryFieldLength(valueLength));
            end = ProtoWriter.bytes(into, end, ENTRY_KEY, request.bytes(), request.labelNameOffset(i), nameLength);
            end = ProtoWriter.bytes(into, end, ENTRY_VALUE, request.bytes(), request.labelValueOffset(i), valueLength);
        }
        return end;
    }

    // The position of source and band among what is said of an occasion.
    private static int sourceAndBand(final Decision decision) {
        return decision.occasionSource().ordinal() * BANDS + decision.band().ordinal();
    }

    private static int entryFieldLength(final int length) {
        return length == 0 ? 0 : 1 + ProtoWriter.varintLength(length) + length;
    }

    private static long[] words(final Enum<?>[] values, final int field) {
        return words(values.length, i -> values[i].name(), field);
    }

    private static long[] words(final int count, final IntFunction<String> word, final int field) {
        final long[] fragments = new long[count];
        Arrays.setAll(fragments, i -> WORDS_BUILDER.string(field, word.apply(i)));
        return fragments;
    }
}
