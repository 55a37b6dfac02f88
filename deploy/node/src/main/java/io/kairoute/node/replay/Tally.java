package io.kairoute.node.replay;

import io.kairoute.ctl.route.CallFailure;
import io.kairoute.routing.v1.RouteResponse;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/**
 * Counts what a replay gave.
 *
 * <p>Thread-confined: owned by whoever runs the replay.
 */
public final class Tally {
    private static final long HIGHEST_NS = TimeUnit.MINUTES.toNanos(1);

    /** What decisions are counted by, as titles for a person. */
    public enum By {
        /** The occasion. */
        OCCASION("occasion", RouteResponse::getOccasion),
        /** The confidence band. */
        BAND("band", RouteResponse::getBand),
        /** The tier. */
        TIER("tier", RouteResponse::getTier),
        /** The queue. */
        QUEUE("queue", RouteResponse::getQueue),
        /** Where the tier came from. */
        SEGMENT_SOURCE("segment source", RouteResponse::getSegmentSource),
        /** Why the decision is not what full inputs would have given. */
        FALLBACK_CAUSE("fallback", RouteResponse::getFallbackCause);

        private final String title;

        @SuppressWarnings("ImmutableEnumChecker") // method references that hold nothing
        private final Function<RouteResponse, String> value;

        By(final String title, final Function<RouteResponse, String> value) {
            this.title = title;
            this.value = value;
        }

        /** The title of a table. */
        public String title() {
            return title;
        }
    }

    private final Map<By, Map<String, Long>> counts = new LinkedHashMap<>();
    private final Map<String, Long> guardrails = new LinkedHashMap<>();
    private final Map<String, Long> failures = new LinkedHashMap<>();
    private final Histogram latencyNs = new Histogram(HIGHEST_NS, 3);
    private long decisions;
    private long failed;

    /** Makes an empty tally. */
    public Tally() {
        for (final By by : By.values()) {
            counts.put(by, new LinkedHashMap<>());
        }
    }

    /** Counts a decision. */
    public void add(final RouteResponse decision, final long tookNs) {
        decisions++;
        counts.forEach((by, count) -> count.merge(by.value.apply(decision), 1L, Long::sum));
        decision.getGuardrailsList().forEach(guardrail -> guardrails.merge(guardrail, 1L, Long::sum));
        latencyNs.recordValue(Math.min(tookNs, HIGHEST_NS));
    }

    /** Counts a question without a decision. */
    public void add(final CallFailure failure) {
        failed++;
        failures.merge(failure.status() + ": " + failure.getMessage(), 1L, Long::sum);
    }

    /** How many decisions came. */
    public long decisions() {
        return decisions;
    }

    /** How many questions got none. */
    public long failed() {
        return failed;
    }

    /** Decisions by one thing, the most first; the empty text is left out. */
    public List<Map.Entry<String, Long>> by(final By by) {
        return mostFirst(counts.getOrDefault(by, Map.of()));
    }

    /** Decisions by the guardrails that bit, the most first. */
    public List<Map.Entry<String, Long>> byGuardrail() {
        return mostFirst(guardrails);
    }

    /** Failures by what the server said, the most first. */
    public List<Map.Entry<String, Long>> byFailure() {
        return mostFirst(failures);
    }

    /** From asking to the answer, nanoseconds. */
    public Histogram latencyNs() {
        return latencyNs;
    }

    private static List<Map.Entry<String, Long>> mostFirst(final Map<String, Long> counts) {
        return counts.entrySet().stream()
                .filter(entry -> !entry.getKey().isEmpty())
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }
}
