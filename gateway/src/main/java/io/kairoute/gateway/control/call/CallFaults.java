package io.kairoute.gateway.control.call;

import com.google.rpc.Code;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.router.store.StoreException;
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
    /** What a caller is told of a fault. */
    public Refusal refusalOf(final Throwable fault) {
        if (fault instanceof ControlRefusal refusal) {
            return refusal.refusal();
        }
        log.error("event={}", event, fault);
        return fault instanceof StoreException
                ? Refusal.of(Code.UNAVAILABLE, storeReason, storeLead + ": " + fault.getMessage() + ".")
                : Refusal.fault();
    }
}
