package io.kairoute.gateway.api;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.grpc.MethodDescriptor;
import io.kairoute.gateway.api.stream.AnswerCall;
import io.kairoute.gateway.api.stream.AnswerForm;
import io.kairoute.gateway.api.stream.AnswerPace;
import io.kairoute.gateway.api.stream.AnswerSource;
import io.kairoute.gateway.api.stream.AnswerWriter;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.observe.EndCause;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A method of an admin service that gives many answers to one request. Immutable.
 *
 * @param method the method
 * @param role what a caller needs
 * @param maxBytes the longest request message
 * @param isWatch whether it ends with its caller only
 * @param beginning begins a call
 */
public record AdminStream(
        MethodDescriptor<? extends Message, ? extends Message> method,
        Role role,
        int maxBytes,
        boolean isWatch,
        Beginning beginning) {
    /** Begins a call, and answers it from then on. */
    @FunctionalInterface
    public interface Beginning {
        /** Takes a call on its event loop; the caller has the role. */
        void begin(Opened call);
    }

    /**
     * A call whose request is there as a whole. Immutable.
     *
     * @param caller who calls; null on an open node
     * @param form how its answers are spelled
     * @param ended told once how it ended
     */
    public record Opened(
            Vertx vertx,
            @Nullable Caller caller,
            HttpServerRequest request,
            Message message,
            AnswerForm form,
            Consumer<EndCause> ended) {
        /** Answers the call from a source. */
        public void answer(final AnswerSource source, final AnswerPace pace) {
            AnswerWriter.begin(new AnswerCall(vertx, request, form, pace, ended), source);
        }

        /** The position that a caller who comes back has reached; empty for none. */
        public String lastPosition() {
            final String position = request.getHeader("last-event-id");
            return position == null ? "" : position;
        }
    }

    /** The method as it is named on the wire, without the leading slash. */
    String name() {
        return method.getFullMethodName();
    }

    /** The empty request. */
    Message prototype() {
        final Object prototype =
                ((MethodDescriptor.PrototypeMarshaller<?>) method.getRequestMarshaller()).getMessagePrototype();
        if (prototype instanceof Message message) {
            return message;
        }
        throw new IllegalArgumentException("method=" + name() + " was not generated from a proto file");
    }

    Parser<? extends Message> parser() {
        return prototype().getParserForType();
    }
}
