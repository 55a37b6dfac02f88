package io.kairoute.gateway.api;

import com.google.protobuf.Message;
import com.google.rpc.Code;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.router.store.StoreException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;

/**
 * What callers of some services are told of a fault; what is nobody's business is logged instead. Immutable.
 *
 * @param log where to
 * @param event what is logged
 * @param storeReason the reason where the disk failed
 * @param storeLead what that means for the caller; why comes after it
 */
public record CallFaults(Logger log, String event, String storeReason, String storeLead) {
    /** Some work, whose faults become what its caller is told. */
    public <Q extends Message, A extends Message> Work.Unary<Q, A> around(final Work.Unary<Q, A> work) {
        return (caller, request) -> {
            CompletionStage<A> answer;
            try {
                answer = work.call(caller, request);
            } catch (final RuntimeException e) {
                answer = CompletableFuture.failedStage(e);
            }
            return answer.exceptionallyCompose(
                    fault -> CompletableFuture.failedStage(AdminRefused.because(refusalOf(fault))));
        };
    }

    /** What a caller is told of a fault. */
    public Refusal refusalOf(final Throwable fault) {
        final Throwable cause =
                fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        if (cause instanceof AdminRefused planned) {
            return planned.refusal();
        }
        if (cause instanceof StoreException) {
            log.error("event={} reason=\"{}\"", event, cause.getMessage());
            return Refusal.of(Code.UNAVAILABLE, storeReason, storeLead + ": " + cause.getMessage() + ".");
        }
        log.error("event={}", event, cause);
        return Refusal.fault();
    }
}
