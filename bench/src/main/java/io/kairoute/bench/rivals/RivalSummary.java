package io.kairoute.bench.rivals;

import java.util.List;
import java.util.OptionalDouble;

/** What the timings add up to. Immutable. */
public final class RivalSummary {
    private static final List<String> ENGINES = List.of("kie_dmn", "camunda_dmn", "zen", "json_rules");

    private final List<RivalTiming> timings;

    /** Takes the timings of one run. */
    public RivalSummary(final List<RivalTiming> timings) {
        this.timings = List.copyOf(timings);
    }

    /** The mean over the positions, nanoseconds for one decision; empty where it was not measured. */
    public OptionalDouble mean(final String engine, final int rows) {
        return timings.stream()
                .filter(timing -> timing.engine().equals(engine) && timing.rows() == rows)
                .mapToDouble(RivalTiming::ns)
                .average();
    }

    /** How many times as long as Kairoute the fastest engine takes; empty where either was not measured. */
    public OptionalDouble fastestOverCore(final int rows) {
        final OptionalDouble core = mean("core", rows);
        final OptionalDouble fastest = ENGINES.stream()
                .map(engine -> mean(engine, rows))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .min();
        return core.isPresent() && fastest.isPresent()
                ? OptionalDouble.of(fastest.getAsDouble() / core.getAsDouble())
                : OptionalDouble.empty();
    }
}
