package io.kairoute.gateway.ends;

/** Every way in which a call is brought to its end; what ends whole connections is {@link LineEnding}. */
enum Ending {
    /** The caller waits for the answer. */
    ANSWERED,
    /** What answers throws an exception. */
    THROWN,
    /** What answers throws an Error. */
    BROKEN,
    /** What answers takes longer than the caller waits. */
    STALLED,
    /** The caller sends a part of its message, and then nothing. */
    SILENT,
    /** The caller resets the call, in the turn that brings it or later. */
    RESET,
    /** The caller ends its side within a message. */
    HALF_CLOSED,
    /** The caller takes the answer in small pieces. */
    SLOW,
    /** The caller takes nothing of the answer, and then resets the call. */
    UNREAD,
    /** The caller's token is still being proven when the call is reset. */
    UNPROVEN,
    /** The caller's token must be proven first. */
    PROVEN,
    /** The caller's token has a key that nobody knows. */
    STRANGE;

    /** Whether it is up to what answers. */
    boolean isOfWhatAnswers() {
        return this == THROWN || this == BROKEN || this == STALLED;
    }

    /** Whether it comes before the message is whole. */
    boolean isWithinTheMessage() {
        return this == SILENT || this == HALF_CLOSED;
    }

    /** Whether the caller waits for an answer that is whole. */
    boolean isPatient() {
        return this == ANSWERED || this == PROVEN || this == SLOW;
    }
}
