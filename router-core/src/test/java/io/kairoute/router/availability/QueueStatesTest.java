package io.kairoute.router.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.live.QueueState;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueueStatesTest {
    private static final int ROUNDS = 50_000;
    private static final int LEAST_SEEN = 1_000;
    private static final long DEADLINE_S = 60;

    private final QueueStates states = new QueueStates();
    private final QueueStates.Copy copy = new QueueStates.Copy();

    @Test
    void shouldGiveBackWhatWasReportedOfEachQueue() {
        for (int i = 0; i < QueueStates.SLOTS; i++) {
            assertTrue(states.report(new QueueState("q" + i, i, 2L * i, 3 * i, -1)), "i=" + i);
        }

        for (int i = 0; i < QueueStates.SLOTS; i++) {
            assertTrue(states.read(states.slot("q" + i), copy), "i=" + i);
            assertEquals(i, copy.atMs());
            assertEquals(2L * i, copy.expectedWaitMs());
            assertEquals(3 * i, copy.depth());
            assertEquals(-1, copy.available());
        }
    }

    @Test
    void shouldKnowNothingOfAQueueOfWhichNothingWasReported() {
        assertFalse(states.read(states.slot("silent"), copy));
        assertFalse(states.read(QueueStates.NO_SLOT, copy));
    }

    @Test
    void shouldSayThatThereIsNoSlotForOneQueueMore() {
        for (int i = 0; i < QueueStates.SLOTS; i++) {
            assertNotEquals(QueueStates.NO_SLOT, states.slot("q" + i));
        }

        assertEquals(QueueStates.NO_SLOT, states.slot("one more"));
        assertFalse(states.report(new QueueState("one more", 1, 1, 1, 1)));
        assertFalse(states.knows("one more"));
    }

    @Test
    void shouldGiveTheSlotsOfQueuesThatNoTableNamesToOthers() {
        IntStream.range(0, QueueStates.SLOTS).forEach(i -> states.slot("q" + i));
        final Set<String> named = IntStream.range(1, QueueStates.SLOTS)
                .mapToObj(i -> "q" + i)
                .collect(Collectors.toCollection(HashSet::new));
        final int kept = states.slot("q1");

        states.retain(named);

        assertTrue(states.report(new QueueState("renamed", 7, 8, 9, 10)));
        assertTrue(states.read(states.slot("renamed"), copy));
        assertEquals(9, copy.depth());
        assertEquals(kept, states.slot("q1"), "a queue that is still named keeps its slot");
        assertEquals(QueueStates.NO_SLOT, states.slot("q0"));
    }

    @Test
    void shouldTellAReaderOfAnOlderSnapshotNothingOfTheQueueThatHasTheSlotNow() {
        states.report(new QueueState("old", 1, 2, 3, 4));
        final int older = states.slot("old");
        assertTrue(states.read(older, copy));

        states.retain(Set.of());
        assertTrue(states.read(older, copy), "what was known of it is known for as long as nobody has the slot");
        assertEquals(3, copy.depth());
        final int newer = states.slot("new");
        assertFalse(states.read(newer, copy), "nor does the new queue have the state of the old one");
        states.report(new QueueState("new", 5, 6, 7, 8));

        assertFalse(states.read(older, copy));
        assertTrue(states.read(newer, copy));
        assertEquals(7, copy.depth());
    }

    @Test
    void shouldNumberASlotAnewForAsLongAsItIsGivenAway() {
        final Set<Integer> numbers = new HashSet<>();
        for (int owner = 0; owner < 1 << 18; owner++) {
            states.retain(Set.of());
            final int slot = states.slot("q");
            assertTrue(slot >= 0 && numbers.add(slot), "owner=" + owner);
        }
    }

    // Each state tells its owner in every field, so a reader that has one owner's number must see that owner or
    // nothing.
    @Test
    void shouldShowNobodyAStateOfAnotherQueueWhileSlotsChangeHands() throws Exception {
        final AtomicInteger published = new AtomicInteger(QueueStates.NO_SLOT);
        final AtomicInteger seen = new AtomicInteger();
        final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
        final ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            final Future<?> reading = reader.submit(() -> readUntilTheEnd(published, seen));
            int owner = 0;
            while (!reading.isDone() && (owner < ROUNDS || seen.get() < LEAST_SEEN) && System.nanoTime() - endNs < 0) {
                final String queue = "q" + owner++;
                states.retain(Set.of());
                final int slot = states.slot(queue);
                states.report(new QueueState(queue, slot, slot, slot, slot));
                published.set(slot);
            }
            published.set(Integer.MIN_VALUE);
            reading.get(DEADLINE_S, TimeUnit.SECONDS);
            assertTrue(seen.get() >= LEAST_SEEN, () -> "states seen=" + seen);
        } finally {
            reader.shutdownNow();
        }
    }

    private void readUntilTheEnd(final AtomicInteger published, final AtomicInteger seen) {
        final QueueStates.Copy into = new QueueStates.Copy();
        for (int slot = published.get(); slot != Integer.MIN_VALUE; slot = published.get()) {
            if (states.read(slot, into)) {
                assertEquals(slot, into.atMs());
                assertEquals(slot, into.expectedWaitMs());
                assertEquals(slot, into.depth());
                assertEquals(slot, into.available());
                seen.incrementAndGet();
            }
        }
    }
}
