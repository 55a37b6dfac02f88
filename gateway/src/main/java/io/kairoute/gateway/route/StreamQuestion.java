package io.kairoute.gateway.route;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.kairoute.router.Limits;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteStreamRequest;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Finds the request inside one message of a stream, and what its answer must echo even when the request is refused.
 *
 * <p>Thread-confined: owned by its event loop.
 */
final class StreamQuestion {
    private static final byte[] NOTHING = new byte[0];
    private static final int REQUEST_TAG =
            tagOf(RouteStreamRequest.REQUEST_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    private static final byte MORE = (byte) 0x80;
    private static final int SHIFT = 7;

    /** A length of three bytes is longer than any message may be. */
    private static final int MAX_SHIFT = 2 * SHIFT;

    private int requestOffset;
    private int requestLength;
    private byte[] contactId = NOTHING;
    private int attempt;

    /** Finds the request where it is all that the message holds, without looking into it; false where it is not. */
    boolean find(final Buffer bytes, final int offset, final int length) {
        int at = offset;
        final int end = offset + length;
        if (length == 0 || bytes.getByte(at++) != REQUEST_TAG) {
            return false;
        }
        int value = 0;
        int shift = 0;
        byte piece = MORE;
        while (piece < 0 && at < end && shift <= MAX_SHIFT) {
            piece = bytes.getByte(at++);
            value |= (piece & ~MORE) << shift;
            shift += SHIFT;
        }
        requestOffset = at - offset;
        requestLength = value;
        return piece >= 0 && value == end - at;
    }

    /** Reads a message; false when it is malformed, with as much of the echo as could be read. */
    boolean read(final ByteBuffer message) {
        requestOffset = 0;
        requestLength = 0;
        contactId = NOTHING;
        attempt = 0;
        try {
            final CodedInputStream in = CodedInputStream.newInstance(message);
            boolean isFound = false;
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (tag == tagOf(RouteStreamRequest.REQUEST_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                    if (isFound) {
                        return false;
                    }
                    isFound = true;
                    readRequest(in);
                } else if (!in.skipField(tag)) {
                    return false;
                }
            }
            return true;
        } catch (final IOException e) {
            return false;
        }
    }

    private void readRequest(final CodedInputStream in) throws IOException {
        requestLength = in.readRawVarint32();
        requestOffset = in.getTotalBytesRead();
        final int outer = in.pushLimit(requestLength);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == tagOf(RouteRequest.CONTACT_ID_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                contactId = echo(in.readByteArray());
            } else if (tag == tagOf(RouteRequest.ATTEMPT_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT)) {
                attempt = in.readUInt32();
            } else {
                in.skipField(tag);
            }
        }
        in.popLimit(outer);
    }

    /** What is too long or no UTF-8 cannot be echoed: the answer would be no valid message itself. */
    private static byte[] echo(final byte[] text) {
        if (text.length > Limits.KEY_BYTES) {
            return NOTHING;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            return text;
        } catch (final CharacterCodingException e) {
            return NOTHING;
        }
    }

    private static int tagOf(final int field, final int wireType) {
        return field << 3 | wireType;
    }

    /** Where the request starts in the message. */
    int requestOffset() {
        return requestOffset;
    }

    int requestLength() {
        return requestLength;
    }

    byte[] contactId() {
        return contactId;
    }

    int attempt() {
        return attempt;
    }
}
