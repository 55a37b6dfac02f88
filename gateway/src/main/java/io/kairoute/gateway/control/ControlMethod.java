package io.kairoute.gateway.control;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.identity.Role;
import java.util.concurrent.CompletableFuture;

/**
 * One method that callers reach: what it is called, who may call it, what it does. Immutable.
 *
 * @param descriptor name and message types, as generated
 * @param role what a caller needs
 * @param maxBytes the longest request message
 * @param handler what it does
 */
public record ControlMethod<Q extends Message, R extends Message>(
        MethodDescriptor<Q, R> descriptor, Role role, int maxBytes, Handler<Q, R> handler) {

    /**
     * What a method does.
     *
     * @param <Q> its request
     * @param <R> its response
     */
    @FunctionalInterface
    public interface Handler<Q, R> {
        /** Does it; a {@link ControlRefusal} says why not. */
        CompletableFuture<R> handle(Call actor, Q request);
    }

    /** The path of the method over gRPC. */
    public String path() {
        return "/" + descriptor.getFullMethodName();
    }
}
