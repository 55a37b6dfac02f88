package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.WatchLiveOccasionsResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OccasionWatchersTest {
    private final OccasionWatchers watchers = new OccasionWatchers();

    @Test
    void shouldGoOnBehindThePositionThatAReaderHasReached() {
        final Told before = new Told();
        watchers.add("t", before, "", Map.of());
        watchers.tell("t", event("a"));
        watchers.tell("t", event("b"));

        final Told after = new Told();
        watchers.add("t", after, before.positions.get(1), Map.of());

        assertEquals(List.of("b"), after.ids);
        assertFalse(after.isAnew);
        assertEquals(before.positions.get(2), after.positions.get(0));
    }

    @Test
    void shouldBeginAnewWhereAPositionIsOfAnotherStartOrTooOld() {
        final Told before = new Told();
        watchers.add("t", before, "", Map.of());
        for (int i = 0; i < 2_000; i++) {
            watchers.tell("t", event("a" + i));
        }

        for (final String unknown :
                List.of("otherone-3", before.positions.get(1), "x", "-1", before.positions.get(1) + "9999")) {
            final Told after = new Told();
            watchers.add("t", after, unknown, Map.of("p", event("p")));

            assertEquals(List.of("p"), after.ids, unknown);
            assertEquals(true, after.isAnew, unknown);
        }
    }

    private static WatchLiveOccasionsResponse event(final String id) {
        return WatchLiveOccasionsResponse.newBuilder()
                .setEvent("DECLARED")
                .setLiveOccasion(LiveOccasion.newBuilder().setId(id))
                .build();
    }

    /** A watcher that keeps what it is told. */
    private static final class Told implements OccasionWatcher {
        private final List<String> ids = new ArrayList<>();
        private final List<String> positions = new ArrayList<>();
        private boolean isAnew;

        @Override
        public void present(
                final Map<String, WatchLiveOccasionsResponse> present, final String position, final boolean anew) {
            ids.addAll(present.keySet());
            positions.add(position);
            isAnew = anew;
        }

        @Override
        public void goOn(final Collection<String> known) {}

        @Override
        public void changed(final WatchLiveOccasionsResponse event, final String position) {
            ids.add(event.getLiveOccasion().getId());
            positions.add(position);
        }

        @Override
        public boolean isOver() {
            return false;
        }
    }
}
