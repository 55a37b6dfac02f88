package io.kairoute.node.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.config.StopConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ServiceManagerTest {
    private static final long PATIENCE_S = 30;
    private static final Executor TURNS = Runnable::run;

    private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();

    @Test
    void shouldTellThatTheNodeIsReadyAndThenThatItLives() throws Exception {
        final ServiceManager manager = new ServiceManager(false, told::add, 3);

        manager.ready(() -> List.of(TURNS, TURNS), () -> {});

        assertEquals("READY=1", told.poll(PATIENCE_S, TimeUnit.SECONDS));
        assertEquals("WATCHDOG=1", told.poll(PATIENCE_S, TimeUnit.SECONDS));
        assertEquals("WATCHDOG=1", told.poll(PATIENCE_S, TimeUnit.SECONDS));
    }

    @Test
    void shouldGiveNoSignOfLifeWhileALoopHangs() throws Exception {
        final ExecutorService loop = Executors.newSingleThreadExecutor();
        final CountDownLatch hanging = new CountDownLatch(1);
        final CountDownLatch asked = new CountDownLatch(2);
        loop.execute(() -> awaitOf(hanging));
        final Executor watched = task -> {
            asked.countDown();
            loop.execute(task);
        };

        new ServiceManager(false, told::add, 3).ready(() -> List.of(TURNS, watched), () -> {});

        assertEquals("READY=1", told.poll(PATIENCE_S, TimeUnit.SECONDS));
        assertNull(told.poll(100, TimeUnit.MILLISECONDS));
        assertEquals(1, asked.getCount());
        hanging.countDown();
        assertEquals("WATCHDOG=1", told.poll(PATIENCE_S, TimeUnit.SECONDS));
        loop.shutdownNow();
    }

    @Test
    void shouldGiveNoSignOfLifeWhereNobodyWaitsForOne() throws Exception {
        new ServiceManager(false, told::add, 0).ready(() -> List.of(TURNS), () -> {});

        assertEquals("READY=1", told.poll(PATIENCE_S, TimeUnit.SECONDS));
        assertNull(told.poll(100, TimeUnit.MILLISECONDS));
    }

    @Test
    void shouldTellWhenAReloadBeginsAndWhenItIsDone() {
        final List<String> order = new ArrayList<>();
        final ServiceManager manager = new ServiceManager(true, order::add, 0);

        manager.reload(() -> order.add("read"));

        assertEquals(3, order.size());
        assertTrue(order.get(0).matches("RELOADING=1\nMONOTONIC_USEC=\\d+"), order.get(0));
        assertEquals(List.of("read", "READY=1"), order.subList(1, 3));
    }

    @Test
    void shouldAskForAsMuchTimeToStopAsCallsAreGiven() {
        final List<String> messages = new ArrayList<>();

        new ServiceManager(true, messages::add, 0).stopping(new StopConfig(120_000, 30_000));

        assertEquals(List.of("STOPPING=1\nEXTEND_TIMEOUT_USEC=210000000"), messages);
    }

    private static void awaitOf(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
