package io.kairoute.gateway.api;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.kairoute.gateway.api.stream.AnswerCall;
import io.kairoute.gateway.api.stream.AnswerForm;
import io.kairoute.gateway.api.stream.AnswerKind;
import io.kairoute.gateway.api.stream.AnswerPace;
import io.kairoute.gateway.api.stream.AnswerSource;
import io.kairoute.gateway.api.stream.AnswerWriter;
import io.kairoute.gateway.api.stream.OpenAnswers;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.identity.Role;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * A method of an admin service that gives many answers to one request. Immutable.
 *
 * @param method the method
 * @param role what a caller needs
 * @param maxBytes the longest request message
 * @param kind what its answers are to each other
 * @param beginning begins a call
 */
public record AdminStream(
        MethodDescriptor<? extends Message, ? extends Message> method,
        Role role,
        int maxBytes,
        AnswerKind kind,
        Beginning beginning)
        implements ServedMethod {
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
     * @param open where the call counts as open until it ends
     */
    public record Opened(
            Vertx vertx,
            @Nullable Caller caller,
            HttpServerRequest request,
            Message message,
            AnswerForm form,
            OpenAnswers open) {
        /** Answers the call from a source. */
        public void answer(final AnswerSource source, final AnswerPace pace) {
            final AnswerWriter unused = AnswerWriter.begin(new AnswerCall(vertx, request, form, pace, open), source);
        }

        /** The position that a caller who comes back has reached; empty for none. */
        public String lastPosition() {
            final String position = request.getHeader("last-event-id");
            return position == null ? "" : position;
        }
    }

    @Override
    public String name() {
        return method.getFullMethodName();
    }

    @Override
    public com.google.protobuf.Descriptors.MethodDescriptor schema() {
        return ServedMethod.schemaOf(method);
    }

    @Override
    public Message prototype() {
        return ServedMethod.prototypeOf(method);
    }
}
