package io.kairoute.bench.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kairoute.ctl.outcome.Refusal;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The promises about figures, from {@code bench/floors.json}: what a figure must be exactly, at most or at least.
 *
 * <p>A broken promise is an error. A ratio that keeps its promise within a margin of it is told as close: with {@code at_most}
 * 1.5 and {@code margin} 0.2, a figure above 1.5 breaks it, and one above 1.2 is close.
 */
public final class Floors {
    private final Map<String, Bound> bounds;

    /**
     * One figure's bound.
     *
     * @param exactly what it must be; null when it is bounded otherwise
     * @param at_most its upper bound, or null
     * @param at_least its lower bound, or null
     * @param margin the share of a bound within which a kept one is close
     */
    record Bound(
            @Nullable Double exactly,
            @Nullable Double at_most,
            @Nullable Double at_least,
            double margin) {
        String promised() {
            if (exactly != null) {
                return text(exactly) + " exactly";
            }
            return at_most != null ? "at most " + text(at_most) : "at least " + text(at_least);
        }

        private static String text(final @Nullable Double bound) {
            return bound == null
                    ? ""
                    : new BigDecimal(bound.toString()).stripTrailingZeros().toPlainString();
        }

        Verdict.State judge(final double figure) {
            final boolean isKept = (exactly == null || figure == exactly)
                    && (at_most == null || figure <= at_most)
                    && (at_least == null || figure >= at_least);
            final boolean isClose = (at_most != null && figure > at_most * (1 - margin))
                    || (at_least != null && figure < at_least * (1 + margin));
            return !isKept ? Verdict.State.BROKEN : isClose ? Verdict.State.CLOSE : Verdict.State.KEPT;
        }
    }

    /**
     * What became of one promise.
     *
     * @param name the figure's
     * @param promised in words
     * @param figure what was measured; null where it was not
     * @param state whether it was kept
     */
    public record Verdict(
            String name, String promised, @Nullable Double figure, State state) {
        /** Whether a promise was kept. */
        public enum State {
            /** It was. */
            KEPT,
            /** It was, and not by much. */
            CLOSE,
            /** It was not. */
            BROKEN,
            /** Nobody can say: there is no figure. */
            NOT_MEASURED
        }

        /** Whether a run must fail for it. */
        public boolean isRed() {
            return state == State.BROKEN || state == State.NOT_MEASURED;
        }

        /** One sentence. */
        public String words() {
            final String measured = figure == null ? "was not measured" : String.format(Locale.ROOT, "is %.2f", figure);
            return name + " " + measured + (state == State.CLOSE ? ", close to what is promised: " : ", promised is ")
                    + promised;
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

    /** What became of every promise, in the order of their names. */
    public List<Verdict> judge(final Map<String, Double> figures) {
        return bounds.entrySet().stream()
                .map(entry -> {
                    final Bound bound = entry.getValue();
                    final @Nullable Double figure = figures.get(entry.getKey());
                    return new Verdict(
                            entry.getKey(),
                            bound.promised(),
                            figure,
                            figure == null ? Verdict.State.NOT_MEASURED : bound.judge(figure));
                })
                .toList();
    }
}
