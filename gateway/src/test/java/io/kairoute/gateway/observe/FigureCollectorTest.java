package io.kairoute.gateway.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FigureCollectorTest {
    private final AtomicLong nowNs = new AtomicLong(7);
    private final FigureCollector figures = new FigureCollector(nowNs::get);

    @Test
    void shouldShowWhatTheLastLookFoundAndNothingOfTheOneBefore() {
        final FigureSheet first = new FigureSheet();
        first.add(Figure.LIVE, 2, "tenant", "a");
        first.add(Figure.LIVE_LEFT, 30, "tenant", "a");
        figures.show(first);
        final FigureSheet second = new FigureSheet();
        second.add(Figure.LIVE, 0, "tenant", "a");
        second.add(Figure.LIVE, 1, "tenant", "b");

        figures.show(second);

        assertEquals(
                List.of(
                        "kairoute_live_occasions{tenant=\"a\"} 0.0",
                        "kairoute_live_occasions{tenant=\"b\"} 1.0",
                        "kairoute_look_age_seconds 0.0"),
                shown());
    }

    @Test
    void shouldShowHowLongAgoTheLastLookWas() {
        nowNs.addAndGet(TimeUnit.SECONDS.toNanos(3));
        assertEquals(List.of("kairoute_look_age_seconds 3.0"), shown());

        figures.show(new FigureSheet());
        nowNs.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));

        assertEquals(List.of("kairoute_look_age_seconds 0.5"), shown());
    }

    @Test
    void shouldRefuseTwoValuesOfTheSameLabelsBeforeAScrapeMeetsThem() {
        final FigureSheet twice = new FigureSheet();
        twice.add(Figure.LIVE, 1, "tenant", "a");
        twice.add(Figure.LIVE, 2, "tenant", "a");

        assertThrows(IllegalArgumentException.class, () -> figures.show(twice));
    }

    private List<String> shown() {
        try (GatewayMeters meters = new GatewayMeters(1)) {
            meters.showFigures(figures);
            return meters.scrape()
                    .lines()
                    .filter(line -> line.startsWith("kairoute_l"))
                    .toList();
        }
    }
}
