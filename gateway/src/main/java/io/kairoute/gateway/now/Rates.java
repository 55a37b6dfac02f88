package io.kairoute.gateway.now;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.GetRatesRequest;
import io.kairoute.control.v1.GetRatesResponse;
import io.kairoute.control.v1.RateKey;
import io.kairoute.control.v1.RateSeries;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.Checks;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.tally.Counter;
import io.kairoute.gateway.tally.RateKind;
import io.kairoute.gateway.tally.Span;
import io.kairoute.gateway.tally.Tally;
import io.kairoute.gateway.tally.TallySnapshot;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Gives what was counted, step by step. Thread-safe. */
final class Rates {
    private static final int MOST_KEYS = 100;
    private static final int MOST_SERIES = 1_000;

    private final @Nullable Tally tally;

    Rates(final @Nullable Tally tally) {
        this.tally = tally;
    }

    CompletionStage<GetRatesResponse> get(final Call call, final GetRatesRequest request) {
        if (request.getKeysCount() < 1 || request.getKeysCount() > MOST_KEYS) {
            throw ControlRefusal.field("keys", "OUT_OF_RANGE", "The list keys holds 1 to " + MOST_KEYS + " values.");
        }
        request.getKeysList().forEach(Rates::kind);
        final Tally counting = tally;
        if (counting == null) {
            throw ControlRefusal.precondition(
                    "NOT_COUNTED", "The decision log is switched off here, so nothing is counted; see the metrics.");
        }
        return CompletableFuture.completedStage(rates(counting.published(call.tenant()), request));
    }

    private static GetRatesResponse rates(final TallySnapshot counted, final GetRatesRequest request) {
        final long fromS =
                request.hasFrom() ? counted.tallySecond(Checks.time("from", true, request.getFrom())) : Long.MIN_VALUE;
        final long toS = request.hasTo()
                ? Math.min(counted.second(), counted.tallySecond(Checks.time("to", true, request.getTo()) - 1))
                : counted.second();
        final Span span = span(request.getStepS(), counted.second() - fromS, request.hasFrom());
        final long newest = span.step(counted.second());
        final long oldest = newest - span.most() + 1;
        final long last = span.step(toS);
        final long first = request.hasFrom() ? Math.max(oldest, span.step(fromS)) : oldest;
        if (first > last) {
            throw ControlRefusal.field(
                    "to", "WINDOW_BACKWARDS", "The field to must be after from, and within what is kept.");
        }
        final int steps = (int) (last - first + 1);
        final GetRatesResponse.Builder response = GetRatesResponse.newBuilder()
                .setFrom(Timestamps.fromMillis(counted.wallMs(first * span.stepS())))
                .setStepS(span.stepS())
                .setSteps(steps)
                .setCountedSince(Timestamps.fromMillis(counted.wallMs(counted.knownSince())))
                .setAtLeast(counted.lastLostSecond() > 0 && counted.lastLostSecond() >= first * span.stepS());
        for (final RateKey key : request.getKeysList()) {
            add(response, counted, key, new Steps(span, last, steps));
        }
        return response.build();
    }

    /** Some steps up to one. */
    private record Steps(Span span, long last, int count) {}

    private static void add(
            final GetRatesResponse.Builder response,
            final TallySnapshot counted,
            final RateKey key,
            final Steps steps) {
        final RateKind kind = kind(key);
        final List<Counter> fitting = counted.counters(kind).stream()
                .filter(counter -> key.getId().isEmpty() || key.getId().equals(counter.id()))
                .filter(counter -> key.getWith().isEmpty() || key.getWith().equals(counter.with()))
                .toList();
        final boolean isOfMany = kind != RateKind.ALL
                && (key.getId().isEmpty() || (kind.isPair() && key.getWith().isEmpty()));
        if (!isOfMany) {
            final int[] counts = fitting.isEmpty()
                    ? new int[steps.count()]
                    : fitting.get(0).counts(steps.span(), steps.last(), steps.count());
            give(response, series(key, counts));
            return;
        }
        fitting.stream()
                .map(counter -> series(
                        RateKey.newBuilder()
                                .setKind(kind.name())
                                .setId(counter.id())
                                .setWith(counter.with())
                                .build(),
                        counter.counts(steps.span(), steps.last(), steps.count())))
                .filter(series -> series.getSum() > 0)
                .sorted(Comparator.comparingLong(RateSeries::getSum).reversed())
                .forEach(series -> give(response, series));
    }

    private static void give(final GetRatesResponse.Builder response, final RateSeries series) {
        if (response.getSeriesCount() < MOST_SERIES) {
            response.addSeries(series);
        } else {
            response.setMore(response.getMore() + 1);
        }
    }

    private static RateSeries series(final RateKey key, final int[] counts) {
        final RateSeries.Builder series = RateSeries.newBuilder().setKey(key);
        Arrays.stream(counts).forEach(series::addCounts);
        return series.setSum(Arrays.stream(counts).asLongStream().sum()).build();
    }

    private static Span span(final int stepS, final long backS, final boolean isAsked) {
        for (final Span span : Span.values()) {
            if (stepS == span.stepS()) {
                return span;
            }
            if (stepS == 0 && isAsked && backS < (long) span.stepS() * (span.most() - 1)) {
                return span;
            }
        }
        if (stepS != 0) {
            throw ControlRefusal.field("step_s", "OUT_OF_RANGE", "step_s is 1, 60 or 3600.");
        }
        return isAsked ? Span.HOURS : Span.MINUTES;
    }

    private static RateKind kind(final RateKey key) {
        try {
            return RateKind.valueOf(key.getKind());
        } catch (final IllegalArgumentException e) {
            throw ControlRefusal.field(
                    "keys.kind", "UNKNOWN_KIND", "A kind is one of " + Arrays.toString(RateKind.values()) + ".");
        }
    }
}
