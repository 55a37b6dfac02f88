package io.kairoute.router.segment;

import io.kairoute.router.key.SegmentKey;
import java.io.IOException;
import java.nio.file.Path;
import net.openhft.chronicle.map.ChronicleMap;
import org.jspecify.annotations.Nullable;

/**
 * A store's read index for as long as somebody needs it: made where the budget has room, and dropped with the last need.
 *
 * <p>Thread-safe. The volatile store of the finished index happens before every lookup that sees it.
 */
final class ReadIndex {
    private final IndexBudget budget;
    private volatile @Nullable ProfileIndex index;
    private long takenBytes;
    private int needs = 1;

    ReadIndex(final IndexBudget budget) {
        this.budget = budget;
    }

    /** The index; null where there is none. */
    @Nullable
    ProfileIndex now() {
        return index;
    }

    /** Makes the index, unless there is one; returns whether there is one now. Nobody may write to the file meanwhile. */
    synchronized boolean make(final ChronicleMap<SegmentKey, ProfileFlyweight> map, final Path file)
            throws IOException {
        if (index != null || needs == 0) {
            return index != null;
        }
        final long bytes = ProfileIndex.heapBytes(map.longSize());
        if (!budget.take(bytes)) {
            return false;
        }
        takenBytes = bytes;
        try {
            index = ProfileIndex.over(map, file);
        } finally {
            if (index == null) {
                giveBack();
            }
        }
        return index != null;
    }

    /** Has the index stay until one {@link #release} more. */
    synchronized void need() {
        needs++;
    }

    /** Drops the index where nobody needs it any more, and calls the end before that. */
    synchronized void release(final Runnable end) {
        needs--;
        if (needs == 0) {
            end.run();
            index = null;
            giveBack();
        }
    }

    private void giveBack() {
        budget.giveBack(takenBytes);
        takenBytes = 0;
    }
}
