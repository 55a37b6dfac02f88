package io.kairoute.gateway.control.state;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.LiveOccasion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The live occasions of one tenant in the order of their ends, so that a change looks at those that last, however many have ended.
 * Thread-confined: owned by whoever owns the state.
 */
final class LiveByEnd {
    private static final Comparator<Place> LAST_TO_END_FIRST = Comparator.comparingLong(Place::endMs)
            .reversed()
            .thenComparingLong(Place::declared)
            .thenComparing(Place::id);

    private final NavigableMap<Place, LiveOccasion> occasions = new TreeMap<>(LAST_TO_END_FIRST);

    /**
     * Where an occasion stands.
     *
     * @param endMs when it ends, milliseconds since 1970
     * @param declared the place of its declaration in the log
     */
    private record Place(long endMs, long declared, String id) {
        private static Place of(final LiveOccasion occasion, final LiveMark mark) {
            return new Place(Timestamps.toMillis(occasion.getExpireTime()), mark.declared(), occasion.getId());
        }

        // Before all that end then, and behind all that end later.
        private static Place firstAt(final long endMs) {
            return new Place(endMs, Long.MIN_VALUE, "");
        }
    }

    void add(final LiveOccasion occasion, final LiveMark mark) {
        occasions.put(Place.of(occasion, mark), occasion);
    }

    void remove(final LiveOccasion occasion, final LiveMark mark) {
        occasions.remove(Place.of(occasion, mark));
    }

    /** All of them, those that end last first. */
    Collection<LiveOccasion> all() {
        return Collections.unmodifiableCollection(occasions.values());
    }

    /** How many end after a time. */
    int lasting(final long nowMs) {
        return occasions.headMap(Place.firstAt(nowMs)).size();
    }

    /** Those whose end lies before a time. */
    List<LiveOccasion> endedBefore(final long endMs) {
        return new ArrayList<>(occasions.tailMap(Place.firstAt(endMs - 1)).values());
    }
}
