package io.kairoute.gateway.observe;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;

/**
 * Shows the latency of calls as one Prometheus histogram, from the buckets that event loops fill.
 *
 * <p>A Micrometer timer would be written on every call by every loop; these buckets cost one plain add. Thread-safe.
 */
final class LatencyCollector implements Collector {
    private static final String NAME = "kairoute_call_latency_seconds";

    private final List<LoopMeter> loops;

    LatencyCollector(final List<LoopMeter> loops) {
        this.loops = loops;
    }

    @Override
    public MetricSnapshot collect() {
        final ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        for (int i = 0; i < LatencyBuckets.count(); i++) {
            final int index = i;
            final long count =
                    loops.stream().mapToLong(loop -> loop.latencyBucket(index)).sum();
            buckets.bucket(LatencyBuckets.upperSeconds(i), count);
        }
        return HistogramSnapshot.builder()
                .name(NAME)
                .help("Time from a call's headers to its answer.")
                .dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(buckets.build())
                        .sum(loops.stream().mapToLong(LoopMeter::latencySumNs).sum() / 1e9)
                        .build())
                .build();
    }
}
