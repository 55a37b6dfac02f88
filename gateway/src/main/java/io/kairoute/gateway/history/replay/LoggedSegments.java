package io.kairoute.gateway.history.replay;

import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.log.DecisionRecord;
import io.kairoute.router.segment.AnsweredLookup;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.SegmentLookup;

/**
 * Answers lookups as they were answered when a decision was made. Thread-confined: owned by its replay.
 */
final class LoggedSegments implements SegmentLookup {
    private final ProfileFlyweight profile = new ProfileFlyweight();
    private AnsweredLookup answers = new AnsweredLookup(0, MISSING, profile.bytes(), false);

    /** Answers as in this decision from now on. */
    void take(final DecisionRecord record) {
        final int lastResult =
                switch (record.lookupResult()) {
                    case DecisionRecord.FOUND -> FOUND;
                    case DecisionRecord.UNAVAILABLE -> UNAVAILABLE;
                    default -> MISSING;
                };
        if (record.hasProfile()) {
            record.profile(profile.buffer());
        }
        answers = new AnsweredLookup(record.lookups(), lastResult, profile.bytes(), record.isSetOpen());
    }

    @Override
    public int profile(final SegmentKey key, final ProfileFlyweight into) {
        return answers.profile(key, into);
    }

    @Override
    public boolean isAvailable() {
        return answers.isAvailable();
    }
}
