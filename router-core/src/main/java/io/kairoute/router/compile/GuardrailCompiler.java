package io.kairoute.router.compile;

import io.kairoute.router.decision.TreatmentFields;
import io.kairoute.router.snapshot.GuardrailTable;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.ProtectionDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TierDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles step 5: floors, ceilings, caps and protections. */
final class GuardrailCompiler {
    private static final int NO_QUEUE = -1;

    private GuardrailCompiler() {}

    static GuardrailTable compile(final TableDefinition table, final TableIds ids, final TreatmentCompiler treatments) {
        final List<OccasionDefinition> occasions = table.occasions();
        final List<TierDefinition> tiers = table.tiers();
        final List<ProtectionDefinition> protections = table.protections();
        return new GuardrailTable(
                occasions.stream().mapToInt(o -> orElse(o.floorPriority(), 0)).toArray(),
                occasions.stream()
                        .mapToInt(o -> orElse(o.ceilingPriority(), TreatmentFields.MAX_PRIORITY))
                        .toArray(),
                occasions.stream()
                        .mapToLong(o -> o.ceilingSlaMs() == null ? Long.MAX_VALUE : o.ceilingSlaMs())
                        .toArray(),
                tiers.stream()
                        .mapToInt(t -> orElse(t.caps().priority(), TreatmentFields.MAX_PRIORITY))
                        .toArray(),
                tiers.stream()
                        .mapToInt(t -> orElse(t.caps().effort(), TreatmentFields.MAX_PRIORITY))
                        .toArray(),
                tiers.stream().map(t -> bits(t.caps().queues(), ids.queues())).toArray(long[][]::new),
                tiers.stream()
                        .mapToInt(t -> t.caps().instead() == null
                                ? NO_QUEUE
                                : ids.queues().of(t.caps().instead()))
                        .toArray(),
                occasions.stream().map(o -> bits(o.admits(), ids.queues())).toArray(long[][]::new),
                protections.stream()
                        .mapToInt(p -> treatments.rowOrNone(p.treatment()))
                        .toArray(),
                protections.stream().mapToInt(p -> orElse(p.floorPriority(), 0)).toArray());
    }

    private static int orElse(final @Nullable Integer bound, final int widest) {
        return bound == null ? widest : bound;
    }

    private static long[] bits(final List<String> queues, final TableIds.Ids ids) {
        if (queues.isEmpty()) {
            return new long[0];
        }
        final long[] bits = new long[(ids.count() + Long.SIZE - 1) / Long.SIZE];
        for (final String queue : queues) {
            final int position = ids.of(queue);
            bits[position >> 6] |= 1L << position;
        }
        return bits;
    }
}
