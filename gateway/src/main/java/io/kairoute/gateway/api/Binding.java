package io.kairoute.gateway.api;

import com.google.protobuf.Message;
import java.util.concurrent.CompletionStage;

/**
 * A method with what it does. Immutable.
 *
 * @param work of the kind that the method has
 */
record Binding(Method method, Work work) {
    /** Checks that both are of one kind. */
    Binding {
        final boolean isFine =
                switch (method.kind()) {
                    case UNARY -> work instanceof Work.Unary;
                    case SERVER_STREAM -> work instanceof Work.Stream;
                    case UPLOAD -> work instanceof Work.Upload;
                };
        if (!isFine) {
            throw new IllegalArgumentException("method=" + method.name() + " is of kind " + method.kind());
        }
    }

    /** Begins a unary method; {@code request} is a message of its request type. */
    CompletionStage<? extends Message> answer(final Call caller, final Message request) {
        @SuppressWarnings("unchecked") // the request was parsed from this method's own prototype
        final Work.Unary<Message, Message> unary = (Work.Unary<Message, Message>) work;
        return unary.call(caller, request);
    }
}
