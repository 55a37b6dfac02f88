package io.kairoute.gateway.now;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.NowCause;
import io.kairoute.control.v1.NowCauses;
import io.kairoute.control.v1.NowDecision;
import io.kairoute.control.v1.NowDecisions;
import io.kairoute.control.v1.NowMover;
import io.kairoute.control.v1.NowMovers;
import io.kairoute.control.v1.NowOccasion;
import io.kairoute.control.v1.NowOccasions;
import io.kairoute.control.v1.NowTotals;
import io.kairoute.gateway.tally.Counter;
import io.kairoute.gateway.tally.RateKind;
import io.kairoute.gateway.tally.RecentDecision;
import io.kairoute.gateway.tally.Span;
import io.kairoute.gateway.tally.TallySnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the tally of a tenant says of now. */
final class CountedNow {
    private static final int MINUTE_S = 60;
    private static final int HOUR_MINUTES = 60;
    private static final int WEEK_HOURS = 168;
    private static final int MOVED_MINUTES = 5;
    private static final int MOST_MOVERS = 5;
    private static final int MOST_CAUSES = 16;
    private static final int OCCASION_BYTES = 4_000;
    private static final int DECISION_BYTES = 2_400;
    private static final int MOVER_BYTES = 1_000;
    private static final int CAUSE_BYTES = 1_000;
    private static final double ROUNDED_TO = 10;

    private final TallySnapshot counted;
    private final long minute;

    CountedNow(final TallySnapshot counted) {
        this.counted = counted;
        minute = Span.MINUTES.step(counted.second());
    }

    NowTotals totals(final long lost) {
        final NowTotals.Builder totals = NowTotals.newBuilder().setCounted(true).setLost(lost);
        for (final Counter counter : counted.counters()) {
            switch (counter.kind()) {
                case ALL -> addAll(totals, counter);
                case BAND -> addBand(totals, counter);
                case CAUSE -> totals.setFallback(totals.getFallback() + lastMinute(counter));
                default -> {
                    // Told elsewhere.
                }
            }
        }
        return totals.setAtLeast(counted.lastLostSecond() > counted.second() - TimeUnit.HOURS.toSeconds(1)
                        && counted.lastLostSecond() > 0)
                .build();
    }

    private void addAll(final NowTotals.Builder totals, final Counter all) {
        totals.setPerMinute(lastMinute(all)).setHourPerMinute(hour(all));
        final long weekAgo = Span.HOURS.step(counted.second()) - WEEK_HOURS;
        final long count = all.sum(Span.HOURS, weekAgo, 1);
        if (count > 0) {
            totals.setWeekAgoPerMinute(rounded((double) count / HOUR_MINUTES));
        }
    }

    private static double rounded(final double value) {
        return Math.round(value * ROUNDED_TO) / ROUNDED_TO;
    }

    private void addBand(final NowTotals.Builder totals, final Counter band) {
        switch (band.id()) {
            case "CLEAR" -> totals.setClear(lastMinute(band));
            case "AMBIGUOUS" -> totals.setAmbiguous(lastMinute(band));
            case "NONE" -> totals.setNone(lastMinute(band));
            default -> {
                // No band of this version.
            }
        }
    }

    NowOccasions occasions() {
        final Map<String, NowOccasion.Builder> rows = new HashMap<>();
        for (final Counter counter : counted.counters()) {
            if (counter.kind() == RateKind.OCCASION) {
                row(rows, counter).setHourPerMinute(hour(counter));
            } else if (counter.kind() == RateKind.OCCASION_BAND) {
                addBand(row(rows, counter), counter);
            }
        }
        final List<NowOccasion> sorted = rows.values().stream()
                .map(NowOccasion.Builder::build)
                .filter(row -> row.getHourPerMinute() > 0 || perMinute(row) > 0)
                .sorted(Comparator.comparingDouble(CountedNow::perMinute)
                        .thenComparingDouble(NowOccasion::getHourPerMinute)
                        .reversed()
                        .thenComparing(NowOccasion::getOccasion))
                .toList();
        final NowOccasions.Builder occasions = NowOccasions.newBuilder();
        return occasions
                .setMore(FittingRows.give(sorted, OCCASION_BYTES, occasions::addRows))
                .build();
    }

