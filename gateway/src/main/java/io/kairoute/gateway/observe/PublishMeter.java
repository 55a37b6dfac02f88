package io.kairoute.gateway.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts publishes and changes by what they came to, and times the steps that take long. Thread-safe.
 *
 * <p>It is made with what publishes, before there is a registry, and shown once there is one. Whoever publishes holds it: a registry
 * holds weakly what it asks.
 */
public final class PublishMeter {
    private final AtomicLongArray ended = new AtomicLongArray(PublishOutcome.values().length);
    private final LongAdder notWritten = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private final DurationCollector compile = new DurationCollector(
            "kairoute_publish_compile_seconds", "Time to check and compile the table of a publish.");
    private final DurationCollector append = new DurationCollector(
            "kairoute_control_log_append_seconds", "Time until a change is in the control log, on the disk.");

    /** Counts a publish or rollback that ended. */
    public void ended(final PublishOutcome outcome) {
        ended.incrementAndGet(outcome.ordinal());
    }

    /** Takes how long a table took to be checked and compiled. */
    public void compiled(final long tookNs) {
        compile.add(tookNs);
    }

    /** Takes how long a change took to be in the control log. */
    public void appended(final long tookNs) {
        append.add(tookNs);
    }

    /**
     * Counts a change that the control log did not take.
     *
     * @param isUnknown whether nobody can tell if it was written; else it is certain that it was not
     */
    public void appendFailed(final boolean isUnknown) {
        (isUnknown ? unknown : notWritten).increment();
    }

    /** Shows what is counted from now on. */
    public void bindTo(final PrometheusMeterRegistry registry) {
        for (final PublishOutcome outcome : PublishOutcome.values()) {
            FunctionCounter.builder("kairoute.publishes", ended, counts -> counts.get(outcome.ordinal()))
                    .description("Publishes and rollbacks, by what they came to.")
                    .tag("outcome", outcome.label())
                    .register(registry);
        }
        showFailures("not_written", notWritten, registry);
        showFailures("unknown", unknown, registry);
        registry.getPrometheusRegistry().register(compile);
        registry.getPrometheusRegistry().register(append);
    }

    private static void showFailures(
            final String outcome, final LongAdder count, final PrometheusMeterRegistry registry) {
        FunctionCounter.builder("kairoute.control.log.append.failures", count, LongAdder::sum)
                .description("Changes that the control log did not take, and those of which nobody can tell.")
                .tag("outcome", outcome)
                .register(registry);
    }
}
