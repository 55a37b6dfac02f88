package io.kairoute.gateway.wire;

import com.google.rpc.Code;
import io.kairoute.gateway.refusal.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * The body of one unary gRPC call as it arrives: exactly one uncompressed message.
 *
 * <pre>
 *   0        1        2        3        4        5
 *   +--------+--------+--------+--------+--------+---------------
 *   | flag 0 |  length, 32 bits, big-endian      | the message ...
 *   +--------+--------+--------+--------+--------+---------------
 * </pre>
 *
 * <p>A fault is found at the earliest byte that shows it, so that no more than one message at its limit is ever held.
 * Thread-confined: owned by its event loop.
 */
public final class UnaryBody {
    /** Bytes before each message. */
    public static final int PREFIX_BYTES = 5;

    /** The flag of a compressed message. */
    public static final int COMPRESSED = 1;

    private static final Refusal NO_MESSAGE = framing("NO_MESSAGE", "The call ended without a message.");
    private static final Refusal TRUNCATED = framing("TRUNCATED_MESSAGE", "The call ended within a message.");
    private static final Refusal SECOND_MESSAGE =
            framing("SECOND_MESSAGE", "A unary call carries one message, and this one carries more.");
    private static final Refusal RESERVED_FLAG =
            framing("RESERVED_FLAG", "The flag byte of a gRPC message must be 0 or 1; check the client's framing.");
    private static final Refusal COMPRESSED_WITHOUT_ENCODING = framing(
            "COMPRESSED_WITHOUT_ENCODING", "A message is flagged as compressed, and grpc-encoding names no way.");
    private static final Refusal COMPRESSION = Refusal.of(
            Code.UNIMPLEMENTED,
            "COMPRESSION_NOT_ACCEPTED",
            "Messages of this method are taken uncompressed only; send them with grpc-encoding identity.");

    private final boolean hasEncoding;
    private final int maxBytes;
    private @Nullable Buffer held;
    private boolean isCopied;

    /** Makes a body for the call that these headers began; its message holds at most so many bytes. */
    public UnaryBody(final HttpServerRequest request, final int maxBytes) {
        this.hasEncoding = hasEncoding(request);
        this.maxBytes = maxBytes;
    }

    /** A message in its frame. */
    public static Buffer frame(final byte[] message) {
        return Buffer.buffer(PREFIX_BYTES + message.length)
                .appendByte((byte) 0)
                .appendInt(message.length)
                .appendBytes(message);
    }

    /** Whether a call's headers name an encoding other than identity. */
    public static boolean hasEncoding(final HttpServerRequest request) {
        final String encoding = request.getHeader(GrpcHeaders.ENCODING);
        return encoding != null && !encoding.equals("identity");
    }

    /** Takes the next bytes; returns why the call must be refused, or null. */
    public @Nullable Refusal add(final Buffer piece) {
        final Buffer now = joined(held, piece);
        held = now;
        return now.length() < PREFIX_BYTES ? null : checkPrefix(now);
    }

    /** Ends the body; returns why the call must be refused, or null when there is one whole message. */
    public @Nullable Refusal end() {
        final Buffer all = held;
        if (all == null || all.length() == 0) {
            return NO_MESSAGE;
        }
        return all.length() < PREFIX_BYTES || all.length() < PREFIX_BYTES + all.getInt(1) ? TRUNCATED : null;
    }

    /** The frame: prefix and message, once {@link #end} has returned null. */
    public Buffer frame() {
        final Buffer all = held;
        if (all == null) {
            throw new IllegalStateException("no frame before the first byte");
        }
        return all;
    }

    private @Nullable Refusal checkPrefix(final Buffer bytes) {
        final Refusal refusal = checkPrefix(bytes.getByte(0), bytes.getInt(1), hasEncoding, maxBytes);
        if (refusal != null) {
            return refusal;
        }
        return bytes.length() > PREFIX_BYTES + bytes.getInt(1) ? SECOND_MESSAGE : null;
    }

    /** Checks the prefix of one message; returns why it must be refused, or null. */
    public static @Nullable Refusal checkPrefix(
            final byte flag, final int length, final boolean hasEncoding, final int maxBytes) {
        if ((flag & ~COMPRESSED) != 0) {
            return RESERVED_FLAG;
        }
        if (flag == COMPRESSED) {
            return hasEncoding ? COMPRESSION : COMPRESSED_WITHOUT_ENCODING;
        }
        return length < 0 || length > maxBytes ? tooLong(maxBytes) : null;
    }

    /** The usual body comes in one piece and is never copied; only from the second piece on is there a buffer of ours. */
    private Buffer joined(final @Nullable Buffer before, final Buffer piece) {
        if (before == null) {
            return piece;
        }
        if (isCopied) {
            return before.appendBuffer(piece);
        }
        isCopied = true;
        return Buffer.buffer(before.length() + piece.length())
                .appendBuffer(before)
                .appendBuffer(piece);
    }

    /** The refusal of a message whose declared length is over the limit. */
    public static Refusal tooLong(final int maxBytes) {
        return Refusal.ofHttp(
                413,
                Code.RESOURCE_EXHAUSTED,
                "MESSAGE_TOO_LONG",
                "A message of this method holds at most " + maxBytes + " bytes.");
    }

    private static Refusal framing(final String reason, final String message) {
        return Refusal.of(Code.INTERNAL, reason, message);
    }
}
