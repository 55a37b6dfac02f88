package io.kairoute.gateway.api;

import com.google.protobuf.MessageLite;
import io.kairoute.gateway.wire.UnaryBody;
import io.vertx.core.buffer.Buffer;

/** Puts messages into gRPC frames. */
public final class Frames {
    private Frames() {}

    /** One uncompressed message with its prefix. */
    public static Buffer of(final MessageLite message) {
        final byte[] bytes = message.toByteArray();
        return Buffer.buffer(UnaryBody.PREFIX_BYTES + bytes.length)
                .appendByte((byte) 0)
                .appendInt(bytes.length)
                .appendBytes(bytes);
    }
}
