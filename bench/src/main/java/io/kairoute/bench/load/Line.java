package io.kairoute.bench.load;

import io.vertx.core.buffer.Buffer;

/** One connection to the target. Thread-confined: owned by the generator's event loop. */
interface Line {
    /** Whether one more contact can be sent now. */
    boolean hasRoom();

    /** Sends one contact, with the next {@link #flush} at the latest. */
    void send(Buffer contact, long intendedNs);

    /** Whatever was sent goes on its way. */
    default void flush() {}

    /** Contacts sent and not yet answered. */
    int inFlight();

    /** Whether it can still be used. */
    boolean isOpen();
}
