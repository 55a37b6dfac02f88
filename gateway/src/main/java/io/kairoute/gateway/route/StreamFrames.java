package io.kairoute.gateway.route;

import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.UnaryBody;
import io.kairoute.router.Limits;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the body of a stream into messages as it arrives.
 *
 * <p>A message over the limit is passed over without being held, so that it costs its own answer and not the stream. At
 * most one message at its limit and one piece are held. Thread-confined: owned by its event loop.
 */
final class StreamFrames {
    /** What {@link #next} found. */
    enum Found {
        /** Nothing whole yet. */
        NOTHING,
        /** A message: see {@link #messageOffset()} and {@link #messageLength()}. */
        MESSAGE,
        /** A message over the limit, which will be passed over. */
        TOO_LONG,
        /** Framing that cannot be followed: see {@link #fault()}. */
        FAULT
    }

    /** The longest message that is passed over; a longer one ends the stream. */
    private static final int MAX_PASSED_BYTES = 1024 * 1024;

    private final boolean hasEncoding;
    private Buffer bytes = Buffer.buffer();
    private boolean isCopied = true;
    private int position;
    private int toPass;
    private int messageLength;
    private @Nullable Refusal fault;

    StreamFrames(final boolean hasEncoding) {
        this.hasEncoding = hasEncoding;
    }

    /** Takes the next bytes. */
    void add(final Buffer piece) {
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
    Found next() {
        final int passed = Math.min(toPass, bytes.length() - position);
        position += passed;
        toPass -= passed;
        if (bytes.length() - position < UnaryBody.PREFIX_BYTES) {
            return Found.NOTHING;
        }
        final int length = bytes.getInt(position + 1);
        fault = UnaryBody.checkPrefix(bytes.getByte(position), length, hasEncoding, MAX_PASSED_BYTES);
        if (fault != null) {
            return Found.FAULT;
        }
        if (length > Limits.REQUEST_BYTES) {
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
    boolean isAtBoundary() {
        return toPass == 0 && position == bytes.length();
    }

    Buffer bytes() {
        return bytes;
    }

    int messageOffset() {
        return position - messageLength;
    }

    int messageLength() {
        return messageLength;
    }

    /** Why the stream must end, after {@link Found#FAULT}. */
    Refusal fault() {
        final Refusal found = fault;
        if (found == null) {
            throw new IllegalStateException("no fault was found");
        }
        return found;
    }
}
