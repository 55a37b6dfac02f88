package io.kairoute.gateway.imports;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kairoute.gateway.document.WrongKey;
import io.kairoute.router.Limits;
import io.kairoute.router.segment.ProfileAttribute;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a customers file mean: who a row is, and what becomes of it in a segment set.
 *
 * @param format the version of this form, {@link #FORMAT}
 * @param csv how the file is written
 * @param set what the set is called and how old its data is
 * @param maxBadShare the largest share of bad rows that is imported, as {@code 1%}; 1% when absent
 * @param duplicates what becomes of a second row with the same key; a bad row when absent
 * @param columns what a blank cell means, by column
 * @param key the column that customers are known by
 * @param alternateKeys columns that they are found by as well, four at most
 * @param account the column that tells their account
 * @param tiers rules for the tier, the first that fits counts
 * @param attributes the other attributes, by their names in tables
 * @param risks rules for risks, every one that fits counts
 * @param consent columns that tell what a customer consents to
 * @param tenure the column that tells how long somebody has been a customer
 * @param value the column that tells what a customer is worth
 * @param preferredAgent the column that names the agent whom the customer would like
 */
public record ImportMapping(
        @Nullable Integer format,
        @Nullable CsvFormat csv,
        @Nullable SetNaming set,
        @Nullable String maxBadShare,
        @Nullable Duplicates duplicates,
        @Nullable Map<String, ColumnRule> columns,
        KeyMapping key,
        @Nullable List<KeyMapping> alternateKeys,
        @Nullable AccountMapping account,
        @Nullable List<TierRule> tiers,
        @Nullable Map<String, AttributeMapping> attributes,
        @Nullable List<RiskRule> risks,
        @Nullable ConsentMapping consent,
        @Nullable TenureMapping tenure,
        @Nullable ValueMapping value,
        @Nullable AgentMapping preferredAgent) {

    /** The version of this form that this code reads. */
    public static final int FORMAT = 1;

    private static final int BASIS_POINTS = 10_000;
    private static final int DEFAULT_MAX_BAD_BP = 100;
    private static final Pattern SHARE = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,2})?)%");

    /** What becomes of a second row with the same key. */
    public enum Duplicates {
        /** It is a bad row. */
        @JsonProperty("reject")
        REJECT,
        /** It takes the place of the first. */
        @JsonProperty("last")
        LAST
    }

    /** Checks that the parts fit each other. */
    public ImportMapping {
        if (Required.of("format", format) != FORMAT) {
            throw new WrongKey("format", "must be " + FORMAT + ", the form that this version reads");
        }
        csv = csv == null ? CsvFormat.DEFAULT : csv;
        set = set == null ? SetNaming.DEFAULT : set;
        parseShare(maxBadShare);
        duplicates = duplicates == null ? Duplicates.REJECT : duplicates;
        columns = columns == null ? Map.of() : Map.copyOf(columns);
        Required.of("key", key);
        alternateKeys = alternateKeys == null ? List.of() : List.copyOf(alternateKeys);
        if (alternateKeys.size() > Limits.ALTERNATE_KEYS) {
            throw new WrongKey(
                    "alternate_keys", "there are " + alternateKeys.size() + ", " + Limits.ALTERNATE_KEYS + " at most");
        }
        if (duplicates == Duplicates.LAST && (!alternateKeys.isEmpty() || account != null)) {
            throw new WrongKey(
                    "duplicates",
                    "last does not go with alternate_keys or account, since those of the row that"
                            + " is replaced would stay");
        }
        tiers = checkTiers(tiers);
        attributes = checkAttributes(attributes);
        risks = risks == null ? List.of() : List.copyOf(risks);
        consent = consent == null ? ConsentMapping.DEFAULT : consent;
    }

    /** The largest share of bad rows that is imported, in basis points. */
    public int maxBadBasisPoints() {
        return parseShare(maxBadShare);
    }

    private static int parseShare(final @Nullable String share) {
        if (share == null) {
            return DEFAULT_MAX_BAD_BP;
        }
        final Matcher matcher = SHARE.matcher(share);
        final int basisPoints = matcher.matches()
                ? new BigDecimal(matcher.group(1)).movePointRight(2).intValue()
                : -1;
        if (basisPoints < 0 || basisPoints > BASIS_POINTS) {
            throw new WrongKey("max_bad_share", "must be a share such as 1% or 0.25%");
        }
        return basisPoints;
    }

    private static List<TierRule> checkTiers(final @Nullable List<TierRule> tiers) {
        if (tiers == null || tiers.isEmpty()) {
            throw new IllegalArgumentException("the required key tiers is missing, or has no rule");
        }
        for (final TierRule rule : tiers.subList(0, tiers.size() - 1)) {
            if (rule.when() == null || rule.when().isEmpty()) {
                throw new WrongKey(
                        "tiers",
                        rule.tier() + " has no conditions and is not last: the rules after it would never count");
            }
        }
        if (tiers.stream().map(TierRule::tier).distinct().count() > Limits.TIERS) {
            throw new WrongKey("tiers", "there are more than " + Limits.TIERS + " tiers");
        }
        return List.copyOf(tiers);
    }

    private static Map<String, AttributeMapping> checkAttributes(
            final @Nullable Map<String, AttributeMapping> attributes) {
        if (attributes == null) {
            return Map.of();
        }
        for (final String name : attributes.keySet()) {
            attribute(name);
        }
        return Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** The attribute of that name. */
    static ProfileAttribute attribute(final String name) {
        for (final ProfileAttribute attribute : ProfileAttribute.values()) {
            if (attribute.key().equals(name)
                    && attribute != ProfileAttribute.TIER
                    && attribute != ProfileAttribute.RISK) {
                return attribute;
            }
        }
        throw new WrongKey(
                "attributes",
                name + " is no attribute: there are sub_tier, lifecycle, value_band,"
                        + " churn_band, health_band, language and preferred_channel, while tiers and risks have their own keys");
    }
}
