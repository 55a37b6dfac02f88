package io.kairoute.router.table.logic;

import io.kairoute.router.table.TableIndex;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the warnings want to know about every rule of a table, found out once. Immutable.
 *
 * @param signals by index of the signal rule
 * @param tuning by index of the tuning rule
 * @param reaches by index of the tuning rule
 */
public record RuleFacts(List<RuleLogic> signals, List<RuleLogic> tuning, List<TuningReach> reaches) {
    /** Finds them out. */
    public static RuleFacts of(final TableIndex index) {
        final RuleLogicReader reader = new RuleLogicReader(index);
        return new RuleFacts(
                index.table().signals().stream()
                        .map(rule -> reader.read(rule.when(), rule.unless()))
                        .toList(),
                index.table().tuning().stream()
                        .map(rule -> reader.read(rule.when(), rule.unless()))
                        .toList(),
                index.table().tuning().stream()
                        .map(rule -> TuningReach.of(rule, index))
                        .toList());
    }

    /** Why a tuning rule can never match; null if it can. */
    public @Nullable String tuningNeverBecause(final int rule) {
        final String because = tuning.get(rule).neverBecause();
        return because == null ? reaches.get(rule).neverBecause() : because;
    }
}
