package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.control.v1.WatchLiveOccasionsResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OccasionWatchersTest {
    private static final int MOST = 1_024;

    private final OccasionWatchers watchers = new OccasionWatchers();

    @Test
    void shouldTellEachWatcherOfItsOwnTenantOnly() {
        final HeardEvents one = new HeardEvents();
        final HeardEvents other = new HeardEvents();
        watchers.add("t", one);
        watchers.add("u", other);

        watchers.tell("t", HeardEvents.event("DECLARED", "a"), new WatchPosition(7, 8));

        assertEquals(List.of("DECLARED a"), one.events());
        assertEquals("7-8", one.position());
        assertEquals(List.of(), other.events());
    }

    @Test
    void shouldForgetAWatcherThatIsOver() {
        final HeardEvents gone = new HeardEvents();
        watchers.add("t", gone);
        gone.end();

        watchers.tell("t", WatchLiveOccasionsResponse.getDefaultInstance(), new WatchPosition(1, 1));

        assertFalse(watchers.isWatched("t"));
        assertEquals(List.of(), gone.events());
    }

    @Test
    void shouldTakeAsManyAsATenantMayHaveAndAnotherOnceOneIsOver() {
        final List<HeardEvents> all = new ArrayList<>();
        for (int i = 0; i < OccasionWatchers.MOST_OF_TENANT; i++) {
            all.add(new HeardEvents());
            watchers.add("t", all.get(i));
        }

        assertRefused("t");
        all.get(3).end();
        watchers.add("t", new HeardEvents());

        assertTrue(watchers.isWatched("t"));
    }

    @Test
    void shouldTakeAsManyAsANodeMayHave() {
        for (int i = 0; i < MOST; i++) {
            watchers.add("t" + i / OccasionWatchers.MOST_OF_TENANT, new HeardEvents());
        }

        assertRefused("another");
    }

    private void assertRefused(final String tenant) {
        final ControlRefusal refused =
                assertThrows(ControlRefusal.class, () -> watchers.add(tenant, new HeardEvents()));
        assertEquals("TOO_MANY_WATCHERS", refused.refusal().reason());
    }
}
