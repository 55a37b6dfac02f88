package io.kairoute.router.decide;

import io.kairoute.router.Limits;
import io.kairoute.router.decision.Band;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.OccasionSource;
import io.kairoute.router.snapshot.OccasionTable;
import java.util.Arrays;

/**
 * The best candidate of each occasion that has one.
 *
 * <p>Thread-confined: owned by its stage.
 */
final class Candidates {
    private static final int NOT_TOUCHED = -1;
    private static final OccasionSource[] SOURCES = OccasionSource.values();

    private final int[] bestBp = new int[Limits.OCCASIONS];
    // Ordinals, as Decision holds them.
    private final int[] bestSource = new int[Limits.OCCASIONS];
    private final boolean[] clearLive = new boolean[Limits.OCCASIONS];
    private final int[] touched = new int[Limits.OCCASIONS];
    private int touchedCount;

    Candidates() {
        Arrays.fill(bestBp, NOT_TOUCHED);
    }

    void clear() {
        for (int i = 0; i < touchedCount; i++) {
            bestBp[touched[i]] = NOT_TOUCHED;
            clearLive[touched[i]] = false;
        }
        touchedCount = 0;
    }

    /** Adds a candidate; of equal ones the earlier stays. */
    void offer(final int occasion, final int confidenceBp, final OccasionSource source) {
        final int best = bestBp[occasion];
        if (best == NOT_TOUCHED) {
            touched[touchedCount++] = occasion;
        }
        if (confidenceBp > best) {
            bestBp[occasion] = confidenceBp;
            bestSource[occasion] = source.ordinal();
        }
    }

    void markClearLive(final int occasion) {
        clearLive[occasion] = true;
    }

    /** Writes the winner, or leaves band NONE. */
    void choose(final OccasionTable table, final Decision decision) {
        int clear = Decision.NONE;
        int ambiguous = Decision.NONE;
        for (int i = 0; i < touchedCount; i++) {
            final int occasion = touched[i];
            if (bestBp[occasion] >= table.clearAtBp()[occasion]) {
                clear = clear == Decision.NONE ? occasion : Math.min(clear, occasion);
            } else if (bestBp[occasion] >= table.ambiguousAtBp()[occasion] && isBetter(occasion, ambiguous)) {
                ambiguous = occasion;
            }
        }
        if (clear != Decision.NONE) {
            write(clear, Band.CLEAR, decision);
        } else if (ambiguous != Decision.NONE) {
            write(ambiguous, Band.AMBIGUOUS, decision);
        }
    }

    private boolean isBetter(final int occasion, final int than) {
        if (than == Decision.NONE || bestBp[occasion] != bestBp[than]) {
            return than == Decision.NONE || bestBp[occasion] > bestBp[than];
        }
        return occasion < than;
    }

    private void write(final int occasion, final Band band, final Decision decision) {
        decision.band(band);
        decision.occasion = occasion;
        decision.confidenceBp = bestBp[occasion];
        decision.occasionSource(clearLive[occasion] ? OccasionSource.LIVE : SOURCES[bestSource[occasion]]);
    }
}
