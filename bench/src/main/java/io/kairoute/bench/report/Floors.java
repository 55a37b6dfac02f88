package io.kairoute.bench.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kairoute.ctl.outcome.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The figures that must not get worse, from {@code bench/floors.json}.
 *
 * <p>An allocation is held exactly. A ratio has a margin, since no two runs are alike: with {@code at_most} 1.5 and
 * {@code margin} 0.2, a run fails above 1.8.
 */
public final class Floors {
    private final Map<String, Bound> bounds;

    /**
     * One figure's bound.
     *
     * @param exactly what it must be; null when it is bounded otherwise
     * @param at_most its upper bound, or null
     * @param at_least its lower bound, or null
     * @param margin the share by which a bound may be missed
     */
    record Bound(
            @Nullable Double exactly,
            @Nullable Double at_most,
            @Nullable Double at_least,
            double margin) {
        @Nullable
        String breach(final double figure) {
            if (exactly != null && figure != exactly) {
                return String.format(Locale.ROOT, "is %s, and must be %s", figure, exactly);
            }
            if (at_most != null && figure > at_most * (1 + margin)) {
                return String.format(Locale.ROOT, "is %s, above %s and its margin of %s", figure, at_most, margin);
            }
            if (at_least != null && figure < at_least * (1 - margin)) {
                return String.format(Locale.ROOT, "is %s, below %s and its margin of %s", figure, at_least, margin);
            }
            return null;
        }
    }

    private Floors(final Map<String, Bound> bounds) {
        this.bounds = new TreeMap<>(bounds);
    }

    /**
     * Reads a file of floors.
     *
     * @throws Refusal when it cannot be read
     */
    public static Floors read(final Path file) {
        try {
            return new Floors(new ObjectMapper().readValue(file.toFile(), new TypeReference<Map<String, Bound>>() {}));
        } catch (final IOException e) {
            throw new Refusal(file + " cannot be read as floors: " + e.getMessage(), e);
        }
    }

    /** A sentence for every figure that is worse than it may be, or missing. */
    public List<String> breaches(final Map<String, Double> figures) {
        final List<String> breaches = new ArrayList<>();
        bounds.forEach((name, bound) -> {
            final @Nullable Double figure = figures.get(name);
            final @Nullable String breach = figure == null ? "was not measured" : bound.breach(figure);
            if (breach != null) {
                breaches.add(name + " " + breach);
            }
        });
        return breaches;
    }
}
