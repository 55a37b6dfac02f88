package io.kairoute.router.decide;

import io.kairoute.router.Limits;
import io.kairoute.router.codec.AnswerTable;
import io.kairoute.router.codec.PartFields;
import io.kairoute.router.codec.PiecePool;
import io.kairoute.router.codec.ProtoWriter;
import io.kairoute.router.codec.RequestFields;
import io.kairoute.router.codec.RequestLabels;
import io.kairoute.router.codec.ResponseFields;
import io.kairoute.router.codec.RouteRequestFlyweight;
import io.kairoute.router.codec.SnapshotPieces;
import io.kairoute.router.decision.Band;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.FallbackCause;
import io.kairoute.router.decision.Flag;
import io.kairoute.router.decision.Guardrail;
import io.kairoute.router.decision.Offer;
import io.kairoute.router.decision.TreatmentFields;
import io.kairoute.router.key.ByteKeyIndex;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.snapshot.Snapshot;
import java.util.Arrays;
import java.util.function.Function;
import org.agrona.MutableDirectBuffer;

/**
 * Writes one RouteResponse: ready pieces, a few numbers and what the request is owed back, in field order.
 *
 * <p>Field numbers are those of {@link ResponseFields}. Thread-confined: owned by its router.
 */
public final class AnswerWriter {
    private static final PiecePool.Builder PIECES_BUILDER = new PiecePool.Builder();
    private static final int BANDS = Band.values().length;
    private static final long[] CAUSE_PIECES = pieces(FallbackCause.values(), ResponseFields.FALLBACK_CAUSE);
    private static final long[] FLAG_PIECES = pieces(Flag.values(), ResponseFields.FLAGS);
    private static final long[] GUARDRAIL_PIECES = pieces(Guardrail.values(), ResponseFields.GUARDRAILS);
    private static final long[] OFFER_PIECES = pieces(Offer.values(), Offer::key, ResponseFields.OFFER);
    private static final PiecePool PIECES = PIECES_BUILDER.build();

    private final byte[] own = new byte[Limits.RESPONSE_ROOM];

    /**
     * Writes an answer: where it is wanted if that is an array with {@link Limits#RESPONSE_ROOM} which does not hold the
     * request, else in an array of its own, from which it is copied. What counts is the buffer's room, which may be a part of
     * the array's: what is behind it is somebody else's.
     *
     * @return its bytes
     */
    public int write(
            final Contact contact, final Snapshot snapshot, final MutableDirectBuffer buffer, final int offset) {
        final RouteRequestFlyweight request = contact.request;
        final Decision decision = contact.decision;
        final AnswerTable answers = snapshot.table().answers();
        final byte[] array = buffer.byteArray();
        final boolean hasRoom =
                array != null && array != request.bytes() && buffer.capacity() - offset >= Limits.RESPONSE_ROOM;
        final byte[] into = hasRoom ? array : own;
        final int start = hasRoom ? buffer.wrapAdjustment() + offset : 0;

        int end = ProtoWriter.head(into, start, ResponseFields.DECISION_ID, contact.id.length());
        end = contact.id.put(into, end);
        end = ProtoWriter.bytes(
                into,
                end,
                ResponseFields.CONTACT_ID,
                request.bytes(),
                request.offset(RequestFields.CONTACT_ID),
                request.length(RequestFields.CONTACT_ID));
        end = putTreatment(decision, answers, into, end);
        end = putReasons(decision, snapshot, into, end);
        end = ProtoWriter.smallNumber(into, end, ResponseFields.ATTEMPT, request.attempt() & 0xFFFF_FFFFL);
        end = ProtoWriter.number(into, end, ResponseFields.CONFIDENCE_BP, decision.confidenceBp);
        end = putSegmentSet(decision, snapshot.pieces(), into, end);
        end = putPlatformRef(contact, answers, into, end);
        end = answers.pool().append(answers.job()[decision.occasion], into, end);
        end = putSoftTreatment(decision, answers, into, end);
        end = putPreferredAgent(contact, into, end);
        if (decision.expectedWaitMs >= 0) {
            end = ProtoWriter.presentNumber(into, end, ResponseFields.EXPECTED_WAIT_MS, decision.expectedWaitMs);
        }
        end = putExperiment(decision, answers, into, end);
        end = putBits(decision.flags, FLAG_PIECES, into, end);
        end = putRules(decision, answers, into, end);
        end = putBits(decision.guardrails, GUARDRAIL_PIECES, into, end);
        end = putLabels(request, into, end);

        if (!hasRoom) {
            buffer.putBytes(offset, own, 0, end);
        }
        return end - start;
    }

    private static int putTreatment(
            final Decision decision, final AnswerTable answers, final byte[] into, final int at) {
        final PiecePool pool = answers.pool();
        final int script = (int) decision.treatment[TreatmentFields.SCRIPT];
        int end = pool.append(answers.queue()[decision.queue], into, at);
        end = pool.append(answers.script()[script][decision.scriptVariant], into, end);
        end = ProtoWriter.smallNumber(into, end, ResponseFields.PRIORITY, decision.treatment[TreatmentFields.PRIORITY]);
        return ProtoWriter.number(into, end, ResponseFields.SLA_MS, decision.treatment[TreatmentFields.SLA]);
    }

