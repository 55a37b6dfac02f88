package io.kairoute.gateway.node;

/**
 * How far a node has come. Immutable.
 *
 * <pre>
 *   NEW ──► STARTING ──► READY
 *    │         │           │
 *    │         └──►  DRAINING
 *    │                     │
 *    └────────────────► CLOSED
 * </pre>
 *
 * <p>A start that fails drains as a node that was ready does: what it opened is closed.
 */
public enum NodeState {
    /** Put together; nothing is opened. */
    NEW,
    /** What it needs is being opened; it takes calls of its own only. */
    STARTING,
    /** It may be sent calls. */
    READY,
    /** It is to be sent no more calls; those in flight finish, and what is open is closed. */
    DRAINING,
    /** Nothing of it is open. */
    CLOSED;

    /** Whether a node in this state may go on to another one. */
    public boolean mayBecome(final NodeState next) {
        return switch (this) {
            case NEW -> next == STARTING || next == CLOSED;
            case STARTING -> next == READY || next == DRAINING;
            case READY -> next == DRAINING;
            case DRAINING -> next == CLOSED;
            case CLOSED -> false;
        };
    }

    /**
     * Another state, as the one that follows this one.
     *
     * @throws IllegalStateException when it does not follow
     */
    NodeState to(final NodeState next) {
        if (!mayBecome(next)) {
            throw new IllegalStateException("A node that is " + this + " cannot become " + next + ".");
        }
        return next;
    }
}
