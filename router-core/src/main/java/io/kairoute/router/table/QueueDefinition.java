package io.kairoute.router.table;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One queue.
 *
 * @param calendar a calendar id, {@link #ALWAYS} unless the document says otherwise
 * @param surge laid over under a surge override; script, message and offer only; null when the document has none
 * @param whenClosed laid over where this queue is taken closed; likewise
 * @param capacity contacts an hour, for simulation; null when not given
 * @param freshForMs how long a reported queue state counts, milliseconds
 * @param refs the queue's name on each platform
 */
public record QueueDefinition(
        String id,
        String name,
        String calendar,
        List<OverflowRuleDefinition> overflow,
        @Nullable TreatmentDefinition surge,
        @Nullable TreatmentDefinition whenClosed,
        @Nullable Integer capacity,
        long freshForMs,
        Map<String, String> refs) {

    /** The built-in calendar that is open at every instant. */
    public static final String ALWAYS = "always";

    /** How long a queue state counts where the document does not say. */
    public static final long DEFAULT_FRESH_FOR_MS = 10_000;
}
