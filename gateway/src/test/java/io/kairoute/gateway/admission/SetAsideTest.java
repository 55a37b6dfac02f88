package io.kairoute.gateway.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SetAsideTest {
    private static final long BUDGET_NS = 1_000;

    private final List<String> decided = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private long nowNs = -500;
    private final SetAside<String> setAside = new SetAside<>(BUDGET_NS, () -> nowNs);

    @Test
    void shouldDecideInOrderWhatThereIsTimeForAndRefuseTheRest() {
        assertEquals(16, offer(20));

        settle(400);

        // the one during which the time runs out is the last
        assertEquals(List.of("0", "1", "2"), decided);
        assertEquals(13, refused.size());
        assertEquals("3", refused.get(0));
    }

    @Test
    void shouldTakeNoMoreThanItLatelyHadTimeFor() {
        offer(20);
        settle(400);

        assertEquals(3, offer(20));
    }

    @Test
    void shouldDecideOneATurnHoweverLongThatOneTakes() {
        offer(20);
        settle(5 * BUDGET_NS);
        assertEquals(1, offer(20));
        settle(5 * BUDGET_NS);

        assertEquals(List.of("0", "0"), decided);
        assertEquals(1, offer(20));
    }

    @Test
    void shouldTakeTwiceAsManyAfterATurnThatHadTimeToSpare() {
        offer(20);
        settle(10);
        assertEquals(32, offer(50));
        settle(20);

        assertTrue(refused.isEmpty());
        assertEquals(32, offer(50), "640 of 1,000 is no time to spare");
    }

    @Test
    void shouldNotTakeMoreForATurnInWhichLessWasOffered() {
        offer(20);
        settle(400);
        offer(2);
        settle(10);

        assertEquals(3, offer(20));
    }

    @Test
    void shouldHaveNothingLeftForTheNextTurn() {
        offer(20);
        settle(400);
        decided.clear();
        refused.clear();

        settle(400);

        assertTrue(decided.isEmpty());
        assertTrue(refused.isEmpty());
        assertFalse(offer(1) == 0);
    }

    private int offer(final int calls) {
        int taken = 0;
        for (int i = 0; i < calls; i++) {
            taken += setAside.offer(Integer.toString(i)) ? 1 : 0;
        }
        return taken;
    }

    private void settle(final long eachNs) {
        setAside.settle(
                call -> {
                    decided.add(call);
                    nowNs += eachNs;
                },
                refused::add);
    }
}
