package io.kairoute.router.compile;

import io.kairoute.router.live.QueueOverride;
import io.kairoute.router.snapshot.OverrideTable;
import io.kairoute.router.table.QueueDefinition;
import java.util.List;

/** Binds overrides to a table's queues; one that names a queue which the table does not know holds nothing. */
final class OverrideBinder {
    private OverrideBinder() {}

    static OverrideTable bind(final CompiledRevision revision, final List<QueueOverride> overrides) {
        if (overrides.isEmpty()) {
            return OverrideTable.EMPTY;
        }
        final TableIds.Ids queues = TableIds.Ids.of(
                revision.definition().queues().stream().map(QueueDefinition::id).toList());
        final byte[] kind = new byte[queues.count()];
        final int[] redirectTo = new int[queues.count()];
        final long[] fromMs = new long[queues.count()];
        final long[] untilMs = new long[queues.count()];
        for (final QueueOverride override : overrides) {
            final int queue = queues.ofOr(override.queue(), -1);
            final int target = override.redirectTo() == null ? queue : queues.ofOr(override.redirectTo(), -1);
            if (queue >= 0 && target >= 0) {
                kind[queue] = kind(override.kind());
                redirectTo[queue] = target;
                fromMs[queue] = override.fromMs();
                untilMs[queue] = override.untilMs();
            }
        }
        return new OverrideTable(kind, redirectTo, fromMs, untilMs);
    }

    private static byte kind(final QueueOverride.Kind kind) {
        return switch (kind) {
            case OPEN -> OverrideTable.OPEN;
            case CLOSED -> OverrideTable.CLOSED;
            case REDIRECT -> OverrideTable.REDIRECT;
            case SURGE -> OverrideTable.SURGE;
        };
    }
}
