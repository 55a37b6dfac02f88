package io.kairoute.bench.process;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Repeats what was measured while others used the processors, and remembers what could not be measured in quiet.
 *
 * <p>Thread-confined: owned by a command.
 */
public final class QuietWatch {
    /** The share of the machine's processors that others may use while something is measured. */
    public static final double MOST = 0.05;
    /** How often one thing is measured at most. */
    public static final int TRIES = 3;

    private static final double PERCENT = 100;

    private final Supplier<ProcessorTime> processors;
    private final Consumer<String> progress;
    private final Map<String, Double> disturbed = new LinkedHashMap<>();

    /**
     * Watches this machine.
     *
     * @param progress hears when something is measured again
     */
    public QuietWatch(final Consumer<String> progress) {
        this(ProcessorTime::now, progress);
    }

    QuietWatch(final Supplier<ProcessorTime> processors, final Consumer<String> progress) {
        this.processors = processors;
        this.progress = progress;
    }

    /** Measures, again where others were busy; what counts is the quietest try. */
    public <T> T measure(final String task, final Supplier<T> measurement) {
        Try<T> best = attempt(measurement);
        for (int tried = 1; best.isDisturbed() && tried < TRIES; tried++) {
            progress.accept(String.format(
                    Locale.ROOT, "others used %.0f %% of the processors; once more: %s", best.others * PERCENT, task));
            final Try<T> next = attempt(measurement);
            best = next.others < best.others ? next : best;
        }
        if (best.isDisturbed()) {
            disturbed.merge(task, best.others, Math::max);
        }
        return best.result;
    }

    /** What was never measured in quiet, and the share of the processors that others used in its quietest try. */
    public Map<String, Double> disturbed() {
        return new LinkedHashMap<>(disturbed);
    }

    private <T> Try<T> attempt(final Supplier<T> measurement) {
        final ProcessorTime before = processors.get();
        final T result = measurement.get();
        return new Try<>(result, processors.get().othersSince(before));
    }

    /** One measurement; {@code others} is NaN where the machine does not tell. */
    private record Try<T>(T result, double others) {
        boolean isDisturbed() {
            return others > MOST;
        }
    }
}
