package io.kairoute.gateway.observe;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Shows how long a step of the control plane takes as a Prometheus histogram, from a tenth of a millisecond to half a minute.
 * Thread-safe.
 */
final class DurationCollector implements Collector {
    private static final long[] UPPER_US = {
        100,
        250,
        500,
        1_000,
        2_500,
        5_000,
        10_000,
        25_000,
        50_000,
        100_000,
        250_000,
        500_000,
        1_000_000,
        2_500_000,
        5_000_000,
        10_000_000,
        30_000_000
    };

    private final String name;
    private final String help;
    private final AtomicLongArray buckets = new AtomicLongArray(UPPER_US.length + 1);
    private final LongAdder sumNs = new LongAdder();

    DurationCollector(final String name, final String help) {
        this.name = name;
        this.help = help;
    }

    /** Takes one duration. */
    void add(final long tookNs) {
        int index = 0;
        while (index < UPPER_US.length && tookNs > TimeUnit.MICROSECONDS.toNanos(UPPER_US[index])) {
            index++;
        }
        buckets.incrementAndGet(index);
        sumNs.add(tookNs);
    }

    @Override
    public MetricSnapshot collect() {
        final ClassicHistogramBuckets.Builder shown = ClassicHistogramBuckets.builder();
        for (int i = 0; i < buckets.length(); i++) {
            shown.bucket(i < UPPER_US.length ? UPPER_US[i] / 1e6 : Double.POSITIVE_INFINITY, buckets.get(i));
        }
        return HistogramSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(shown.build())
                        .sum(sumNs.sum() / 1e9)
                        .build())
                .build();
    }
}
