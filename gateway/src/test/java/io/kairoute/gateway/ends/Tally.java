package io.kairoute.gateway.ends;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What peers heard of their calls, to be held against what the node counted: each call once, by its method and status.
 *
 * <p>Thread-safe.
 */
final class Tally {
    private static final LongAdder NONE = new LongAdder();

    /** What a caller heard. Only where its connection ended in that moment may the node count it as cancelled. */
    private record Answer(CallKind.Door door, String method, String code) {
        String series(final String counted) {
            return door == CallKind.Door.ROUTE
                    ? "kairoute_calls_total{code=\"" + counted + "\",method=\"" + method + "\"}"
                    : "kairoute_admin_calls_total{method=\"" + method + "\",status=\"" + counted + "\"}";
        }
    }

    /** What was counted before the peers came. */
    private final Map<String, Double> before;

    private final Map<String, LongAdder> seen = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> doubtful = new ConcurrentHashMap<>();
    private final Map<Answer, LongAdder> answered = new ConcurrentHashMap<>();
    private final Map<Answer, LongAdder> answeredAtTheEnd = new ConcurrentHashMap<>();

    /** Begins with what a node has counted so far. */
    Tally(final EndsNode node) {
        before = node.metrics();
    }

    /**
     * Adds a call that is over.
     *
     * @param isWhole whether its connection went on
     */
    void add(final CallKind kind, final Heard heard, final boolean isWhole) {
        count(heard.isDoubtful() ? doubtful : seen, kind.method());
        final String code = heard.code(kind);
        if (!code.isEmpty() && (kind.hasOneAnswer() || code.equals("OK"))) {
            count(isWhole ? answered : answeredAtTheEnd, new Answer(kind.door(), kind.method(), code));
        }
    }

    private static <K> void count(final Map<K, LongAdder> counts, final K of) {
        counts.computeIfAbsent(of, any -> new LongAdder()).increment();
    }

    /** How many calls of a listener that came for certain are not counted yet. */
    long missing(final CallKind.Door door, final EndsNode node) {
        return Math.max(0, least(door) - sum(counted(node), total(door)));
    }

    /** Fails where the node counted otherwise. */
    void check(final EndsNode node) {
        final Map<String, Double> counted = counted(node);

        between(CallKind.Door.ROUTE, counted);
        between(CallKind.Door.ADMIN, counted);
        assertEquals(
                sum(counted, total(CallKind.Door.ROUTE)),
                sum(counted, "kairoute_calls_ended_total{"),
                "calls by status, and by how they ended");
        answered.forEach((answer, count) ->
                atLeast(count.sum(), counted.getOrDefault(answer.series(answer.code()), 0.0), answer));
        answeredAtTheEnd.forEach((answer, count) -> atLeast(
                count.sum() + answered.getOrDefault(answer, NONE).sum(),
                counted.getOrDefault(answer.series(answer.code()), 0.0)
                        + counted.getOrDefault(answer.series("CANCELLED"), 0.0),
                answer));
    }

    private static void atLeast(final long heard, final double counted, final Answer answer) {
        assertTrue(counted >= heard, () -> heard + " callers heard what was counted " + counted + " times: " + answer);
    }

    private Map<String, Double> counted(final EndsNode node) {
        final Map<String, Double> counted = new TreeMap<>(node.metrics());
        before.forEach((series, count) -> counted.merge(series, -count, Double::sum));
        counted.keySet().removeIf(series -> series.contains("\"route_stream_message\""));
        counted.values().removeIf(count -> count == 0);
        return counted;
    }

    private void between(final CallKind.Door door, final Map<String, Double> counted) {
        final long count = sum(counted, total(door));
        final long least = least(door);
        final long most = least + sum(door, doubtful);
        assertTrue(
                least <= count && count <= most,
                () -> count + " calls counted, " + least + " to " + most + " made, listener " + door + ": made " + seen
                        + " and perhaps " + doubtful + ", counted " + counted);
    }

    private long least(final CallKind.Door door) {
        return sum(door, seen);
    }

    private static long sum(final CallKind.Door door, final Map<String, LongAdder> made) {
        return CallKind.methodsOf(door).stream()
                .mapToLong(method -> made.getOrDefault(method, NONE).sum())
                .sum();
    }

    private static String total(final CallKind.Door door) {
        return door == CallKind.Door.ROUTE ? "kairoute_calls_total{" : "kairoute_admin_calls_total{";
    }

    private static long sum(final Map<String, Double> counts, final String prefix) {
        return (long) counts.entrySet().stream()
                .filter(count -> count.getKey().startsWith(prefix))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }
}
