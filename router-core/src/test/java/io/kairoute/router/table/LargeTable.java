package io.kairoute.router.table;

import io.kairoute.router.Limits;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** Writes tables of a chosen size: valid, and as small as they can be in everything that was not chosen. */
public final class LargeTable {
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    /** A table with one of each thing that a table needs. */
    public LargeTable() {
        counts.putAll(Map.of("occasions", 1, "tiers", 1, "queues", 1, "scripts", 1, "arms", 1));
    }

    /** A table with as many of everything as its limit allows. */
    public static LargeTable atEveryLimit() {
        return new LargeTable()
                .with("occasions", Limits.OCCASIONS)
                .with("signals", Limits.SIGNAL_RULES)
                .with("tiers", Limits.TIERS)
                .with("tuning", Limits.TUNING_RULES)
                .with("protections", Limits.PROTECTIONS)
                .with("queues", Limits.QUEUES)
                .with("calendars", Limits.CALENDARS)
                .with("scripts", Limits.SCRIPTS)
                .with("layers", Limits.LAYERS)
                .with("experiments", Limits.EXPERIMENTS)
                .with("arms", Limits.ARMS)
                .with("metrics", Limits.METRICS)
                .with("ladder", Limits.LADDER_STEPS)
                .with("selectors", Limits.SELECTORS)
                .with("overflow", Limits.OVERFLOW_RULES)
                .with("labels", Limits.RULE_LABELS)
                .with("calendars of rules", Limits.RULE_CALENDARS)
                .with("intents", Limits.VALUES_PER_ATTRIBUTE);
    }

    /**
     * The same table with another number of one thing: a list of the table, {@code arms} of each experiment,
     * {@code ladder}, {@code selectors} and {@code overflow} of the default treatment, {@code labels},
     * {@code calendars of rules} and {@code intents} that signal rules read.
     */
    public LargeTable with(final String what, final int count) {
        counts.put(what, count);
        return this;
    }

    /** The document. */
    public byte[] bytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The document. */
    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder();
        text.append("table: large\nformat: 1\ndefaults:\n  occasion: o0\n  tier: t0\n  treatment:\n")
                .append("    {queue: q0, script: s0, priority: 1, sla: 1s, ladder: [")
                .append(flow("ladder", i -> "{after: " + (i + 1) + "s}"))
                .append("], selectors: [")
                .append(flow("selectors", i -> "{key: k" + i + ", op: eq, value: v}"))
                .append("], overflow: [")
                .append(flow("overflow", i -> "{when: {wait_over: " + (count("overflow") - i) + "m}, to: q0}"))
                .append("]}\n");
        list(
                text,
                "occasions",
                i -> "{id: o" + i + ", name: n, job: j, owner: w, clear_at: 0.8, ambiguous_at: 0.5,"
                        + " treatment: {priority: " + i % 100 + ", queue: q" + i % count("queues") + "}, metrics: []}");
        list(
                text,
                "signals",
                i -> "{id: r" + i + ", when: {" + signalConditions(i) + "}, occasion: o" + i % count("occasions")
                        + "}");
        list(
                text,
                "tiers",
                i -> "{id: t" + i + ", name: n, definition: d, owner: w, cadence: c, version: 1,"
                        + " success: {metric: retention, target: 1}, caps: {priority: " + (100 - i) + "}}");
        list(
                text,
                "tuning",
                i -> "{id: u" + i + ", when: {tier: [t" + i % count("tiers") + "], sub_tier: [s" + i
                        + ", x], lifecycle: [l" + i % 7 + "]}, adjust: {sla: " + (i + 1) + "ms}}");
        list(text, "protections", i -> "{id: p" + i + ", risk: [k" + i + "], floors: {priority: 1}}");
        list(text, "queues", i -> "{id: q" + i + ", name: n, overflow: [" + queueOverflow(i) + "]}");
        list(text, "calendars", i -> "{id: c" + i + ", zone: Australia/Melbourne, weekly: {mon: [\"08:00-12:00\"]}}");
        list(text, "scripts", i -> "{id: s" + i + ", name: n, version: 1, default: en, languages: {en: x}}");
        list(text, "layers", i -> "{id: l" + i + ", seed: s}");
        list(
                text,
                "experiments",
                i -> "{id: e" + i + ", occasion: o" + i % count("occasions") + ", unit: contact,"
                        + " seed: s, metric: retention, starts: 2026-12-01T00:00Z, ends: 2026-12-02T00:00Z, arms: ["
                        + flow("arms", j -> "{id: a" + j + ", share: " + (j == 0 ? "1" : "0") + "}") + "]}");
        list(text, "metrics", i -> "{id: m" + i + ", lens: l, unit: u, window: w, owner: o}");
        return text.toString();
    }

    private String signalConditions(final int rule) {
        final int labels = count("labels");
        final int calendars = count("calendars of rules");
        final int intentsPerRule =
                (Math.max(1, count("intents")) + count("signals") - 1) / Math.max(1, count("signals"));
        final StringBuilder text = new StringBuilder("intent: [");
        for (int i = 0; i < intentsPerRule; i++) {
            final int intent = rule * intentsPerRule + i;
            text.append(i == 0 ? "i" : ", i").append(count("intents") == 0 ? intent : intent % count("intents"));
        }
        text.append(']');
        if (labels > 0) {
            text.append(", labels: {n")
                    .append(rule % labels)
                    .append(": [v")
                    .append(rule)
                    .append("]}");
        }
        if (calendars > 0) {
            text.append(", calendar: {c").append(rule % calendars).append(": [open]}");
        }
        return text.toString();
    }

    /** Chains of the longest allowed length, side by side. */
    private String queueOverflow(final int queue) {
        final int next = queue + 1;
        return next % (Limits.OVERFLOW_MOVES + 1) == 0 || next >= count("queues")
                ? ""
                : "{when: {wait_over: 1m}, to: q" + next + "}";
    }

    private void list(final StringBuilder text, final String key, final IntFunction<String> element) {
        if (count(key) > 0) {
            text.append(key).append(":\n");
        }
        for (int i = 0; i < count(key); i++) {
            text.append("  - ").append(element.apply(i)).append('\n');
        }
    }

    private String flow(final String key, final IntFunction<String> element) {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < count(key); i++) {
            text.append(i == 0 ? "" : ", ").append(element.apply(i));
        }
        return text.toString();
    }

    private int count(final String what) {
        return counts.getOrDefault(what, 0);
    }
}