    private static int putReasons(final Decision decision, final Snapshot snapshot, final byte[] into, final int at) {
        final AnswerTable answers = snapshot.table().answers();
        final SnapshotPieces pieces = snapshot.pieces();
        final PiecePool pool = answers.pool();
        int end = pool.append(answers.occasion()[decision.occasion][sourceAndBand(decision)], into, at);
        end = pool.append(answers.tier()[decision.tier][decision.segmentSource().ordinal()], into, end);
        end = pieces.pool().append(pieces.revision(), into, end);
        if (decision.causes != 0) {
            end = ProtoWriter.presentNumber(into, end, ResponseFields.FALLBACK, 1);
            end = PIECES.append(CAUSE_PIECES[Integer.numberOfTrailingZeros(decision.causes)], into, end);
        }
        return end;
    }

    private static int putSegmentSet(
            final Decision decision, final SnapshotPieces pieces, final byte[] into, final int at) {
        if (!decision.hasSegmentSet) {
            return at;
        }
        final int end = pieces.pool().append(pieces.segmentSetVersion(), into, at);
        return ProtoWriter.number(into, end, ResponseFields.SEGMENT_AGE_S, decision.segmentAgeS);
    }

    private static int putPlatformRef(
            final Contact contact, final AnswerTable answers, final byte[] into, final int at) {
        final RouteRequestFlyweight request = contact.request;
        final int length = request.length(RequestFields.PLATFORM);
        if (length > 0) {
            final int platform =
                    answers.platforms().find(request.bytes(), request.offset(RequestFields.PLATFORM), length);
            if (platform != ByteKeyIndex.MISSING) {
                return answers.pool().append(answers.queueRef()[contact.decision.queue][platform], into, at);
            }
        }
        return at;
    }

    private static int putSoftTreatment(
            final Decision decision, final AnswerTable answers, final byte[] into, final int at) {
        final PiecePool pool = answers.pool();
        final long[] treatment = decision.treatment;
        int end = ProtoWriter.smallNumber(into, at, ResponseFields.EFFORT, treatment[TreatmentFields.EFFORT]);
        end = pool.append(answers.ladder()[(int) treatment[TreatmentFields.LADDER]], into, end);
        end = PIECES.append(OFFER_PIECES[(int) treatment[TreatmentFields.OFFER]], into, end);
        end = pool.append(answers.message()[(int) treatment[TreatmentFields.MESSAGE]], into, end);
        return pool.append(answers.selectors()[(int) treatment[TreatmentFields.SELECTORS]], into, end);
    }

    private static int putPreferredAgent(final Contact contact, final byte[] into, final int at) {
        final Decision decision = contact.decision;
        final ProfileFlyweight profile = contact.profile;
        final long waitMs = decision.treatment[TreatmentFields.PREFERRED_WAIT];
        if (waitMs <= 0 || decision.preferredAgentLength == 0) {
            return at;
        }
        final int end = ProtoWriter.bytes(
                into,
                at,
                ResponseFields.PREFERRED_AGENT,
                profile.bytes(),
                profile.preferredAgentOffset(),
                decision.preferredAgentLength);
        return ProtoWriter.number(into, end, ResponseFields.PREFERRED_WAIT_MS, waitMs);
    }

    private static int putExperiment(
            final Decision decision, final AnswerTable answers, final byte[] into, final int at) {
        if (decision.experiment == Decision.NONE) {
            return at;
        }
        final int end = answers.pool().append(answers.experiment()[decision.experiment], into, at);
        return decision.holdout
                ? ProtoWriter.presentNumber(into, end, ResponseFields.HOLDOUT, 1)
                : answers.pool().append(answers.arm()[decision.experiment][decision.arm], into, end);
    }

    private static int putBits(final int bits, final long[] pieces, final byte[] into, final int at) {
        int end = at;
        for (int left = bits; left != 0; left &= left - 1) {
            end = PIECES.append(pieces[Integer.numberOfTrailingZeros(left)], into, end);
        }
        return end;
    }

    private static int putRules(final Decision decision, final AnswerTable answers, final byte[] into, final int at) {
        final PiecePool pool = answers.pool();
        int end = at;
        int i = 0;
        while (i < decision.signalRuleCount) {
            end = pool.append(answers.signalRule()[decision.ruleIds[i++]], into, end);
        }
        while (i < decision.ruleIdCount) {
            end = pool.append(answers.tuningRule()[decision.ruleIds[i++]], into, end);
        }
        return ProtoWriter.smallNumber(into, end, ResponseFields.RULE_COUNT, decision.ruleCount);
    }

    private static int putLabels(final RouteRequestFlyweight request, final byte[] into, final int at) {
        final RequestLabels labels = request.labels();
        int end = at;
        for (int i = 0; i < labels.count(); i++) {
            final int nameLength = labels.nameLength(i);
            final int valueLength = labels.valueLength(i);
            end = ProtoWriter.head(
                    into, end, ResponseFields.LABELS, entryFieldLength(nameLength) + entryFieldLength(valueLength));
            end = ProtoWriter.bytes(
                    into, end, PartFields.LABEL_NAME, request.bytes(), labels.nameOffset(i), nameLength);
            end = ProtoWriter.bytes(
                    into, end, PartFields.LABEL_VALUE, request.bytes(), labels.valueOffset(i), valueLength);
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

    private static long[] pieces(final Enum<?>[] values, final int field) {
        return pieces(values, Enum::name, field);
    }

    private static <T> long[] pieces(final T[] values, final Function<T, String> text, final int field) {
        final long[] pieces = new long[values.length];
        Arrays.setAll(pieces, i -> PIECES_BUILDER.string(field, text.apply(values[i])));
        return pieces;
    }
}
