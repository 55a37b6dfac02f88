package io.kairoute.bench.report;

import io.kairoute.bench.gateway.GatewayFigures;
import io.kairoute.bench.gateway.GatewayRun;
import io.kairoute.bench.gateway.Statistics;
import io.kairoute.bench.micro.MicroResult;
import io.kairoute.bench.micro.Turn;
import io.kairoute.bench.rivals.RivalKind;
import io.kairoute.bench.rivals.RivalRatio;
import io.kairoute.bench.rivals.RivalSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run says to somebody who decides, in five sentences at most: one that was not measured is left out. */
final class Sentences {
    private static final double PERCENT = 100;
    private static final int ROWS = 1_000;

    private final ReportData data;

    Sentences(final ReportData data) {
        this.data = data;
    }

    /** The sentences, in the order to read them. */
    List<Sentence> all() {
        final List<Sentence> sentences = new ArrayList<>();
        decision().ifPresent(sentences::add);
        engines().ifPresent(sentences::add);
        byHand().ifPresent(sentences::add);
        final GatewayFigures gateway = data.gateway();
        if (gateway != null) {
            calls(gateway).ifPresent(sentences::add);
            publishing(gateway).ifPresent(sentences::add);
        }
        return sentences;
    }

    private Optional<Sentence> decision() {
        final MicroResult turns = data.micro().get(ReportRun.inTurns(Turn.DECISION));
        final List<Double> reads = data.ratios(Turn.DECISION, Turn.MEMORY_READ);
        if (turns == null || reads.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Sentence(
                format("%,.0f ns", turns.medianNs()),
                format(
                        "A whole decision, from the bytes of the question to the bytes of the answer, takes as long as %.1f"
                                + " random reads of memory, with %,d customers and 1,000 rules of each kind. It allocates %,.0f"
                                + " bytes.",
                        Statistics.median(reads), data.extent().turnCustomers(), data.bytesPerRoute()),
                spread(reads)));
    }

    private Optional<Sentence> engines() {
        final RivalSummary summary = new RivalSummary(data.rivals());
        final List<Told> fastestFirst = Stream.of(
                        RivalKind.DROOLS_RULES, RivalKind.DMN, RivalKind.ZEN, RivalKind.JSON_RULES)
                .flatMap(kind -> summary.fastestOverCore(kind, ROWS).stream().map(ratio -> new Told(kind, ratio)))
                .sorted(Comparator.comparingDouble(told -> told.ratio().ratio()))
                .toList();
        return fastestFirst.stream()
                .findFirst()
                .map(fastest -> new Sentence(
                        format("%,.1f times", fastest.ratio().ratio()),
                        "So much longer takes the fastest of the rule engines that were tried, "
                                + Words.kind(fastest.kind())
                                + ", for a table of 1,000 rows"
                                + fastestFirst.stream()
                                        .skip(1)
                                        .map(told -> format(
                                                "; %s %,.0f times",
                                                Words.kind(told.kind()),
                                                told.ratio().ratio()))
                                        .collect(Collectors.joining())
                                + ". Each was warm, and every one of its answers was compared.",
                        range(fastest.ratio())));
    }

    /** A kind of engine whose ratio may be told. */
    private record Told(RivalKind kind, RivalRatio ratio) {}

    private Optional<Sentence> byHand() {
        return new RivalSummary(data.rivals())
                .fastestOverCore(RivalKind.BY_HAND, ROWS)
                .map(ratio -> new Sentence(
                        format("%,.2f times", ratio.ratio()),
                        "A router written by hand for one such table, with two hash maps and protobuf-java, takes that much of"
                                + " Kairoute's time, and has neither guardrails nor languages, experiments, a log or a reason.",
                        range(ratio)));
    }

    private static Optional<Sentence> calls(final GatewayFigures gateway) {
        final List<Double> ours = gateway.saturated().getOrDefault(GatewayRun.KAIROUTE, List.of());
        final double bare = gateway.perS(GatewayRun.GRPC_JAVA);
        if (ours.isEmpty() || Double.isNaN(bare)) {
            return Optional.empty();
        }
        final double perS = Statistics.median(ours);
        return Optional.of(new Sentence(
                format("%,.0f a second", perS),
                format(
                        "So many calls one core decides over gRPC, decision log included; %.2f times as many as a bare grpc-java"
                                + " server on the same core, which decides nothing.",
                        perS / bare),
                spread(ours)));
    }

    private static Optional<Sentence> publishing(final GatewayFigures gateway) {
        final double quiet = gateway.quiet().percentileUs(99.9);
        final double publishing = gateway.publishing().percentileUs(99.9);
        if (gateway.quiet().isGeneratorTheLimit() || gateway.publishing().isGeneratorTheLimit()) {
            return Optional.empty();
        }
        return Optional.of(new Sentence(
                format("%.2f times", publishing / quiet),
                format(
                        "That is p99.9 while a table of 2,000 rules is compiled and published ten times a second, over p99.9"
                                + " without: %,.0f and %,.0f microseconds at %,.0f calls a second.",
                        publishing, quiet, gateway.quiet().plan().ratePerS()),
                "the middle one of several phases in turns"));
    }

    private static String spread(final List<Double> values) {
        return format("spread %.0f %% over %d measurements", Statistics.spread(values) * PERCENT, values.size());
    }

    private static String range(final RivalRatio ratio) {
        return format("%,.2f to %,.2f over the rounds", ratio.least(), ratio.most());
    }

    private static String format(final String words, final Object... values) {
        return String.format(Locale.ROOT, words, values);
    }
}
