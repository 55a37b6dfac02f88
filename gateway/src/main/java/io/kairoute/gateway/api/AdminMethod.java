package io.kairoute.gateway.api;

import com.google.protobuf.Message;
import java.util.concurrent.CompletionStage;

/**
 * Answers one method of an admin service.
 *
 * <p>Begins on a thread of its lane, where it may read a disk; whatever waits for another thread is told by the stage that it
 * gives. Several calls may run at once.
 *
 * @param <Q> the request message
 * @param <A> the response message
 */
@FunctionalInterface
public interface AdminMethod<Q extends Message, A extends Message> {
    /**
     * Answers one call. The caller has the method's role already, and the tenant is the one that it may ask about.
     *
     * @return the answer; a stage that ends with {@link AdminRefused} ends the call with a status
     */
    CompletionStage<A> call(Call caller, Q request);
}
