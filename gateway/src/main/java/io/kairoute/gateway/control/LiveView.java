package io.kairoute.gateway.control;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.LiveOccasion;

/** How a live occasion looks to a caller at one moment. */
final class LiveView {
    private static final String RESOLVED = "RESOLVED";

    private LiveView() {}

    /** Whether its end has come. */
    static boolean hasEnded(final LiveOccasion occasion, final long nowMs) {
        return Timestamps.toMillis(occasion.getExpireTime()) <= nowMs;
    }

    /** Whether somebody ended it. */
    static boolean isResolved(final LiveOccasion occasion) {
        return occasion.getState().equals(RESOLVED);
    }

    /** One as it is held, with its state by the clock. Until it ends it has the accounts that are known, after that their masks. */
    static LiveOccasion shown(final TenantControl tenant, final LiveOccasion held, final long nowMs) {
        final LiveOccasion occasion =
                hasEnded(held, nowMs) ? held : tenant.state().accounts().shown(held);
        if (isResolved(occasion)) {
            return occasion;
        }
        final boolean isPending = Timestamps.toMillis(occasion.getStartTime()) > nowMs;
        return occasion.toBuilder()
                .setState(hasEnded(occasion, nowMs) ? "EXPIRED" : isPending ? "PENDING" : "LIVE")
                .build();
    }
}
