package io.kairoute.gateway.api.stream;

import io.kairoute.gateway.observe.EndCause;

/** Where the answers of one call come from. The writer asks for them on the call's event loop, one after the other. */
public interface AnswerSource {
    /** Tells the source how to wake its writer, from any thread; called once, before anything else. */
    void begin(Runnable wake);

    /** What comes next. Never waits. */
    AnswerStep next();

    /** The call is over; nothing is asked for after this. Called exactly once. */
    void over(EndCause cause);
}
