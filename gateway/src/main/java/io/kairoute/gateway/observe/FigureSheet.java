package io.kairoute.gateway.observe;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What one look found, as it is being written down. Thread-confined: owned by whoever looks. */
public final class FigureSheet {
    private final Map<Figure, GaugeSnapshot.Builder> figures = new EnumMap<>(Figure.class);

    /**
     * Writes a value down.
     *
     * @param labels names and values by turns; each set of labels of a figure is written down once
     */
    public void add(final Figure figure, final double value, final String... labels) {
        figures.computeIfAbsent(
                        figure,
                        one -> GaugeSnapshot.builder().name(one.metric()).help(one.help()))
                .dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(Labels.of(labels))
                        .value(value)
                        .build());
    }

    /** What is written down now, as a scrape shows it. */
    List<MetricSnapshot> shown() {
        return figures.values().stream()
                .<MetricSnapshot>map(GaugeSnapshot.Builder::build)
                .toList();
    }
}
