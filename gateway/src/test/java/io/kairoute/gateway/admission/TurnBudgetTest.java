package io.kairoute.gateway.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TurnBudgetTest {
    private static final long MS = 1_000_000;

    private final TurnBudget budget = new TurnBudget(5 * MS);
    private long nowNs;

    @Test
    void shouldServeASingleLongTurnInFull() {
        assertEquals(300, served(300, MS));
        assertEquals(10, served(10, MS));
        assertEquals(300, served(300, MS));
    }

    @Test
    void shouldServeWithinTheBudgetOnceTurnsStayLong() {
        for (int turn = 0; turn < 4; turn++) {
            served(50, MS);
        }

        assertEquals(6, served(50, MS));
        assertEquals(6, served(50, MS));
    }

    @Test
    void shouldServeAllAgainOnceNoTurnHasBeenLongForAWhile() {
        for (int turn = 0; turn < 4; turn++) {
            served(50, MS);
        }
        nowNs += TurnBudget.CALM_NS + MS;

        assertEquals(50, served(50, MS));
    }

    @Test
    void shouldStayOnGuardAfterOneShortTurn() {
        for (int turn = 0; turn < 4; turn++) {
            served(50, MS);
        }

        assertEquals(3, served(3, MS));
        assertEquals(6, served(50, MS));
    }

    @Test
    void shouldServeLongTurnsInFullWhenTheLoopWasIdleBetweenThem() {
        for (int turn = 0; turn < 20; turn++) {
            assertEquals(50, served(50, MS));
            nowNs += 2 * TurnBudget.IDLE_NS;
        }
    }

    @Test
    void shouldTellOnlyTheFirstCallOfATurnThatItBegins() {
        assertTrue(budget.turnBegins(1));
        assertFalse(budget.turnBegins(2));
        budget.turnEnded(3);
        assertTrue(budget.turnBegins(4));
    }

    /** One turn that brings so many calls, each of a cost; returns how many of them were served. */
    private int served(final int calls, final long costNs) {
        int served = 0;
        for (int i = 0; i < calls; i++) {
            budget.turnBegins(nowNs);
            if (!budget.isExhausted(nowNs)) {
                nowNs += costNs;
                served++;
            }
        }
        budget.turnEnded(nowNs);
        return served;
    }
}
