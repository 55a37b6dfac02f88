package io.kairoute.gateway.sets;

import io.kairoute.control.v1.CustomerProfile;
import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TierDefinition;
import java.util.ArrayList;
import java.util.List;

/** Finds the words of a customer's profile that a table does not know. */
final class UnknownWords {
    private final TableDefinition table;
    private final List<String> fields = new ArrayList<>();

    private UnknownWords(final TableDefinition table) {
        this.table = table;
    }

    /** The fields with such words: the tier that the table has not, and words of lists that the table closes. */
    static List<String> in(final CustomerProfile profile, final TableDefinition table) {
        final UnknownWords found = new UnknownWords(table);
        if (table.tiers().stream().map(TierDefinition::id).noneMatch(profile.getTier()::equals)) {
            found.fields.add("profile.tier");
        }
        found.look("profile.sub_tier", Attribute.SUB_TIER, List.of(profile.getSubTier()));
        found.look("profile.lifecycle", Attribute.LIFECYCLE, List.of(profile.getLifecycle()));
        found.look("profile.value_band", Attribute.VALUE_BAND, List.of(profile.getValueBand()));
        found.look("profile.churn_band", Attribute.CHURN_BAND, List.of(profile.getChurnBand()));
        found.look("profile.health_band", Attribute.HEALTH_BAND, List.of(profile.getHealthBand()));
        found.look("profile.risks", Attribute.RISK, profile.getRisksList());
        return List.copyOf(found.fields);
    }

    private void look(final String field, final Attribute attribute, final List<String> words) {
        final List<String> known = table.values().get(attribute.key());
        if (known != null && words.stream().anyMatch(word -> !word.isEmpty() && !known.contains(word))) {
            fields.add(field);
        }
    }
}
