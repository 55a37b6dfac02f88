package io.kairoute.gateway.route;

import com.google.protobuf.ByteString;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.UnaryBody;
import io.kairoute.router.codec.RequestFields;
import io.kairoute.router.codec.RouteRequestFlyweight;
import io.kairoute.routing.v1.RouteError;
import io.kairoute.routing.v1.RouteStreamResponse;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Frames the answers of a stream.
 *
 * <p>The decision already stands in the lane's response buffer; the envelope is written before it, back to front, so that no
 * byte of the decision moves:
 *
 * <pre>
 *   flag 0 | length | 0a contact_id | 10 attempt | 1a length | decision ...
 * </pre>
 */
final class StreamAnswer {
    private static final int CONTACT_ID_TAG = RouteStreamResponse.CONTACT_ID_FIELD_NUMBER << 3 | 2;
    private static final int ATTEMPT_TAG = RouteStreamResponse.ATTEMPT_FIELD_NUMBER << 3;
    private static final int DECISION_TAG = RouteStreamResponse.DECISION_FIELD_NUMBER << 3 | 2;
    private static final int MORE = 0x80;

    private StreamAnswer() {}

    /** Puts the envelope of a decision before it; returns where the frame starts. */
    static int frameDecision(final AnswerBuffer answer, final int decisionLength, final RouteRequestFlyweight request) {
        final UnsafeBuffer buffer = answer.bytes();
        int at = putVarintBefore(buffer, AnswerBuffer.OFFSET, decisionLength);
        buffer.putByte(--at, (byte) DECISION_TAG);
        if (request.attempt() != 0) {
            at = putVarintBefore(buffer, at, request.attempt());
            buffer.putByte(--at, (byte) ATTEMPT_TAG);
        }
        final int contactIdLength = request.length(RequestFields.CONTACT_ID);
        if (contactIdLength > 0) {
            at -= contactIdLength;
            buffer.putBytes(at, request.bytes(), request.offset(RequestFields.CONTACT_ID), contactIdLength);
            at = putVarintBefore(buffer, at, contactIdLength);
            buffer.putByte(--at, (byte) CONTACT_ID_TAG);
        }
        final int messageLength = AnswerBuffer.OFFSET + decisionLength - at;
        at -= Integer.BYTES;
        buffer.putInt(at, messageLength, ByteOrder.BIG_ENDIAN);
        buffer.putByte(--at, (byte) 0);
        return at;
    }

    /** Writes a varint that ends before an offset; returns where it starts. */
    private static int putVarintBefore(final UnsafeBuffer buffer, final int end, final int value) {
        int length = 1;
        while (value >>> (7 * length) != 0 && length < 5) {
            length++;
        }
        for (int i = 0; i < length; i++) {
            final int more = i < length - 1 ? MORE : 0;
            buffer.putByte(end - length + i, (byte) (((value >>> (7 * i)) & 0x7f) | more));
        }
        return end - length;
    }

    /** The frame that tells why one question was refused. */
    static Buffer frameOfRefusal(final Refusal refusal, final StreamQuestion question) {
        final byte[] message = RouteStreamResponse.newBuilder()
                .setContactIdBytes(ByteString.copyFrom(question.contactId()))
                .setAttempt(question.attempt())
                .setError(RouteError.newBuilder()
                        .setCode(refusal.code().getNumber())
                        .setReason(refusal.reason())
                        .setMessage(refusal.message()))
                .build()
                .toByteArray();
        return Buffer.buffer(UnaryBody.PREFIX_BYTES + message.length)
                .appendByte((byte) 0)
                .appendInt(message.length)
                .appendBytes(message);
    }
}
