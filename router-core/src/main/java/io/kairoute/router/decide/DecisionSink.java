package io.kairoute.router.decide;

import org.agrona.DirectBuffer;

/**
 * Takes each decision of one router right after it was made, on the router's own thread, before the answer is sent.
 *
 * <p>Must neither allocate, wait nor throw. Dry runs do not come here.
 */
@FunctionalInterface
public interface DecisionSink {
    /**
     * Takes one decision.
     *
     * @param contact what was decided and why; good until the router's next call
     * @param response holds the RouteResponse message
     * @param offset where it starts
     * @param length its bytes
     */
    void decided(Contact contact, DirectBuffer response, int offset, int length);
}
