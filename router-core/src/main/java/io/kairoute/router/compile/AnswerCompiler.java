package io.kairoute.router.compile;

import io.kairoute.router.codec.AnswerTable;
import io.kairoute.router.codec.FragmentPool;
import io.kairoute.router.codec.MessageBytes;
import io.kairoute.router.codec.RouteResponseFlyweight;
import io.kairoute.router.decision.SegmentSource;
import io.kairoute.router.key.ByteKeyIndex;
import io.kairoute.router.table.QueueDefinition;
import io.kairoute.router.table.ScriptDefinition;
import io.kairoute.router.table.TableDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Encodes everything that answers say of a table. */
final class AnswerCompiler {
    private final TableDefinition table;
    private final FragmentPool.Builder pool = new FragmentPool.Builder();

    AnswerCompiler(final TableDefinition table) {
        this.table = table;
    }

    AnswerTable compile(final TreatmentCompiler treatments) {
        final List<String> platforms = table.queues().stream()
                .flatMap(queue -> queue.refs().keySet().stream())
                .distinct()
                .toList();
        final int[] occasion = strings(RouteResponseFlyweight.OCCASION, table.occasions(), o -> o.id());
        final int[] job = strings(RouteResponseFlyweight.JOB, table.occasions(), o -> o.job());
        final int[][] tier =
                table.tiers().stream().map(t -> withSources(t.id())).toArray(int[][]::new);
        final int[] queue = strings(RouteResponseFlyweight.QUEUE, table.queues(), q -> q.id());
        final int[][] refs =
                table.queues().stream().map(q -> refs(q, platforms)).toArray(int[][]::new);
        final int[][] script = table.scripts().stream().map(this::withLanguages).toArray(int[][]::new);
        final int[] message = treatments.messageFragments(pool);
        final int[] ladder = treatments.ladderFragments(pool);
        final int[] selectors = treatments.selectorFragments(pool);
        final int[] experiment = table.experiments().stream()
                .mapToInt(e -> pool.raw(new MessageBytes()
                        .string(RouteResponseFlyweight.EXPERIMENT, e.id())
                        .string(RouteResponseFlyweight.EXPERIMENT_UNIT, e.unit().key())
                        .toBytes()))
                .toArray();
        final int[][] arm = table.experiments().stream()
                .map(e -> strings(RouteResponseFlyweight.ARM, e.arms(), a -> a.id()))
                .toArray(int[][]::new);
        final int[] signalRule = strings(RouteResponseFlyweight.RULE_IDS, table.signals(), r -> r.id());
        final int[] tuningRule = strings(RouteResponseFlyweight.RULE_IDS, table.tuning(), r -> r.id());
        return new AnswerTable(
                pool.build(),
                occasion,
                job,
                tier,
                queue,
                ByteKeyIndex.of(platforms),
                refs,
                script,
                message,
                ladder,
                selectors,
                experiment,
                arm,
                signalRule,
                tuningRule);
    }

    private <T> int[] strings(final int field, final List<T> items, final Function<T, String> text) {
        return items.stream()
                .mapToInt(item -> pool.string(field, text.apply(item)))
                .toArray();
    }

    private int[] withSources(final String tier) {
        return Arrays.stream(SegmentSource.values())
                .mapToInt(source ->
                        pair(RouteResponseFlyweight.TIER, tier, RouteResponseFlyweight.SEGMENT_SOURCE, source.name()))
                .toArray();
    }

    private int[] withLanguages(final ScriptDefinition script) {
        return script.languages().keySet().stream()
                .mapToInt(tag ->
                        pair(RouteResponseFlyweight.SCRIPT, script.id(), RouteResponseFlyweight.SCRIPT_LANGUAGE, tag))
                .toArray();
    }

    // Two fields that always stand together, as one piece.
    private int pair(final int field, final String value, final int nextField, final String nextValue) {
        return pool.raw(new MessageBytes()
                .string(field, value)
                .string(nextField, nextValue)
                .toBytes());
    }

    private int[] refs(final QueueDefinition queue, final List<String> platforms) {
        return platforms.stream()
                .mapToInt(platform -> pool.string(
                        RouteResponseFlyweight.QUEUE_REF, queue.refs().getOrDefault(platform, "")))
                .toArray();
    }
}
