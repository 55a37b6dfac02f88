package io.kairoute.router.compile;

import io.kairoute.router.key.ByteKeyIndex;
import io.kairoute.router.rule.Slot;
import io.kairoute.router.rule.Vocabulary;
import io.kairoute.router.snapshot.OccasionTable;
import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.SignalRuleDefinition;
import io.kairoute.router.table.TableDefinition;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compiles step 1: occasions and signal rules. */
final class OccasionCompiler {
    private final TableDefinition table;
    private final TableIds ids;

    OccasionCompiler(final TableDefinition table, final TableIds ids) {
        this.table = table;
        this.ids = ids;
    }

    OccasionTable compile(
            final ConditionCompiler conditions, final VocabularyCompiler values, final Vocabulary vocabulary) {
        final List<OccasionDefinition> occasions = table.occasions();
        final List<SignalRuleDefinition> signals = table.signals();
        final boolean[] namesIntent = new boolean[signals.size()];
        for (int i = 0; i < namesIntent.length; i++) {
            namesIntent[i] = signals.get(i).when().attributes().containsKey(Attribute.INTENT);
        }
        return new OccasionTable(
                ByteKeyIndex.of(ids.occasions().names()),
                occasions.stream().mapToInt(OccasionDefinition::clearAtBp).toArray(),
                occasions.stream().mapToInt(OccasionDefinition::ambiguousAtBp).toArray(),
                occasions.stream().mapToInt(OccasionDefinition::marginBp).toArray(),
                RuleMatrixCompiler.compile(
                        signals.stream()
                                .map(rule -> conditions.compile(rule.when(), rule.unless()))
                                .toList(),
                        values),
                signals.stream()
                        .mapToInt(rule -> ids.occasions().of(rule.occasion()))
                        .toArray(),
                signals.stream().mapToInt(SignalRuleDefinition::confidenceBp).toArray(),
                namesIntent,
                intentOccasions(vocabulary),
                ids.occasions().of(table.defaults().occasion()));
    }

    // By intent, the occasions of the rules that ask for it.
    private int[][] intentOccasions(final Vocabulary vocabulary) {
        final @Nullable ByteKeyIndex intents = vocabulary.terms(Slot.INTENT);
        if (intents == null) {
            return new int[0][];
        }
        final List<BitSet> byIntent =
                Stream.generate(BitSet::new).limit(intents.count()).toList();
        for (final SignalRuleDefinition rule : table.signals()) {
            final int occasion = ids.occasions().of(rule.occasion());
            for (final String intent : rule.when().attributes().getOrDefault(Attribute.INTENT, List.of())) {
                byIntent.get(intents.find(intent)).set(occasion);
            }
        }
        return byIntent.stream().map(set -> set.stream().toArray()).toArray(int[][]::new);
    }
}
