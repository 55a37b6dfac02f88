package io.kairoute.gateway.control.call;

import com.google.protobuf.MessageLite;
import io.vertx.core.buffer.Buffer;

/** Puts the gRPC prefix before a message. */
final class Frames {
    private Frames() {}

    /** The message with its prefix. */
    static Buffer of(final MessageLite message) {
        final byte[] bytes = message.toByteArray();
        return Buffer.buffer(bytes.length + 5)
                .appendByte((byte) 0)
                .appendInt(bytes.length)
                .appendBytes(bytes);
    }
}
