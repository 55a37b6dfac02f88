package io.kairoute.gateway.api;

import com.google.protobuf.Message;
import io.kairoute.gateway.observe.EndCause;
import io.kairoute.gateway.refusal.Refusal;
import io.vertx.core.buffer.Buffer;

/** Makes messages of the bytes of an upload as they come. Thread-confined: owned by its event loop. */
interface UploadInput {
    /** What {@link #next} found. Immutable. */
    sealed interface Next {
        /** Nothing whole yet. */
        Next NOTHING = new Nothing();

        /** See {@link #NOTHING}. */
        record Nothing() implements Next {}

        /** A message. */
        record Whole(Message message) implements Next {}

        /** What cannot be taken. */
        record Bad(Refusal refusal, EndCause cause) implements Next {}
    }

    /** Takes the next bytes. */
    void add(Buffer bytes);

    /**
     * Looks for the next message.
     *
     * @param isBodyOver whether no more bytes come
     */
    Next next(boolean isBodyOver);

    /** Whether the body may end here. */
    boolean isAtBoundary();
}
