package io.kairoute.bench.decision;

import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TableReport;
import io.kairoute.router.table.check.TableLoader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tables of as many rules as a benchmark asks for, each rule asking for a value of its own. */
final class RuleTable {
    private static final int OCCASIONS = 64;

    private RuleTable() {}

    /** A table of so many signal rules and as many tuning rules; rule {@code i} asks for intent and product {@code i}. */
    static TableDefinition of(final int rules) {
        final String yaml = """
                table: bench
                format: 1
                defaults:
                  occasion: o0
                  tier: t0
                  treatment: {queue: q0, script: s0, priority: 40, sla: 60s}
                occasions:
                %s
                signals:
                %s
                tiers:
                  - {id: t0, name: T0, definition: all, owner: me, cadence: weekly, version: 1, success: {metric: m, target: 0.5}}
                tuning:
                %s
                queues: [{id: q0, name: Q0}, {id: q1, name: Q1}]
                scripts: [{id: s0, name: S0, version: 1, default: en, languages: {en: hello}}]
                metrics: [{id: m, lens: occasion, unit: seconds, window: contact, owner: me}]
                """.formatted(
                        lines(OCCASIONS, RuleTable::occasion),
                        lines(rules, RuleTable::signal),
                        lines(rules, RuleTable::tuning));
        final TableReport report = TableLoader.load(yaml.getBytes(StandardCharsets.UTF_8), LocalDate.of(2026, 11, 21));
        final TableDefinition table = report.table();
        if (table == null) {
            throw new IllegalStateException("the benchmark's table has errors: " + report.problems());
        }
        return table;
    }

    private static String lines(final int count, final IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n"));
    }

    private static String occasion(final int i) {
        return "  - {id: o" + i + ", name: O, job: J, owner: me, clear_at: 0.8, ambiguous_at: 0.5, tunable: [priority],"
                + " treatment: {queue: q1, priority: 60}, metrics: [m]}";
    }

    private static String signal(final int i) {
        return "  - {id: s" + i + ", when: {intent: [i" + i
                + "], channel: [VOICE]}, unless: {region: [XX]}, occasion: o" + i % OCCASIONS + ", confidence: 0.9}";
    }

    private static String tuning(final int i) {
        return "  - {id: t" + i + ", when: {product: [p" + i + "], channel: [VOICE]}, adjust: {priority: 5}}";
    }
}
