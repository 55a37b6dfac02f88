package io.kairoute.gateway.wire;

import com.google.rpc.Code;
import io.kairoute.gateway.refusal.Refusal;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the body of a call of many messages into messages as it arrives.
 *
 * <p>A message over the limit may be passed over without being held, so that it costs its own answer and not the call. At
 * most one message at its limit and one piece are held. Thread-confined: owned by its event loop.
 */
public final class MessageFrames {
    /** A call that ended within a message. */
    public static final Refusal TRUNCATED =
            Refusal.of(Code.INTERNAL, "TRUNCATED_MESSAGE", "The call ended within a message.");

    /** What {@link #next} found. */
    public enum Found {
        /** Nothing whole yet. */
        NOTHING,
        /** A message: see {@link #messageOffset()} and {@link #messageLength()}. */
        MESSAGE,
        /** A message over the limit, which will be passed over. */
        TOO_LONG,
        /** Framing that cannot be followed: see {@link #fault()}. */
        FAULT
    }

    private final boolean hasEncoding;
    private final int maxBytes;
    private final int maxPassedBytes;
    private Buffer bytes = Buffer.buffer();
    private boolean isCopied = true;
    private int position;
    private int toPass;
    private int messageLength;
    private @Nullable Refusal fault;

    /**
     * Cuts messages none of which is passed over.
     *
     * @param hasEncoding whether the call names a compression
     * @param maxBytes the longest message; a longer one is a fault
     */
    public MessageFrames(final boolean hasEncoding, final int maxBytes) {
        this(hasEncoding, maxBytes, maxBytes);
    }

    /**
     * Cuts messages.
     *
     * @param hasEncoding whether the call names a compression
     * @param maxBytes the longest message that is found
     * @param maxPassedBytes the longest message that is passed over; a longer one is a fault
     */
    public MessageFrames(final boolean hasEncoding, final int maxBytes, final int maxPassedBytes) {
        this.hasEncoding = hasEncoding;
        this.maxBytes = maxBytes;
        this.maxPassedBytes = maxPassedBytes;
    }

    /** Takes the next bytes. */
    public void add(final Buffer piece) {
        if (position == bytes.length()) {
            bytes = piece;
            isCopied = false;
        } else if (isCopied && position == 0) {
            bytes.appendBuffer(piece);
            return;
        } else {
            final int rest = bytes.length() - position;
            bytes = Buffer.buffer(rest + piece.length())
                    .appendBuffer(bytes, position, rest)
                    .appendBuffer(piece);
            isCopied = true;
        }
        position = 0;
    }

    /** Looks for the next message, behind the one found before. */
    public Found next() {
        final int passed = Math.min(toPass, bytes.length() - position);
        position += passed;
        toPass -= passed;
        if (bytes.length() - position < UnaryBody.PREFIX_BYTES) {
            return Found.NOTHING;
        }
        final int length = bytes.getInt(position + 1);
        fault = UnaryBody.checkPrefix(bytes.getByte(position), length, hasEncoding, maxPassedBytes);
        if (fault != null) {
            return Found.FAULT;
        }
        if (length > maxBytes) {
            position += UnaryBody.PREFIX_BYTES;
            toPass = length;
            return Found.TOO_LONG;
        }
        if (bytes.length() - position - UnaryBody.PREFIX_BYTES < length) {
            return Found.NOTHING;
        }
        messageLength = length;
        position += UnaryBody.PREFIX_BYTES + length;
        return Found.MESSAGE;
    }

    /** True when the body may end here. */
    public boolean isAtBoundary() {
        return toPass == 0 && position == bytes.length();
    }

    /** Where the message lies that was found. */
    public Buffer bytes() {
        return bytes;
    }

    /** Where it begins in {@link #bytes()}. */
    public int messageOffset() {
        return position - messageLength;
    }

    /** How long it is. */
    public int messageLength() {
        return messageLength;
    }

    /** A copy of the message that was found. */
    public byte[] message() {
        return bytes.getBytes(messageOffset(), position);
    }

    /** How much is held that was not looked at yet. */
    public int heldBytes() {
        return bytes.length() - position;
    }

    /** Why the call must end, after {@link Found#FAULT}. */
    public Refusal fault() {
        final Refusal found = fault;
        if (found == null) {
            throw new IllegalStateException("no fault was found");
        }
        return found;
    }
}
