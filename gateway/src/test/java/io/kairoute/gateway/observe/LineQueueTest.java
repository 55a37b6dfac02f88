package io.kairoute.gateway.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LineQueueTest {
    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<String> written = new CopyOnWriteArrayList<>();

    @Test
    void shouldLoseAndCountWhatFindsNoRoomRatherThanWaitForALogThatIsStuck() throws Exception {
        final LineQueue<String> queue = LineQueue.open("test", 2, this::write);
        queue.add("a");
        assertTrue(writing.await(20, TimeUnit.SECONDS));

        for (final String line : List.of("b", "c", "d", "e")) {
            queue.add(line);
        }

        assertEquals(2, queue.lost());
        release.countDown();
        queue.close();
        assertEquals(List.of("a", "b", "c"), written);
    }

    @Test
    void shouldCountALineThatCannotBeWrittenAndWriteTheNext() {
        final LineQueue<String> queue = LineQueue.open("test", 8, line -> {
            if (line.equals("bad")) {
                throw new IllegalStateException("on purpose");
            }
            written.add(line);
        });
        for (final String line : List.of("a", "bad", "b")) {
            queue.add(line);
        }

        queue.close();
        assertEquals(List.of("a", "b"), written);
        assertEquals(1, queue.lost());
    }

    private void write(final String line) {
        writing.countDown();
        try {
            assertTrue(release.await(20, TimeUnit.SECONDS));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        written.add(line);
    }
}
