package io.kairoute.gateway.api;

import com.google.protobuf.Message;
import io.kairoute.gateway.api.stream.AnswerKind;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** What a method does when it is called; one of three, as its {@link Method.Kind} says. */
public sealed interface Work {
    /**
     * Gives one answer to one request.
     *
     * <p>Begins on a thread of its lane, where it may read a disk; whatever waits for another thread is told by the stage that it
     * gives. Several calls may run at once.
     *
     * @param <Q> the request message
     * @param <A> the response message
     */
    @FunctionalInterface
    non-sealed interface Unary<Q extends Message, A extends Message> extends Work {
        /**
         * Answers one call. The caller has the method's role already, and the tenant is the one that it may ask about.
         *
         * @return the answer; a stage that ends with {@link AdminRefused} ends the call with a status
         */
        CompletionStage<A> call(Call caller, Q request);
    }

    /**
     * Gives many answers to one request. Immutable.
     *
     * @param kind what the answers are to each other
     * @param beginning begins a call
     */
    record Stream(AnswerKind kind, Beginning beginning) implements Work {}

    /** Begins a call that gets many answers, and answers it from then on. */
    @FunctionalInterface
    interface Beginning {
        /** Takes a call on its event loop; its caller has the role, and may ask about the tenant. */
        void begin(StreamedCall call);
    }

    /** Takes many messages. */
    @FunctionalInterface
    non-sealed interface Upload extends Work {
        /**
         * Takes the first message of a call, on a thread that may wait.
         *
         * @param answers takes answers, from any thread
         * @throws AdminRefused to end the call with a status
         */
        Receiver begin(Call caller, Message first, Consumer<Message> answers);
    }

    /** One upload that was begun. {@link #take} and {@link #end} are called by one thread at a time, which may wait. */
    interface Receiver {
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

        /** The call is over, however it ended; the last call, by a thread that may wait. */
        void over();
    }
}
