package io.kairoute.gateway.admin;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.kairoute.gateway.refusal.Refusal;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * What the guard must know of a method with one request message. Immutable.
 *
 * @param parser parses the request message
 * @param maxBytes the longest request message
 */
record GuardedMethod(Parser<?> parser, int maxBytes) {
    /** Why the message at an offset cannot be parsed; null when it can. */
    @Nullable
    Refusal parseFault(final Buffer frame, final int offset) {
        try {
            parser.parseFrom(frame.getBytes(offset, frame.length()));
            return null;
        } catch (final InvalidProtocolBufferException e) {
            return Refusal.malformed("");
        }
    }
}
