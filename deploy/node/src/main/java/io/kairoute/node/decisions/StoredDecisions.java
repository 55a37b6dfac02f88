package io.kairoute.node.decisions;

import io.kairoute.control.v1.DecisionFilter;
import io.kairoute.control.v1.LoggedDecision;
import io.kairoute.ctl.past.LogHealth;
import io.kairoute.gateway.history.ChunkReader;
import io.kairoute.gateway.history.decisions.DecisionMatcher;
import io.kairoute.gateway.history.decisions.LoggedDecisions;
import java.util.function.Predicate;

/** Reads the decisions that a data directory has logged. */
public final class StoredDecisions {
    private StoredDecisions() {}

    /** Hands decisions that fit to a reader, the oldest first, for as long as it wants more. */
    public static LogHealth read(
            final StoredPast past, final DecisionFilter filter, final Predicate<LoggedDecision> wantsMore) {
        final DecisionMatcher asked = new DecisionMatcher(filter);
        final ChunkReader reader = new ChunkReader();
        reader.read(
                past.folder().decisions(),
                (record, set) -> !asked.fits(record) || wantsMore.test(LoggedDecisions.of(record)));
        return StoredPast.health(reader);
    }
}
