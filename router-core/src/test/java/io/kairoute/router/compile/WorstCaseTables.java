package io.kairoute.router.compile;

import io.kairoute.router.Limits;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.table.LargeTable;
import io.kairoute.router.table.TableReport;
import io.kairoute.router.table.check.TableLoader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Compiles one worst-case table in a small virtual machine, and prints what that cost. */
public final class WorstCaseTables {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    private static final Map<String, Supplier<byte[]>> TABLES = Map.of(
            "limits", () -> LargeTable.atEveryLimit().bytes(),
            "distinct-rows", () -> distinctRows(Limits.RULE_VALUES),
            "one-region", () -> oneRegion(Limits.SIGNAL_RULES, Limits.VALUES_PER_ATTRIBUTE),
            "many-regions", () -> oneRegion(500, 20_000),
            "deep-languages", () -> deepLanguages(60_000),
            "deep-chain", () -> deepChain(60_000),
            "label-values", () -> labelValues(Limits.SIGNAL_RULES, 16),
            "many-pairs", () -> manyPairs(Limits.SIGNAL_RULES, Limits.LISTED_VALUES / Limits.SIGNAL_RULES),
            "windows", WorstCaseTables::windows,
            "hours", WorstCaseTables::hours);

    private WorstCaseTables() {}

    /** Compiles the table that is named, from its document to a snapshot. */
    public static void main(final String[] arguments) {
        final byte[] document = Objects.requireNonNull(TABLES.get(arguments[0])).get();
        final long startNs = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        final TableReport report = TableLoader.load(document, TODAY);
        final Snapshot snapshot = new SnapshotBuilder(
                        "default",
                        new KeyHasher(new byte[KeyHasher.SECRET_BYTES]),
                        CompiledRevision.of(
                                1,
                                Objects.requireNonNull(
                                        report.table(), () -> report.problems().toString()),
                                Horizon.around(1_793_000_000_000L)))
                .build();
        final long takenNs = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - startNs;
        System.out.printf(
                "compiled revision=%d bytes=%d cpuMs=%d%n", snapshot.revision(), document.length, takenNs / 1_000_000);
    }

    /**
     * A table whose rules ask about so many values, of two attributes, no two of which fit the same rules: nothing of
     * their rows of bits can be shared.
     */
    static byte[] distinctRows(final int valueCount) {
        final int rules = Limits.SIGNAL_RULES;
        final StringBuilder[] intents = new StringBuilder[rules];
        final StringBuilder[] products = new StringBuilder[rules];
        for (int rule = 0; rule < rules; rule++) {
            intents[rule] = new StringBuilder();
            products[rule] = new StringBuilder();
        }
        for (int value = 0; value < valueCount; value++) {
            final StringBuilder[] lists = value % 2 == 0 ? intents : products;
            final int number = value / 2;
            final int first = number % rules;
            final int second = (first + 1 + number / rules) % rules;
            lists[first].append(lists[first].isEmpty() ? "" : ",").append('v').append(number);
            lists[second].append(lists[second].isEmpty() ? "" : ",").append('v').append(number);
        }
        return rules(rules, rule -> "intent: [" + intents[rule] + "], product: [" + products[rule] + "]");
    }

    /** Every rule but one asks for the same region, and that one for as many regions below it as there can be. */
    static byte[] oneRegion(final int rules, final int regions) {
        return rules(
                rules,
                rule -> rule < rules - 1
                        ? "region: [AU], entry_point: [e" + rule + "]"
                        : "region: [" + list(regions - 1, region -> "AU-" + region) + "]");
    }

    /** Tags of as many levels as a text can have, no two of which have a level in common. */
    private static byte[] deepLanguages(final int tags) {
        return rules(
                1,
                rule -> "language: [" + list(tags, tag -> letters(tag, 4) + "-a".repeat((Limits.STRING_BYTES - 4) / 2))
                        + "]");
    }

    /** Tags of as many levels as a text can have, below a chain of tags each of which a rule names. */
    private static byte[] deepChain(final int tags) {
        final int levels = (Limits.STRING_BYTES - 8) / 2;
        return rules(
                levels + 1,
                rule -> "language: ["
                        + (rule < levels
                                ? "en" + "-a".repeat(rule)
                                : list(tags, tag -> "en" + "-a".repeat(levels - 1) + "-" + letters(tag, 4)))
                        + "]");
    }

    /** Every rule asks for other values of the same label. */
    static byte[] labelValues(final int rules, final int values) {
        return rules(rules, rule -> "labels: {n: [" + list(values, value -> "v" + (rule * values + value)) + "]}");
    }

    /** As many pairs of a rule and a value as may be. */
    private static byte[] manyPairs(final int rules, final int values) {
        return rules(
                rules,
                rule -> "intent: [" + list(values, value -> "i" + (rule * 16 + value) % Limits.VALUES_PER_ATTRIBUTE)
                        + "]");
    }

    /** Every rule has a window of nearly a day on every day of the week, and no two begin at the same minute. */
    private static byte[] windows() {
        return rules(
                Limits.SIGNAL_RULES,
                rule -> "time: {from: \"" + clock(rule % 1_440) + "\", to: \"" + clock((rule + 1_439) % 1_440)
                        + "\"}, entry_point: [e" + rule + "]");
    }

    /** Every calendar opens and closes as often as minutes allow, on every day of the week. */
    private static byte[] hours() {
        final String spans = list(720, span -> '"' + clock(2 * span) + '-' + clock(2 * span + 1) + '"');
        final StringBuilder text = new StringBuilder(new LargeTable().toString()).append("calendars:\n");
        for (int calendar = 0; calendar < 150; calendar++) {
            text.append("  - {id: c" + calendar + ", zone: Australia/Melbourne, weekly: {"
                    + Stream.of("mon", "tue", "wed", "thu", "fri", "sat", "sun")
                            .map(day -> day + ": [" + spans + "]")
                            .collect(Collectors.joining(", "))
                    + "}}\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] rules(final int count, final IntFunction<String> when) {
        final StringBuilder text = new StringBuilder(new LargeTable().toString()).append("signals:\n");
        for (int rule = 0; rule < count; rule++) {
            text.append("  - {id: w" + rule + ", when: {" + when.apply(rule) + "}, occasion: o0}\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String list(final int count, final IntFunction<String> item) {
        return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining(","));
    }

    /** A number as so many letters. */
    private static String letters(final int number, final int length) {
        final StringBuilder text = new StringBuilder();
        for (int i = 0, rest = number; i < length; i++, rest /= 26) {
            text.append((char) ('a' + rest % 26));
        }
        return text.toString();
    }

    private static String clock(final int minute) {
        return "%02d:%02d".formatted(minute / 60, minute % 60);
    }
}
