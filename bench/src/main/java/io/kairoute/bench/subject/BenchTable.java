package io.kairoute.bench.subject;

import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TableReport;
import io.kairoute.router.table.check.TableLoader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tables of as many rules as a benchmark asks for, each rule asking for a value of its own.
 *
 * <p>Signal rule {@code k} asks for intent {@code k} and leads to occasion {@code k mod 64}; tuning rule {@code k} asks for
 * product {@code k} and {@link #isTuned two} of the four tiers, and sets a priority of its own. {@link #EXPERIMENT} runs an experiment;
 * {@link #OVERFLOW} goes to a queue that is always full.
 */
public final class BenchTable {
    /** How many occasions there are, and how many queues. */
    public static final int OCCASIONS = 64;
    /** The occasion that runs an experiment. */
    public static final int EXPERIMENT = 1;
    /** The occasion whose queue overflows into another. */
    public static final int OVERFLOW = 2;
    /** The first occasion that does neither. */
    public static final int FIRST_PLAIN = 3;
    /** The tiers, best first. */
    public static final List<String> TIERS = List.of("platinum", "gold", "silver", "standard");

    private static final int PRIORITIES = 40;
    private static final int LEAST_PRIORITY = 50;

    private BenchTable() {}

    /** A checked table of so many signal rules and as many tuning rules. */
    public static TableDefinition of(final int rules) {
        final TableReport report = TableLoader.load(
                yaml(rules).getBytes(StandardCharsets.UTF_8),
                LocalDate.ofInstant(Subject.NOW, java.time.ZoneOffset.UTC));
        final TableDefinition table = report.table();
        if (table == null) {
            throw new IllegalStateException("the benchmark's table has errors: " + report.problems());
        }
        return table;
    }

    /** The table's text. */
    public static String yaml(final int rules) {
        return """
                table: bench
                format: 1
                defaults:
                  occasion: o0
                  tier: standard
                  treatment: {queue: q0, script: s0, priority: 40, sla: 60s, effort: 3}
                  when_ambiguous: {queue: q1, script: s1, priority: 45}
                occasions:
                %s
                signals:
                %s
                tiers:
                %s
                tuning:
                %s
                queues:
                %s
                scripts:
                  - {id: s0, name: S0, version: 1, default: en, languages: {en: hello, es: hola}}
                  - {id: s1, name: S1, version: 1, default: en, languages: {en: hello, es: hola}}
                experiments:
                  - {id: e1, occasion: o1, unit: customer, seed: e1, holdout: 5%%, metric: m,
                     arms: [{id: control, share: 50%%}, {id: callback, share: 50%%, treatment: {offer: callback}}],
                     baseline: {from: 2026-10-01, to: 2026-10-31}, starts: 2026-11-01T00:00Z, ends: 2027-11-01T00:00Z}
                metrics: [{id: m, lens: occasion, unit: seconds, window: contact, owner: me}]
                """.formatted(
                        lines(OCCASIONS, BenchTable::occasion),
                        lines(rules, BenchTable::signal),
                        lines(TIERS.size(), BenchTable::tier),
                        lines(rules, BenchTable::tuning),
                        lines(OCCASIONS, BenchTable::queue));
    }

    /** The queue that row {@code k} ends in: that of its occasion, or where that one overflows to. */
    public static String queueOf(final int rule) {
        final int occasion = rule % OCCASIONS;
        return "q" + (occasion == OVERFLOW ? 0 : occasion);
    }

    /** The priority that row {@code k} sets. */
    public static int priorityOf(final int rule) {
        return LEAST_PRIORITY + rule % PRIORITIES;
    }

    /** Whether tuning rules ask for a tier, given by its position. */
    public static boolean isTuned(final int tier) {
        return tier % 2 == 1;
    }

    private static String lines(final int count, final IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n"));
    }

    private static String occasion(final int i) {
        return "  - {id: o" + i
                + ", name: O, job: Get this done, owner: me, clear_at: 0.8, ambiguous_at: 0.5, margin: 0.05,"
                + " tunable: [priority], treatment: {queue: q" + i + ", priority: 48,"
                + " ladder: [{after: 60s, queue: q0, priority: 80}]}, metrics: [m]}";
    }

    private static String signal(final int i) {
        return "  - {id: s" + i + ", when: {intent: [i" + i
                + "], channel: [VOICE]}, unless: {region: [XX]}, occasion: o" + i % OCCASIONS + ", confidence: 0.95}";
    }

    private static String tier(final int i) {
        return "  - {id: " + TIERS.get(i) + ", name: T, definition: all, owner: me, cadence: weekly, version: 1,"
                + " treatment: {effort: " + (9 - i) + "}, success: {metric: m, target: 0.5}}";
    }

    private static String tuning(final int i) {
        return "  - {id: t" + i + ", when: {product: [p" + i + "], tier: [gold, standard]}, unless: {channel: [EMAIL]},"
                + " set: {priority: " + priorityOf(i) + "}}";
    }

    private static String queue(final int i) {
        final String overflow = i == OVERFLOW ? ", overflow: [{when: {depth_over: 10}, to: q0}], fresh_for: 1d" : "";
        return "  - {id: q" + i + ", name: Q, refs: {sip: \"sip:q" + i + "@acd.example\"}" + overflow + "}";
    }
}
