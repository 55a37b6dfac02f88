package io.kairoute.router.compile;

import io.kairoute.router.live.LiveOccasion;
import io.kairoute.router.snapshot.LiveTable;
import java.util.List;

/** Compiles the scopes and times of live occasions without a table, to ask later which of them fit a contact. */
public final class LiveScopes {
    private LiveScopes() {}

    /** Compiles live occasions, up to as many as a snapshot takes; each keeps its place. */
    public static LiveTable of(final List<LiveOccasion> live) {
        return new LiveCompiler(live).unbound();
    }
}
