package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.kairoute.gateway.refusal.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTest {
    /** As many as the settings of a lone listener let in. */
    private static final int MOST_OPEN = 1_000;

    private final LoneLane lone = new LoneLane();
    private final Turns turns = lone.lane().turns();

    @AfterEach
    void stop() {
        lone.close();
    }

    @Test
    void shouldAskTheLoopForOneEndOfATurnHoweverManyCallsBeginInIt() {
        turns.count();

        assertNull(turns.admit(0, 1));
        assertNull(turns.admit(0, 2));
        assertNull(turns.admitMessage(0, 3));
        assertEquals(1, lone.tasks().size());

        lone.tasks().remove().handle(null);
        assertNull(turns.admit(0, 4));

        assertEquals(1, lone.tasks().size());
    }

    @Test
    void shouldNotCountTurnsBeforeTheNodeIsWarm() {
        assertNull(turns.admit(0, 1));

        assertEquals(0, lone.tasks().size());
    }

    @Test
    void shouldRefuseACallBesideTooManyUnreadAnswersAndCountThat() {
        for (int i = 0; i < MOST_OPEN; i++) {
            lone.lane().openCalls().handedOver();
        }

        final Refusal refusal = turns.admit(0, 1);

        assertNotNull(refusal);
        assertEquals("TOO_MANY_CALLS", refusal.reason());
        assertEquals(1, lone.metric("kairoute_rejected_total{cause=\"TOO_MANY_CALLS\"}"));

        lone.lane().openCalls().written();
        assertNull(turns.admit(0, 2));
    }

    @Test
    void shouldGiveACallThatIsHandedOnTheTimeThatItsHeadersWereRead() {
        lone.step(10);

        turns.arrivedAt(5);
        assertEquals(5, turns.arrivalNs());
        assertEquals(5, turns.arrivalNs());
        turns.arrivesNow();

        final long nowNs = turns.arrivalNs();
        assertEquals(nowNs + 10, turns.arrivalNs());
    }
}
