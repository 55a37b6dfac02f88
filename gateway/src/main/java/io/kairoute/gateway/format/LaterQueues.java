package io.kairoute.gateway.format;

import java.util.List;

/**
 * Where a contact may go after the queue that a decision names, as far as the platform knows those queues. Immutable.
 *
 * @param ladder by step of the ladder, the queue's name on the platform; empty where the step stays, or the queue has no name there
 * @param defaultQueue the queue of the table's default treatment
 * @param defaultRef its name on the platform; empty where it has none
 */
public record LaterQueues(List<String> ladder, String defaultQueue, String defaultRef) {
    /** For forms that do not ask. */
    public static final LaterQueues NONE = new LaterQueues(List.of(), "", "");

    /** The queues, in a list of its own. */
    public LaterQueues {
        ladder = List.copyOf(ladder);
    }
}
