package io.kairoute.gateway.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TurnBudgetTest {
    private static final long MS = 1_000_000;

    private long nowNs;
    /** What the loop's thread did not work for, since the machine ran something else. */
    private long stolenNs;

    private TurnBudget budget = budget(25, 0);

    @Test
    void shouldServeABurstInFull() {
        assertEquals(90, served(90, MS));
        assertEquals(3, served(3, MS));
        nowNs += 200 * MS;
        assertEquals(90, served(90, MS));
    }

    @Test
    void shouldServeWhatGatheredDuringAPauseInFull() {
        assertEquals(1, served(1, 250 * MS));
        assertEquals(7, served(7, 5 * MS));
    }

    @Test
    void shouldServeWithinTheBudgetOnceTurnsStayLong() {
        overload();

        assertEquals(26, served(50, MS));
        assertEquals(26, served(50, MS));
    }

    @Test
    void shouldSeeAQueueOfShortGaps() {
        // when turns of thirty milliseconds follow each other half a millisecond apart
        for (int turn = 0; turn < 30; turn++) {
            served(30, MS);
            nowNs += MS / 2;
        }

        assertEquals(26, served(50, MS));
    }

    @Test
    void shouldSeeAQueueThatCameInOneTurn() {
        final int served = served(500, MS);

        assertEquals(116, served, 2);
    }

    @Test
    void shouldSeeAQueueSoonerWithASmallBudget() {
        budget = budget(2, 0);

        assertEquals(47, served(500, MS), 2);
        assertEquals(3, served(50, MS));
    }

    @Test
    void shouldServeCodeThatIsColdForTwentyTimesAsLong() {
        budget = budget(25, 1_000);

        // when turns follow each other without rest, then after the first second
        for (final long endNs = nowNs + 900 * MS; nowNs < endNs; ) {
            assertEquals(450, served(450, MS));
        }
        assertEquals(TurnBudget.COLD_ASKED, served(TurnBudget.COLD_ASKED, 0));
        nowNs += 200 * MS;

        assertEquals(116, served(500, MS), 2);
    }

    @Test
    void shouldTakeCodeForColdThatWasHardlyAskedHoweverLongAgoItBegan() {
        budget = budget(25, 1_000);
        assertEquals(100, served(100, 0));
        nowNs += 3_600_000 * MS;

        assertEquals(450, served(450, MS));
    }

    @Test
    void shouldRefuseWhatIsTooMuchEvenForCodeThatIsCold() {
        budget = budget(25, 1_000);

        assertEquals(501, served(600, MS));
        assertEquals(501, served(600, MS));
    }

    @Test
    void shouldServeAllAgainOnceTheLoopHasHadTimeOfItsOwn() {
        overload();
        // when calls of thirty milliseconds, long turns each, leave the loop four fifths of its time
        for (long sinceNs = nowNs; nowNs - sinceNs < TurnBudget.CALM_NS + 300 * MS; nowNs += 120 * MS) {
            served(1, 30 * MS);
        }

        assertEquals(50, served(50, MS));
    }

    @Test
    void shouldStayOnGuardAfterOneShortTurn() {
        overload();

        assertEquals(3, served(3, MS));
        assertEquals(26, served(50, MS));
    }

    @Test
    void shouldServeLongTurnsInFullWhenTheLoopRestsBetweenThem() {
        for (int turn = 0; turn < 50; turn++) {
            assertEquals(50, served(50, MS));
            nowNs += 40 * MS;
        }
    }

    @Test
    void shouldTellOnlyTheFirstCallOfATurnThatItBegins() {
        assertTrue(budget.turnBegins(1));
        assertFalse(budget.turnBegins(2));
        budget.turnEnded(3);
        assertTrue(budget.turnBegins(4));
    }

    @Test
    void shouldServeALoneCallerBesideABusyMachine() {
        // when a thousand calls, one at a time and without rest, each work for a millisecond and wait 99 for a
        // processor
        int served = 0;
        for (int call = 0; call < 1_000; call++) {
            served += servedBesideOthers(1, MS, 99 * MS);
        }

        assertEquals(1_000, served);
        assertFalse(budget.isOverloaded());
    }

    @Test
    void shouldSeeAQueueOfFewCallsThatTheLoopItselfWorksOn() {
        for (int turn = 0; turn < 10; turn++) {
            served(2, 40 * MS);
        }

        assertTrue(budget.isOverloaded());
    }

    @Test
    void shouldSeeAQueueOfManyCallsOnALoopThatWaitsInThem() {
        for (int turn = 0; turn < 10; turn++) {
            servedBesideOthers(10, 0, 10 * MS);
        }

        assertTrue(budget.isOverloaded());
    }

    private TurnBudget budget(final long budgetMs, final long coldMs) {
        return new TurnBudget(budgetMs * MS, coldMs * MS, () -> nowNs - stolenNs);
    }

    private int servedBesideOthers(final int calls, final long costNs, final long othersNs) {
        int served = 0;
        for (int i = 0; i < calls; i++) {
            budget.turnBegins(nowNs);
            nowNs += othersNs;
            stolenNs += othersNs;
            if (!budget.isExhausted(nowNs)) {
                nowNs += costNs;
                served++;
            }
        }
        budget.turnEnded(nowNs);
        return served;
    }

    private void overload() {
        for (int turn = 0; turn < 4; turn++) {
            served(50, MS);
        }
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
