package io.kairoute.router.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class IndexBudgetTest {
    private static final int TAKERS = 4;
    private static final int ROUNDS = 20_000;

    @Test
    void shouldGiveAllOrNothing() {
        final IndexBudget budget = new IndexBudget(100);

        assertTrue(budget.take(60));
        assertFalse(budget.take(41));
        assertTrue(budget.take(40));
        budget.giveBack(60);

        assertEquals(40, budget.taken());
        assertFalse(budget.take(Long.MAX_VALUE), "no sum overflows");
    }

    @Test
    void shouldHaveNoRoomAtAllWhereThereIsNone() {
        assertFalse(new IndexBudget(0).take(1));
    }

    @Test
    void shouldBeAQuarterOfTheHeapForTheWholeProcess() {
        assertEquals(
                Runtime.getRuntime().maxMemory() / 4, IndexBudget.ofProcess().bytes());
    }

    @Test
    void shouldGiveNoMoreThanThereIsHoweverManyTakeAtOnce() throws Exception {
        final IndexBudget budget = new IndexBudget(3);
        final ExecutorService takers = Executors.newFixedThreadPool(TAKERS);
        final CyclicBarrier start = new CyclicBarrier(TAKERS);
        try {
            final List<Future<Long>> most = new ArrayList<>();
            for (int i = 0; i < TAKERS; i++) {
                most.add(takers.submit(() -> {
                    start.await();
                    long seen = 0;
                    for (int round = 0; round < ROUNDS; round++) {
                        if (budget.take(2)) {
                            seen = Math.max(seen, budget.taken());
                            budget.giveBack(2);
                        }
                    }
                    return seen;
                }));
            }
            for (final Future<Long> one : most) {
                assertTrue(one.get(60, TimeUnit.SECONDS) <= 2, "only one of them has it at a time");
            }
        } finally {
            takers.shutdownNow();
        }
        assertEquals(0, budget.taken());
    }
}
