package io.kairoute.gateway.observe;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Shows which segment set each tenant routes by, as a gauge that is always 1.
 *
 * <p>It is registered once, and each scrape asks it once. A registry's own meters would be removed and added again with each snapshot:
 * a scrape meanwhile met none of them, or the old and the new one, and failed over two of the same labels. Thread-safe.
 */
final class SegmentSetCollector implements Collector {
    private final Supplier<Map<String, String>> sets;

    /** Makes a collector; {@code sets} gives the name of each tenant's set, of those that have one. */
    SegmentSetCollector(final Supplier<Map<String, String>> sets) {
        this.sets = sets;
    }

    @Override
    public MetricSnapshot collect() {
        final GaugeSnapshot.Builder shown =
                GaugeSnapshot.builder().name("kairoute_segment_set").help("The segment set in use, by name; always 1.");
        sets.get()
                .forEach((tenant, set) -> shown.dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(Labels.of("tenant", tenant, "version", set))
                        .value(1)
                        .build()));
        return shown.build();
    }
}
