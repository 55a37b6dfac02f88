package io.kairoute.router;

import org.agrona.DirectBuffer;

/**
 * Takes each decision of one router right after it was made, on the router's own thread, before the answer is sent.
 *
 * <p>Must neither allocate, wait nor throw. Dry runs do not come here.
 */
@FunctionalInterface
public interface DecisionSink {
    /** A decision was made: it stands in the router until the next call. */
    int DECIDED = 1;
    /** The server's own deadline ran out, and the answer is the table's default. */
    int DEADLINE = 2;

    /**
     * Takes one decision.
     *
     * @param kind {@link #DECIDED} or {@link #DEADLINE}
     * @param tenant the tenant's ordinal
     */
    void decided(
            Router router,
            int kind,
            int tenant,
            DirectBuffer request,
            int offset,
            int length,
            DirectBuffer response,
            int responseOffset,
            int responseLength);
}
