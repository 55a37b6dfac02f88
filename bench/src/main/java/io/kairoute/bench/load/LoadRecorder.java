package io.kairoute.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** Counts what was sent and answered, second by second. Thread-confined: owned by the generator's event loop. */
final class LoadRecorder implements AnswerSink {
    private static final long HIGHEST_NS = 600_000_000_000L;
    private static final int DIGITS = 3;
    private static final double US = 1_000;

    private final Histogram total = new Histogram(HIGHEST_NS, DIGITS);
    private final Histogram second = new Histogram(HIGHEST_NS, DIGITS);
    private final Map<String, Long> failures = new TreeMap<>();
    private final List<LoadSecond> seconds = new ArrayList<>();
    private final Consumer<LoadSecond> progress;
    private long countFromNs;
    private long sent;
    private long sentInAll;
    private long answeredInAll;
    private long failedInSecond;

    /** Makes a recorder that leaves out contacts due before an instant. */
    LoadRecorder(final long countFromNs, final Consumer<LoadSecond> progress) {
        this.countFromNs = countFromNs;
        this.progress = progress;
    }

    /** Contacts due before this instant are left out. */
    void countFrom(final long ns) {
        countFromNs = ns;
    }

    void sent(final long intendedNs) {
        sent++;
        if (intendedNs >= countFromNs) {
            sentInAll++;
        }
    }

    @Override
    public void answered(final long intendedNs) {
        final long latencyNs = Math.min(HIGHEST_NS, Math.max(0, System.nanoTime() - intendedNs));
        second.recordValue(latencyNs);
        if (intendedNs >= countFromNs) {
            answeredInAll++;
            total.recordValue(latencyNs);
        }
    }

    @Override
    public void failed(final String reason) {
        failedInSecond++;
        failures.merge(reason, 1L, Long::sum);
    }

    /** Closes one second of the timeline, and gives it back. */
    LoadSecond secondOver(final int index, final long lagNs) {
        final LoadSecond over = new LoadSecond(
                index,
                sent,
                second.getTotalCount(),
                failedInSecond,
                second.getValueAtPercentile(50) / US,
                second.getValueAtPercentile(99) / US,
                second.getMaxValue() / US,
                Math.max(0, lagNs) / US);
        seconds.add(over);
        progress.accept(over);
        sent = 0;
        failedInSecond = 0;
        second.reset();
        return over;
    }

    Histogram total() {
        return total;
    }

    long sentInAll() {
        return sentInAll;
    }

    long answeredInAll() {
        return answeredInAll;
    }

    Map<String, Long> failures() {
        return failures;
    }

    List<LoadSecond> seconds() {
        return seconds;
    }
}
