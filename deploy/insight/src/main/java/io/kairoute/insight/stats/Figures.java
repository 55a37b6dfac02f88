package io.kairoute.insight.stats;

import io.kairoute.insight.statistics.Answer;
import io.kairoute.insight.statistics.Interval;
import io.kairoute.insight.statistics.NoAnswer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Figures as they are written: each name is always there, null where there is no figure, and then {@code no_answer} says why. */
final class Figures {
    private final Map<String, @Nullable Object> figures = new LinkedHashMap<>();
    private final List<Map<String, Object>> silences = new ArrayList<>();

    /** Adds a figure. */
    Figures put(final String name, final @Nullable Object figure) {
        figures.put(name, figure);
        return this;
    }

    /** Adds what follows from an answer; null where it is none, with its reason. */
    <T> Figures put(final String name, final Answer<T> answer, final Function<T, Object> shown) {
        answer.why().ifPresent(why -> silent(name, why));
        return put(name, orNull(answer.figures().map(shown)));
    }

    /** Says why there is no figure. */
    Figures silent(final String name, final NoAnswer why) {
        final Map<String, Object> silence = new LinkedHashMap<>();
        silence.put("figure", name);
        silence.put("reason", why.name());
        silence.put("because", why.sentence());
        silences.add(silence);
        return this;
    }

    /** All figures, and at the end why some are missing. */
    Map<String, @Nullable Object> answered() {
        return put("no_answer", silences).figures;
    }

    /** The figures alone. */
    Map<String, @Nullable Object> map() {
        return figures;
    }

    /** An interval; an end that is not there is null. */
    static List<@Nullable Double> interval(final Interval interval) {
        return Arrays.asList(finite(interval.lower()), finite(interval.upper()));
    }

    static <T> @Nullable T orNull(final Optional<T> optional) {
        return optional.isPresent() ? optional.get() : null;
    }

    private static @Nullable Double finite(final double bound) {
        return Double.isInfinite(bound) ? null : Double.valueOf(bound);
    }
}
