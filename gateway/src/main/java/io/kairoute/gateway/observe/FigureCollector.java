package io.kairoute.gateway.observe;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;

/**
 * Shows what the last look found, and how long ago that was. A scrape takes what is there: it waits for no disk and for no
 * thread, and where looks stay away it shows that instead.
 *
 * <p>Single writer: whoever looks; any thread may scrape.
 */
public final class FigureCollector implements MultiCollector {
    private final NanoClock clock;
    private volatile Look last;

    /** What a look found, and when. */
    private record Look(List<MetricSnapshot> found, long atNs) {}

    /** Shows nothing yet. */
    public FigureCollector(final NanoClock clock) {
        this.clock = clock;
        last = new Look(List.of(), clock.nanoTime());
    }

    /** Shows what a look found, in place of the one before. */
    public void show(final FigureSheet found) {
        last = new Look(found.shown(), clock.nanoTime());
    }

    @Override
    public MetricSnapshots collect() {
        final Look look = last;
        final double ageSeconds = (clock.nanoTime() - look.atNs) / (double) TimeUnit.SECONDS.toNanos(1);
        final MetricSnapshots.Builder shown = MetricSnapshots.builder();
        look.found.forEach(shown::metricSnapshot);
        return shown.metricSnapshot(GaugeSnapshot.builder()
                        .name("kairoute_look_age_seconds")
                        .help("Time since the node last looked at its disk, certificates and control state.")
                        .dataPoint(GaugeDataPointSnapshot.builder()
                                .value(ageSeconds)
                                .build())
                        .build())
                .build();
    }
}
