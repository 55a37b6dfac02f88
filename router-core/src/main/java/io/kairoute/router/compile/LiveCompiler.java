package io.kairoute.router.compile;

import io.kairoute.router.clock.ZoneOffsets;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.live.LiveOccasion;
import io.kairoute.router.rule.RuleMatrix;
import io.kairoute.router.rule.Slot;
import io.kairoute.router.rule.Vocabulary;
import io.kairoute.router.signal.Channel;
import io.kairoute.router.snapshot.LiveTable;
import io.kairoute.router.table.OccasionDefinition;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Compiles live occasions: one rule each, once for all revisions, then bound to each revision's occasions. */
final class LiveCompiler {
    private static final TableIds.Ids CHANNELS = ConditionCompiler.idsOf(Channel.values());

    private static final Map<Integer, Function<LiveOccasion, List<String>>> WORD_SCOPES = Map.of(
            Slot.REGION, LiveOccasion::regions,
            Slot.PRODUCT, LiveOccasion::products,
            Slot.ACCOUNT, LiveOccasion::accounts,
            Slot.ENTRY_POINT, LiveOccasion::entryPoints);

    // Most tenants, most of the time.
    private static final LiveTable NOTHING = new LiveCompiler(List.of()).bound(List.of());

    private final List<LiveOccasion> live;
    private final RuleMatrix scopes;
    private final Vocabulary vocabulary;

    LiveCompiler(final List<LiveOccasion> live) {
        this.live = live;
        final VocabularyCompiler values = new VocabularyCompiler();
        values.addPositions(Slot.CHANNEL, CHANNELS.count());
        WORD_SCOPES.forEach((slot, list) -> live.stream()
                .map(list)
                .filter(terms -> !terms.isEmpty())
                .forEach(terms -> values.addTerms(slot, terms)));
        vocabulary = values.conclude(ZoneOffsets.of(ZoneOffset.UTC));
        scopes = RuleMatrixCompiler.compile(
                live.stream().map(occasion -> scope(occasion, values)).toList(), values);
    }

    private static SlotConditions scope(final LiveOccasion occasion, final VocabularyCompiler values) {
        final Map<Integer, ValueRanges> when = new HashMap<>();
        WORD_SCOPES.forEach((slot, list) -> {
            final List<String> terms = list.apply(occasion);
            if (!terms.isEmpty()) {
                when.put(slot, values.positions(slot, terms));
            }
        });
        if (!occasion.channels().isEmpty()) {
            when.put(Slot.CHANNEL, ValueRanges.of(occasion.channels().stream().mapToInt(CHANNELS::of)));
        }
        return new SlotConditions(when, Map.of());
    }

    LiveTable bind(final CompiledRevision revision) {
        if (live.isEmpty()) {
            return NOTHING;
        }
        final TableIds.Ids occasions = TableIds.Ids.of(revision.definition().occasions().stream()
                .map(OccasionDefinition::id)
                .toList());
        return bound(live.stream()
                .map(occasion -> occasions.ofOr(occasion.occasion(), Decision.NONE))
                .toList());
    }

    /** The scopes and times alone, bound to no table. */
    LiveTable unbound() {
        return bound(Collections.nCopies(live.size(), Decision.NONE));
    }

    private LiveTable bound(final List<Integer> occasions) {
        return new LiveTable(
                scopes,
                vocabulary,
                occasions.stream().mapToInt(Integer::intValue).toArray(),
                live.stream().mapToInt(LiveOccasion::confidenceBp).toArray(),
                live.stream().mapToLong(LiveOccasion::fromMs).toArray(),
                live.stream().mapToLong(LiveOccasion::untilMs).toArray());
    }
}