    private static NowOccasion.Builder row(final Map<String, NowOccasion.Builder> rows, final Counter counter) {
        return rows.computeIfAbsent(counter.id(), id -> NowOccasion.newBuilder().setOccasion(id));
    }

    private void addBand(final NowOccasion.Builder row, final Counter counter) {
        switch (counter.with()) {
            case "CLEAR" -> row.setClear(lastMinute(counter));
            case "AMBIGUOUS" -> row.setAmbiguous(lastMinute(counter));
            case "NONE" -> row.setNone(lastMinute(counter));
            default -> {
                // No band of this version.
            }
        }
    }

    private static double perMinute(final NowOccasion row) {
        return row.getClear() + row.getAmbiguous() + row.getNone();
    }

    NowCauses causes() {
        final List<NowCause> sorted = counted.counters(RateKind.CAUSE).stream()
                .map(counter -> NowCause.newBuilder()
                        .setCause(counter.id())
                        .setPerMinute(lastMinute(counter))
                        .build())
                .filter(row -> row.getPerMinute() > 0)
                .sorted(Comparator.comparingDouble(NowCause::getPerMinute).reversed())
                .limit(MOST_CAUSES)
                .toList();
        final NowCauses.Builder causes = NowCauses.newBuilder();
        FittingRows.give(sorted, CAUSE_BYTES, causes::addRows);
        return causes.build();
    }

    NowMovers movers() {
        final List<NowMover> rows = new ArrayList<>();
        for (final Counter counter : counted.counters()) {
            if (counter.kind() == RateKind.OCCASION || counter.kind() == RateKind.QUEUE) {
                rows.add(NowMover.newBuilder()
                        .setKind(counter.kind().name())
                        .setId(counter.id())
                        .setPerMinute(mean(counter, minute - 1, MOVED_MINUTES))
                        .setBeforePerMinute(mean(counter, minute - 1 - MOVED_MINUTES, HOUR_MINUTES))
                        .build());
            }
        }
        final List<NowMover> sorted = rows.stream()
                .filter(row -> moved(row) > 0)
                .sorted(Comparator.comparingDouble(CountedNow::moved).reversed())
                .limit(MOST_MOVERS)
                .toList();
        final NowMovers.Builder movers = NowMovers.newBuilder();
        FittingRows.give(sorted, MOVER_BYTES, movers::addRows);
        return movers.build();
    }

    private static double moved(final NowMover row) {
        return Math.abs(row.getPerMinute() - row.getBeforePerMinute());
    }

    NowDecisions decisions(final long after) {
        final List<NowDecision> rows = counted.recent().stream()
                .takeWhile(decision -> decision.number() > after)
                .map(CountedNow::row)
                .toList();
        final NowDecisions.Builder decisions = NowDecisions.newBuilder();
        FittingRows.give(rows, DECISION_BYTES, decisions::addRows);
        return decisions.build();
    }

    /** The number of the last decision; -1 before the first. */
    long lastDecision() {
        return counted.recent().isEmpty() ? -1 : counted.recent().get(0).number();
    }

    private static NowDecision row(final RecentDecision decision) {
        return NowDecision.newBuilder()
                .setDecisionId(decision.decisionId())
                .setTime(Timestamps.fromMillis(decision.atMs()))
                .setOccasion(decision.occasion())
                .setBand(decision.band())
                .setTier(decision.tier())
                .setQueue(decision.queue())
                .setPriority(decision.priority())
                .setCause(decision.cause())
                .build();
    }

    /** Contacts of the last minute. */
    double lastMinute(final Counter counter) {
        return counter.sum(Span.SECONDS, counted.second(), MINUTE_S);
    }

    private double hour(final Counter counter) {
        return mean(counter, minute - 1, HOUR_MINUTES);
    }

    // In the mean of the minutes that are known, and over.
    private double mean(final Counter counter, final long lastMinute, final int minutes) {
        final long known = Math.min(minutes, lastMinute - Span.MINUTES.step(counted.knownSince()) + 1);
        return known <= 0 ? 0 : rounded((double) counter.sum(Span.MINUTES, lastMinute, (int) known) / known);
    }
}
