package io.kairoute.bench.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuietWatchTest {
    private static final long TICKS = 1_000;

    private final Deque<Long> others = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private long all;
    private long othersSoFar;
    private boolean isBefore = true;

    /** Each measurement takes a thousand ticks, of which others use what comes next. */
    private final QuietWatch quiet = new QuietWatch(
            () -> {
                if (!isBefore) {
                    all += TICKS;
                    othersSoFar += others.removeFirst();
                }
                isBefore = !isBefore;
                return new ProcessorTime(all, othersSoFar);
            },
            told::add);

    private int measured;

    @Test
    void shouldMeasureOnceWhatNobodyDisturbs() {
        others.add(50L);

        assertEquals(1, quiet.measure("a task", () -> ++measured));
        assertEquals(Map.of(), quiet.disturbed());
        assertTrue(told.isEmpty(), told::toString);
    }

    @Test
    void shouldMeasureAgainWhatOthersDisturbed() {
        others.addAll(List.of(300L, 10L));

        assertEquals(2, quiet.measure("a task", () -> ++measured));
        assertEquals(Map.of(), quiet.disturbed());
        assertEquals(List.of("others used 30 % of the processors; once more: a task"), told);
    }

    @Test
    void shouldTakeTheQuietestOfThreeAndSayThatItWasNotQuiet() {
        others.addAll(List.of(300L, 100L, 200L));

        assertEquals(2, quiet.measure("a task", () -> ++measured));
        assertEquals(Map.of("a task", 0.1), quiet.disturbed());
        assertEquals(3, measured);
    }
}
