package io.kairoute.gateway.api;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.kairoute.gateway.identity.Role;
import java.util.function.Consumer;

/**
 * A method of an admin service that takes many messages and gives many answers, over gRPC alone. Immutable.
 *
 * @param method the method; the field {@code tenant} of its request counts in the first message of a call
 * @param role what a caller needs
 * @param maxBytes the longest message; how long a call is altogether the method says
 * @param beginning begins a call
 */
public record AdminUpload(
        MethodDescriptor<? extends Message, ? extends Message> method, Role role, int maxBytes, Beginning beginning)
        implements ServedMethod {
    /** Begins a call. */
    @FunctionalInterface
    public interface Beginning {
        /**
         * Takes the first message of a call, on a thread of the call's own that may wait.
         *
         * @param answers takes answers, from any thread
         * @throws AdminRefused to end the call with a status
         */
        Receiver begin(Call caller, Message first, Consumer<Message> answers);
    }

    /** One call that was begun. {@link #take} and {@link #end} are called on the call's own thread, which may wait. */
    public interface Receiver {
        /**
         * Takes one more message; none comes before this returns.
         *
         * @throws AdminRefused to end the call with a status
         */
        void take(Message message);

        /**
         * Takes the end of the messages; the call ends well when this returns.
         *
         * @throws AdminRefused to end the call with a status
         */
        void end();

        /** The caller is gone, on any thread: what still runs should end soon. */
        void abandon();

        /** The call is over, however it ended; the last call, on the call's own thread. */
        void over();
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
