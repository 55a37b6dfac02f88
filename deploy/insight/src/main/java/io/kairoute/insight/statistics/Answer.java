package io.kairoute.insight.statistics;

import java.util.Optional;
import java.util.function.Function;

/**
 * Figures, or why there are none. Immutable.
 *
 * @param figures the figures, where there are some
 * @param why why there are none, where there are none
 * @param <T> the figures
 */
public record Answer<T>(Optional<T> figures, Optional<NoAnswer> why) {
    /** Figures. */
    public static <T> Answer<T> of(final T figures) {
        return new Answer<>(Optional.of(figures), Optional.empty());
    }

    /** No figures. */
    public static <T> Answer<T> none(final NoAnswer why) {
        return new Answer<>(Optional.empty(), Optional.of(why));
    }

    /** What follows from the figures; none follow from none. */
    public <R> Answer<R> then(final Function<T, Answer<R>> next) {
        return figures.map(next).orElseGet(() -> new Answer<>(Optional.empty(), why));
    }
}
