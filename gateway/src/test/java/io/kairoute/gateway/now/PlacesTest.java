package io.kairoute.gateway.now;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final int MOST = 64;
    private static final int THREADS = 8;
    private static final int ROUNDS = 200;

    @Test
    void shouldGiveNoMorePlacesThanThereAreToThreadsThatRace() throws Exception {
        final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                final Places places = new Places(MOST);
                final CountDownLatch start = new CountDownLatch(1);
                final Callable<Integer> taker = () -> {
                    start.await();
                    int taken = 0;
                    for (int i = 0; i < MOST; i++) {
                        taken += places.take() ? 1 : 0;
                    }
                    return taken;
                };
                final List<Future<Integer>> takers = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    takers.add(threads.submit(taker));
                }
                start.countDown();

                int all = 0;
                for (final Future<Integer> taken : takers) {
                    all += taken.get();
                }
                assertEquals(MOST, all);
                assertEquals(MOST, places.taken());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void shouldGiveAPlaceToTheNextOnceItCameBack() {
        final Places places = new Places(1);
        assertTrue(places.take());
        assertFalse(places.take());

        places.give();

        assertTrue(places.take());
    }
}
