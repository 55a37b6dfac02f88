package io.kairoute.gateway.control;

import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.state.DoneRequest;
import org.jspecify.annotations.Nullable;

/**
 * One kind of change: what it asks of the log, and what its caller is told. Neither changes anything.
 *
 * @param <Q> the request
 * @param <R> the response
 * @param ask makes a change of a request; a quick no that decides nothing, since the log judges it again
 * @param answer makes the response of what was done, also of a request that is repeated
 */
record Write<Q, R>(Ask<Q, R> ask, Answer<R> answer) {
    /** Makes a change of a request. */
    @FunctionalInterface
    interface Ask<Q, R> {
        /**
         * Asks.
         *
         * @throws ControlRefusal where the change cannot be made by the state as it is
         */
        Asked<R> of(TenantControl tenant, Call actor, Q request);
    }

    /** Makes a response of what was done. */
    @FunctionalInterface
    interface Answer<R> {
        /** Answers. */
        R of(TenantControl tenant, DoneRequest done);
    }

    /**
     * A change, or the answer where nothing is to be changed. Immutable.
     *
     * @param change null where nothing is to be changed
     * @param answer null where there is a change
     */
    record Asked<R>(@Nullable Change change, @Nullable R answer) {
        /** A change. */
        static <R> Asked<R> change(final Change change) {
            return new Asked<>(change, null);
        }

        /** Only an answer: the caller wanted to know what would be. */
        static <R> Asked<R> only(final R answer) {
            return new Asked<>(null, answer);
        }
    }
}
