package io.kairoute.gateway.route;

import io.kairoute.gateway.wire.UnaryBody;
import io.kairoute.router.Limits;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The bytes of one event loop's last answer, with room before them.
 *
 * <pre>
 *   | ... framing | answer ... |
 *                 ^ {@link #OFFSET}
 * </pre>
 *
 * <p>Framing is put before the answer, so that an answer is copied once. Thread-confined: owned by its event loop. What it holds is
 * good until the next decision.
 */
final class AnswerBuffer {
    /** Where an answer starts; the framing of a gRPC message, or of a stream's, fits before it. */
    static final int OFFSET = 256;

    private final byte[] array = new byte[OFFSET + Limits.RESPONSE_ROOM];
    private final UnsafeBuffer bytes = new UnsafeBuffer(array);

    /** All of the bytes, framing included. */
    UnsafeBuffer bytes() {
        return bytes;
    }

    /** Puts a gRPC frame's prefix before an answer; returns where the frame starts in {@link #array}. */
    int frame(final int length) {
        final int start = OFFSET - UnaryBody.PREFIX_BYTES;
        bytes.putByte(start, (byte) 0);
        bytes.putInt(start + 1, length, ByteOrder.BIG_ENDIAN);
        return start;
    }

    /** A copy of the answer as a gRPC frame, since what is written to a socket may wait there. */
    Buffer frameCopy(final int length) {
        final int bytesOfFrame = UnaryBody.PREFIX_BYTES + length;
        return Buffer.buffer(bytesOfFrame).appendBytes(array, frame(length), bytesOfFrame);
    }

    /** The answer without framing; to be read at once. */
    ByteBuffer message(final int length) {
        return ByteBuffer.wrap(array, OFFSET, length);
    }

    /** Appends what stands from an offset up to the answer's end. */
    void appendTo(final Buffer to, final int start, final int length) {
        to.appendBytes(array, start, OFFSET + length - start);
    }

    /** The array behind the bytes; to be read at once. */
    byte[] array() {
        return array;
    }
}
