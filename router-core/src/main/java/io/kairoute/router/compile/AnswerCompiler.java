package io.kairoute.router.compile;

import io.kairoute.router.codec.AnswerTable;
import io.kairoute.router.codec.MessageBytes;
import io.kairoute.router.codec.PiecePool;
import io.kairoute.router.codec.ResponseFields;
import io.kairoute.router.decision.Band;
import io.kairoute.router.decision.OccasionSource;
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
    private final PiecePool.Builder pool = new PiecePool.Builder();

    AnswerCompiler(final TableDefinition table) {
        this.table = table;
    }

    AnswerTable compile(final TreatmentCompiler treatments) {
        final List<String> platforms = table.queues().stream()
                .flatMap(queue -> queue.refs().keySet().stream())
                .distinct()
                .toList();
        final long[][] occasion =
                table.occasions().stream().map(o -> withSourcesAndBands(o.id())).toArray(long[][]::new);
        final long[] job = strings(ResponseFields.JOB, table.occasions(), o -> o.job());
        final long[][] tier =
                table.tiers().stream().map(t -> withSources(t.id())).toArray(long[][]::new);
        final long[] queue = strings(ResponseFields.QUEUE, table.queues(), q -> q.id());
        final long[][] refs =
                table.queues().stream().map(q -> refs(q, platforms)).toArray(long[][]::new);
        final long[][] script =
                table.scripts().stream().map(this::withLanguages).toArray(long[][]::new);
        final long[] message = treatments.messageFragments(pool);
        final long[] ladder = treatments.ladderFragments(pool);
        final long[] selectors = treatments.selectorFragments(pool);
        final long[] experiment = table.experiments().stream()
                .mapToLong(e -> pool.raw(new MessageBytes()
                        .string(ResponseFields.EXPERIMENT, e.id())
                        .string(ResponseFields.EXPERIMENT_UNIT, e.unit().key())
                        .toBytes()))
                .toArray();
        final long[][] arm = table.experiments().stream()
                .map(e -> strings(ResponseFields.ARM, e.arms(), a -> a.id()))
                .toArray(long[][]::new);
        final long[] signalRule = strings(ResponseFields.RULE_IDS, table.signals(), r -> r.id());
        final long[] tuningRule = strings(ResponseFields.RULE_IDS, table.tuning(), r -> r.id());
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
                treatments.ladderQueues(),
                selectors,
                experiment,
                arm,
                signalRule,
                tuningRule);
    }

    private <T> long[] strings(final int field, final List<T> items, final Function<T, String> text) {
        return items.stream()
                .mapToLong(item -> pool.string(field, text.apply(item)))
                .toArray();
    }

    private long[] withSourcesAndBands(final String occasion) {
        return Arrays.stream(OccasionSource.values())
                .flatMapToLong(source -> Arrays.stream(Band.values())
                        .mapToLong(band -> pool.raw(new MessageBytes()
                                .string(ResponseFields.OCCASION, occasion)
                                .string(ResponseFields.OCCASION_SOURCE, source.name())
                                .string(ResponseFields.BAND, band.name())
                                .toBytes())))
                .toArray();
    }

    private long[] withSources(final String tier) {
        return Arrays.stream(SegmentSource.values())
                .mapToLong(source -> pair(ResponseFields.TIER, tier, ResponseFields.SEGMENT_SOURCE, source.name()))
                .toArray();
    }

    private long[] withLanguages(final ScriptDefinition script) {
        return script.languages().keySet().stream()
                .mapToLong(tag -> pair(ResponseFields.SCRIPT, script.id(), ResponseFields.SCRIPT_LANGUAGE, tag))
                .toArray();
    }

    // Two fields that always stand together, as one piece.
    private long pair(final int field, final String value, final int nextField, final String nextValue) {
        return pool.raw(new MessageBytes()
                .string(field, value)
                .string(nextField, nextValue)
                .toBytes());
    }

    private long[] refs(final QueueDefinition queue, final List<String> platforms) {
        return platforms.stream()
                .mapToLong(platform ->
                        pool.string(ResponseFields.QUEUE_REF, queue.refs().getOrDefault(platform, "")))
                .toArray();
    }
}
