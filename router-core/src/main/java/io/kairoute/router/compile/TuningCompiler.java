package io.kairoute.router.compile;

import io.kairoute.router.decision.TreatmentField;
import io.kairoute.router.decision.TreatmentFields;
import io.kairoute.router.snapshot.TuningTable;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TuningRuleDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles step 4: tuning rules and what occasions let them change. */
final class TuningCompiler {
    private TuningCompiler() {}

    static TuningTable compile(
            final TableDefinition table,
            final ConditionCompiler conditions,
            final VocabularyCompiler values,
            final TreatmentCompiler treatments) {
        final List<TuningRuleDefinition> rules = table.tuning();
        final int[] setRow = new int[rules.size()];
        final int[] touched = new int[rules.size()];
        final long[] adjust = new long[TuningTable.ADJUSTMENTS * rules.size()];
        for (int i = 0; i < rules.size(); i++) {
            final TuningRuleDefinition rule = rules.get(i);
            setRow[i] = treatments.rowOrNone(rule.set());
            adjust[TuningTable.ADJUSTMENTS * i] = orZero(rule.adjustPriority());
            adjust[TuningTable.ADJUSTMENTS * i + 1] = orZero(rule.adjustEffort());
            adjust[TuningTable.ADJUSTMENTS * i + 2] = orZero(rule.adjustSlaMs());
            touched[i] = touched(treatments.bitsOf(rule.set()), rule);
        }
        return new TuningTable(
                RuleMatrixCompiler.compile(
                        rules.stream()
                                .map(rule -> conditions.compile(rule.when(), rule.unless()))
                                .toList(),
                        values),
                setRow,
                adjust,
                touched,
                table.occasions().stream().mapToInt(TuningCompiler::tunable).toArray());
    }

    private static long orZero(final @Nullable Number value) {
        return value == null ? 0 : value.longValue();
    }

    private static int touched(final int set, final TuningRuleDefinition rule) {
        return set
                | (rule.adjustPriority() == null ? 0 : 1 << TreatmentFields.PRIORITY)
                | (rule.adjustEffort() == null ? 0 : 1 << TreatmentFields.EFFORT)
                | (rule.adjustSlaMs() == null ? 0 : 1 << TreatmentFields.SLA);
    }

    private static int tunable(final OccasionDefinition occasion) {
        int fields = 0;
        for (final TreatmentField field : occasion.tunable()) {
            fields |= 1 << field.index();
        }
        return fields;
    }
}
