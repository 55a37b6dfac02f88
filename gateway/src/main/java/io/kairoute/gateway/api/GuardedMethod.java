package io.kairoute.gateway.api;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.identity.MethodRoles;
import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.wire.ReplyForm;
import io.kairoute.gateway.wire.UnaryBody;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * What the guard must know of a method with one request message. Immutable.
 *
 * @param role what the caller needs; null for nothing
 * @param parser parses the request message
 * @param maxBytes the longest request message
 * @param isWebFine whether gRPC-Web callers can be answered
 * @param next what goes on with a call that is whole
 */
record GuardedMethod(
        @Nullable Role role, Parser<? extends Message> parser, int maxBytes, boolean isWebFine, Next next) {
    /** Goes on with a call whose one message is there and well-formed. */
    @FunctionalInterface
    interface Next {
        /** Takes the call. */
        void proceed(WholeCall call);
    }

    /**
     * A call that is there as a whole. Immutable.
     *
     * @param frame the prefix and the message
     * @param caller who calls; null where nobody is asked
     * @param reply how the caller's dialect is answered
     * @param timeoutMs how long the answer may take
     */
    record WholeCall(
            HttpServerRequest request,
            Buffer frame,
            Message message,
            @Nullable Caller caller,
            ReplyForm reply,
            long timeoutMs) {}

    /** One of the listener's own methods, as it is named on the wire. */
    static GuardedMethod own(
            final String name,
            final Parser<? extends Message> parser,
            final int maxBytes,
            final boolean isWebFine,
            final Next next) {
        return new GuardedMethod(MethodRoles.needed(name), parser, maxBytes, isWebFine, next);
    }

    /** The message of a frame; null when it cannot be parsed. */
    @Nullable
    Message parse(final Buffer frame) {
        try {
            return parser.parseFrom(frame.getBytes(UnaryBody.PREFIX_BYTES, frame.length()));
        } catch (final InvalidProtocolBufferException e) {
            return null;
        }
    }
}
