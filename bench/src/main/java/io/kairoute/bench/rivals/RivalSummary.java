package io.kairoute.bench.rivals;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What the timings add up to. Immutable. */
public final class RivalSummary {
    /** What Kairoute is called among the engines. */
    public static final String CORE = "core";

    /** How far the rounds of two engines may lie apart for their ratio to be told. */
    static final double REPEATS = 0.2;

    private final List<RivalTiming> timings;

    /** Takes the timings of one run. */
    public RivalSummary(final List<RivalTiming> timings) {
        this.timings = List.copyOf(timings);
    }

    /** What an engine took for a table of so many rows; empty where it was not measured. */
    public Optional<RivalTiming> timing(final String engine, final int rows) {
        return timings.stream()
                .filter(timing -> timing.engine().equals(engine) && timing.rows() == rows)
                .findFirst();
    }

    /**
     * How many times as long as Kairoute an engine takes. Empty where either was not measured, was not warm, or did not repeat
     * within a fifth.
     */
    public Optional<RivalRatio> overCore(final String engine, final int rows) {
        return timing(CORE, rows).filter(RivalSummary::isSound).flatMap(core -> timing(engine, rows)
                .filter(RivalSummary::isSound)
                .map(rival -> ratio(rival, core)));
    }

    /** The same of the fastest engine of a kind; empty where one of the kind has none, since that could be the fastest. */
    public Optional<RivalRatio> fastestOverCore(final RivalKind kind, final int rows) {
        final List<Optional<RivalRatio>> all =
                kind.engines().stream().map(engine -> overCore(engine, rows)).toList();
        return all.stream().allMatch(Optional::isPresent)
                ? all.stream().flatMap(Optional::stream).min(Comparator.comparingDouble(RivalRatio::ratio))
                : Optional.empty();
    }

    private static boolean isSound(final RivalTiming timing) {
        return timing.isSteady() && timing.spread() <= REPEATS;
    }

    private static RivalRatio ratio(final RivalTiming rival, final RivalTiming core) {
        final List<Double> rounds = IntStream.range(
                        0, Math.min(rival.ns().size(), core.ns().size()))
                .mapToObj(round -> rival.ns().get(round) / core.ns().get(round))
                .sorted()
                .toList();
        return new RivalRatio(
                rival.engine(), rounds.get(rounds.size() / 2), rounds.get(0), rounds.get(rounds.size() - 1));
    }
}
