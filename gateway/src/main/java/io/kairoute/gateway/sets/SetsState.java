package io.kairoute.gateway.sets;

import io.kairoute.gateway.control.ControlRefusal;

/**
 * Whether a tenant's segment sets may be used.
 *
 * <pre>
 *  OPENING --&gt; OPEN --&gt; CLOSED
 *     +------------------^
 * </pre>
 *
 * <p>Thread-safe.
 */
final class SetsState {
    private enum State {
        OPENING,
        OPEN,
        CLOSED
    }

    private State state = State.OPENING;

    /** The active set is served, or there is none; does nothing where all was closed meanwhile. */
    synchronized void opened() {
        if (state == State.OPENING) {
            state = State.OPEN;
        }
    }

    /** Nothing may be used any more; returns whether that is new. */
    synchronized boolean close() {
        final boolean isNew = state != State.CLOSED;
        state = State.CLOSED;
        return isNew;
    }

    /** Whether nothing may be used any more. */
    synchronized boolean isClosed() {
        return state == State.CLOSED;
    }

    /** Refuses what needs the sets while they are being opened, or closed. */
    synchronized void needOpen() {
        if (state != State.OPEN) {
            throw opening();
        }
    }

    /** Refuses what needs the sets once they are closed. */
    synchronized void needUnclosed() {
        if (state == State.CLOSED) {
            throw opening();
        }
    }

    private static ControlRefusal opening() {
        return ControlRefusal.unavailable(
                "SEGMENTS_OPENING", "The tenant's segment set is still being opened, or closed; try again shortly.");
    }
}
