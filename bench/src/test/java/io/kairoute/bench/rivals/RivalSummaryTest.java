package io.kairoute.bench.rivals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RivalSummaryTest {
    private static final int ROWS = 100;

    @Test
    void shouldDivideRoundByRound() {
        final RivalSummary summary = summary(true, List.of(100.0, 110.0, 104.0), List.of(1_000.0, 1_045.0, 1_040.0));

        assertEquals(Optional.of(new RivalRatio("kie_dmn", 10, 9.5, 10)), summary.overCore("kie_dmn", ROWS));
    }

    @Test
    void shouldTellNoRatioOfWhatWasNotWarm() {
        final RivalSummary summary = summary(false, List.of(100.0), List.of(1_000.0));

        assertEquals(Optional.empty(), summary.overCore("kie_dmn", ROWS));
    }

    @Test
    void shouldTellNoRatioWhereARoundLiesMoreThanAFifthFromAnother() {
        final RivalSummary summary = summary(true, List.of(100.0, 125.0, 100.0), List.of(1_000.0, 1_000.0, 1_000.0));

        assertEquals(Optional.empty(), summary.overCore("kie_dmn", ROWS));
    }

    @Test
    void shouldTakeTheFastestOfAKind() {
        final RivalSummary summary = new RivalSummary(List.of(
                new RivalTiming(RivalSummary.CORE, ROWS, true, 1, List.of(100.0)),
                new RivalTiming("kie_dmn", ROWS, true, 1, List.of(4_000.0)),
                new RivalTiming("camunda_dmn", ROWS, true, 1, List.of(3_000.0))));

        assertEquals(
                Optional.of(new RivalRatio("camunda_dmn", 30, 30, 30)), summary.fastestOverCore(RivalKind.DMN, ROWS));
    }

    @Test
    void shouldNameNoFastestWhereOneOfTheKindWasNotMeasured() {
        final RivalSummary summary = summary(true, List.of(100.0), List.of(1_000.0));

        assertEquals(Optional.empty(), summary.fastestOverCore(RivalKind.DMN, ROWS));
    }

    private static RivalSummary summary(final boolean isSteady, final List<Double> ours, final List<Double> theirs) {
        return new RivalSummary(List.of(
                new RivalTiming(RivalSummary.CORE, ROWS, true, 1, ours),
                new RivalTiming("kie_dmn", ROWS, isSteady, 1, theirs)));
    }
}
