package io.kairoute.router.table.logic;

import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.ConditionsDefinition;
import io.kairoute.router.table.TableIndex;
import io.kairoute.router.table.TuningRuleDefinition;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The bands, occasions and tiers in which a tuning rule can hold. Immutable.
 *
 * @param neverBecause why there are none; null if there are
 */
public record TuningReach(
        Set<String> bands,
        Set<String> occasions,
        Set<String> tiers,
        @Nullable String neverBecause) {
    private static final Set<String> BANDS = new LinkedHashSet<>(Attribute.BAND.choices());
    private static final Set<String> WITHOUT_PROFILE = Set.of("DEFAULT", "CONSENT_OFF");

    static TuningReach of(final TuningRuleDefinition rule, final TableIndex index) {
        final Set<String> bands = left(rule, Attribute.BAND, BANDS);
        Set<String> occasions = left(rule, Attribute.OCCASION, index.occasions().keySet());
        if (bands.equals(Set.of("NONE"))) {
            occasions = common(occasions, index.table().defaults().occasion());
        }
        final List<String> sources = rule.when().attributes().getOrDefault(Attribute.SEGMENT_SOURCE, List.of());
        final boolean isWithoutProfile = !sources.isEmpty() && WITHOUT_PROFILE.containsAll(sources);
        Set<String> tiers = left(rule, Attribute.TIER, index.tiers().keySet());
        if (isWithoutProfile) {
            tiers = common(tiers, index.table().defaults().tier());
        }
        return new TuningReach(bands, occasions, tiers, why(bands, occasions, tiers, isWithoutProfile, rule.when()));
    }

    /** Whether the rule holds in band CLEAR only. */
    public boolean isOnlyClear() {
        return bands.equals(Set.of("CLEAR"));
    }

    /** Whether the rule can hold in band CLEAR. */
    public boolean canBeClear() {
        return bands.contains("CLEAR");
    }

    private static @Nullable String why(
            final Set<String> bands,
            final Set<String> occasions,
            final Set<String> tiers,
            final boolean isWithoutProfile,
            final ConditionsDefinition when) {
        if (bands.isEmpty()) {
            return "no band is left to it";
        }
        if (occasions.isEmpty()) {
            return "no occasion is left to it; in band NONE the occasion is the default one";
        }
        if (tiers.isEmpty()) {
            return "no tier is left to it; without a profile the tier is the default one";
        }
        return isWithoutProfile && when.attributes().keySet().stream().anyMatch(Attribute.OF_PROFILES::contains)
                ? "it asks about a profile where none may be used"
                : null;
    }

    /** What a rule asks for, or everything, less what its unless takes away. */
    private static Set<String> left(
            final TuningRuleDefinition rule, final Attribute attribute, final Set<String> everything) {
        final List<String> asked = rule.when().attributes().get(attribute);
        final List<String> excluded = rule.unless().attributes().get(attribute);
        if (asked == null && excluded == null) {
            return everything;
        }
        final Collection<String> candidates = asked == null ? everything : asked;
        final Set<String> left = new LinkedHashSet<>(candidates);
        if (excluded != null) {
            excluded.forEach(left::remove);
        }
        return left;
    }

    private static Set<String> common(final Set<String> some, final String one) {
        return some.contains(one) ? Set.of(one) : Set.of();
    }
}
