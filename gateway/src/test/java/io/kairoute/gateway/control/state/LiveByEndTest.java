package io.kairoute.gateway.control.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.LiveOccasion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LiveByEndTest {
    private static final int MOST_END = 40;

    private final Random random = new Random(7);
    private final LiveByEnd byEnd = new LiveByEnd();
    private final Map<LiveOccasion, LiveMark> held = new HashMap<>();
    private final List<LiveOccasion> declared = new ArrayList<>();

    @Test
    void shouldAnswerAsASearchThroughAllOfThemDoes() {
        for (int sequence = 1; sequence <= 2_000; sequence++) {
            if (declared.isEmpty() || random.nextInt(5) > 1) {
                add(sequence);
            } else {
                remove(declared.get(random.nextInt(declared.size())));
            }
            final long atMs = random.nextInt(MOST_END + 2) - 1L;

            assertEquals(sorted().filter(one -> endMs(one) > atMs).count(), byEnd.lasting(atMs), "lasting at " + atMs);
            assertEquals(
                    sorted().filter(one -> endMs(one) < atMs).toList(),
                    byEnd.endedBefore(atMs),
                    "ended before " + atMs);
            assertEquals(sorted().toList(), List.copyOf(byEnd.all()));
        }
    }

    private void add(final int sequence) {
        final LiveOccasion occasion = LiveOccasion.newBuilder()
                .setId("o" + sequence)
                .setExpireTime(Timestamps.fromMillis(random.nextInt(MOST_END)))
                .build();
        final LiveMark mark = new LiveMark(sequence, sequence);
        byEnd.add(occasion, mark);
        held.put(occasion, mark);
        declared.add(occasion);
    }

    private void remove(final LiveOccasion occasion) {
        byEnd.remove(occasion, held.getOrDefault(occasion, new LiveMark(0, 0)));
        declared.remove(occasion);
    }

    // A stable sort: of those that end together, the first declared comes first.
    private Stream<LiveOccasion> sorted() {
        return declared.stream()
                .sorted(Comparator.comparingLong(LiveByEndTest::endMs).reversed());
    }

    private static long endMs(final LiveOccasion occasion) {
        return Timestamps.toMillis(occasion.getExpireTime());
    }
}
