package io.kairoute.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds the highest rate at which the 99th percentile stays under a bound.
 *
 * <p>The rate doubles until it is too high, then the gap is halved. A rate is too high when its p99 is over the bound, when
 * a contact got no decision, or when it could not be offered at all. Thread-confined: owned by a command.
 */
public final class RateSearch {
    private static final double CLOSE_ENOUGH = 1.05;
    private static final double MOST_PER_S = 2_000_000;

    private final double p99BoundUs;
    private final DoubleFunction<LoadResult> load;
    private final Consumer<LoadResult> progress;
    private final List<LoadResult> tried = new ArrayList<>();

    /** Prepares a search; {@code load} runs one rate. */
    public RateSearch(
            final double p99BoundUs, final DoubleFunction<LoadResult> load, final Consumer<LoadResult> progress) {
        this.p99BoundUs = p99BoundUs;
        this.load = load;
        this.progress = progress;
    }

    /** The best result within the bound; null when even the first rate was too high. */
    public @Nullable LoadResult search(final double firstPerS) {
        @Nullable LoadResult best = null;
        double low = firstPerS;
        double high = firstPerS;
        while (high <= MOST_PER_S) {
            final LoadResult result = attempt(high);
            if (!fits(result)) {
                break;
            }
            best = result;
            low = high;
            high *= 2;
        }
        while (best != null && high / low > CLOSE_ENOUGH && high <= MOST_PER_S) {
            final double middle = (low + high) / 2;
            final LoadResult result = attempt(middle);
            if (fits(result)) {
                best = result;
                low = middle;
            } else {
                high = middle;
            }
        }
        return best;
    }

    /** Everything that was tried, in order. */
    public List<LoadResult> tried() {
        return List.copyOf(tried);
    }

    private LoadResult attempt(final double ratePerS) {
        final LoadResult result = load.apply(ratePerS);
        tried.add(result);
        progress.accept(result);
        return result;
    }

    private boolean fits(final LoadResult result) {
        return result.endedEarly() == null
                && result.failed() == 0
                && result.isOffered()
                && result.percentileUs(99) <= p99BoundUs;
    }
}
