package io.kairoute.gateway.api;

import com.google.protobuf.Message;

/**
 * Answers one method of an admin service.
 *
 * <p>Runs on a worker thread, so it may wait for a disk or for another thread; several calls may run at once.
 *
 * @param <Q> the request message
 * @param <A> the response message
 */
@FunctionalInterface
public interface AdminMethod<Q extends Message, A extends Message> {
    /**
     * Answers one call. The caller has the method's role already, and the tenant is the one that it may ask about.
     *
     * @throws AdminRefused to end the call with a status
     */
    A call(Call caller, Q request);
}
