package io.kairoute.router.live;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A supervisor's temporary hold on one queue; at most one per queue.
 *
 * @param queue the id of the queue
 * @param kind what is held
 * @param redirectTo the id of the queue to move to; present exactly for {@link Kind#REDIRECT}
 * @param fromMs the first millisecond inside
 * @param untilMs the first millisecond outside
 */
public record QueueOverride(
        String queue, Kind kind, @Nullable String redirectTo, long fromMs, long untilMs) {
    /** Wants a queue and a kind. */
    public QueueOverride {
        Objects.requireNonNull(queue, "an override needs a queue");
        Objects.requireNonNull(kind, "an override needs a kind");
    }

    /** What an override holds. */
    public enum Kind {
        /** The queue is taken as it is, whatever its calendar says. */
        OPEN,
        /** The queue counts as closed. */
        CLOSED,
        /** Contacts move on to another queue. */
        REDIRECT,
        /** The queue's surge treatment is laid over. */
        SURGE
    }
}
