package io.kairoute.gateway.history.replay;

import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.log.DecisionRecord;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.SegmentLookup;

/**
 * Answers lookups as they were answered when a decision was made. Thread-confined: owned by its replay.
 */
final class LoggedSegments implements SegmentLookup {
    private final ProfileFlyweight profile = new ProfileFlyweight();
    private int left;
    private int lastResult;
    private boolean isOpen;

    /** Answers as in this decision from now on. */
    void take(final DecisionRecord record) {
        left = record.lookups();
        isOpen = record.isSetOpen();
        lastResult = switch (record.lookupResult()) {
            case DecisionRecord.FOUND -> FOUND;
            case DecisionRecord.UNAVAILABLE -> UNAVAILABLE;
            default -> MISSING;
        };
        if (record.hasProfile()) {
            record.profile(profile.buffer());
        }
    }

    @Override
    public int find(final SegmentKey key, final ProfileFlyweight into) {
        left--;
        if (left > 0) {
            return MISSING;
        }
        if (lastResult == FOUND) {
            into.buffer().putBytes(0, profile.buffer(), 0, ProfileFlyweight.LENGTH);
        }
        return lastResult;
    }

    @Override
    public boolean isAvailable() {
        return isOpen;
    }
}
