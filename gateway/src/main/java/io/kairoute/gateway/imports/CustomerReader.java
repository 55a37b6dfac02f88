package io.kairoute.gateway.imports;

import io.kairoute.gateway.imports.ConsentMapping.Answer;
import io.kairoute.gateway.imports.ConsentMapping.ConsentColumn;
import io.kairoute.router.Limits;
import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.segment.ProfileFlyweight;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Makes one row's profile, following a mapping.
 *
 * <p>Thread-confined: owned by the importing thread.
 */
final class CustomerReader {
    private static final int MOST_TENURE_MONTHS = 0xFFFF;
    private static final BigDecimal CENTS = BigDecimal.valueOf(100);

    private final Words words = new Words();
    private final List<TierOrRisk> tiers = new ArrayList<>();
    private final List<TierOrRisk> risks = new ArrayList<>();
    private final Map<ProfileAttribute, WordSource> attributes = new EnumMap<>(ProfileAttribute.class);
    private final @Nullable ConsentCell personalization;
    private final @Nullable ConsentCell marketing;
    private final @Nullable TenureMapping tenure;
    private final int tenureColumn;
    private final @Nullable ValueMapping value;
    private final int valueColumn;
    private final int agentColumn;

    private record TierOrRisk(String word, int ordinal, RowCondition when) {}

    private record ConsentCell(int column, ConsentColumn mapping) {}

    CustomerReader(final ImportMapping mapping, final ToIntFunction<String> indexOf) {
        for (final TierRule rule : Objects.requireNonNull(mapping.tiers())) {
            tiers.add(new TierOrRisk(
                    rule.tier(),
                    words.ordinal(ProfileAttribute.TIER, rule.tier()),
                    new RowCondition(rule.when(), indexOf)));
        }
        for (final RiskRule rule : Objects.requireNonNull(mapping.risks())) {
            risks.add(new TierOrRisk(
                    rule.risk(),
                    words.ordinal(ProfileAttribute.RISK, rule.risk()),
                    new RowCondition(rule.when(), indexOf)));
        }
        Objects.requireNonNull(mapping.attributes()).forEach((name, source) -> {
            attributes.put(ImportMapping.attribute(name), WordSource.of(source, indexOf));
            numberWordsOf(ImportMapping.attribute(name), source);
        });
        final ConsentMapping consent = Objects.requireNonNull(mapping.consent());
        personalization = consentCell(consent.personalization(), indexOf);
        marketing = consentCell(consent.marketing(), indexOf);
        tenure = mapping.tenure();
        tenureColumn = tenure == null ? -1 : indexOf.applyAsInt(tenure.column());
        value = mapping.value();
        valueColumn = value == null ? -1 : indexOf.applyAsInt(value.column());
        agentColumn = mapping.preferredAgent() == null
                ? -1
                : indexOf.applyAsInt(mapping.preferredAgent().column());
    }

    /** Fills a profile from a row, but for its keys and times. */
    void read(final Row row, final ProfileFlyweight into) throws BadCell {
        into.reset();
        for (final TierOrRisk tier : tiers) {
            if (tier.when().holds(row)) {
                into.ordinal(ProfileAttribute.TIER, tier.ordinal());
                break;
            }
        }
        for (final Map.Entry<ProfileAttribute, WordSource> attribute : attributes.entrySet()) {
            final String word = attribute.getValue().word(row);
            if (word != null) {
                into.ordinal(attribute.getKey(), words.ordinal(attribute.getKey(), word));
            }
        }
        for (final TierOrRisk risk : risks) {
            if (risk.when().holds(row)) {
                into.addRisk(risk.ordinal());
            }
        }
        into.consent((isGiven(row, personalization) ? ProfileFlyweight.CONSENT_PERSONALIZATION : 0)
                | (isGiven(row, marketing) ? ProfileFlyweight.CONSENT_MARKETING : 0));
        readTenure(row, into);
        readValue(row, into);
        readAgent(row, into);
    }

    /** The words met so far. */
    Map<ProfileAttribute, List<String>> words() {
        return words.all();
    }

    // Words that the mapping names get their numbers first, in its order, so that the file's order does not matter.
    private void numberWordsOf(final ProfileAttribute attribute, final AttributeMapping mapping) {
        if (mapping.values() != null) {
            mapping.values().values().forEach(word -> words.ordinal(attribute, word));
        }
        if (mapping.bands() != null) {
            mapping.bands().forEach(band -> words.ordinal(attribute, band.word()));
        }
        if (mapping.rules() != null) {
            mapping.rules().forEach(rule -> words.ordinal(attribute, rule.word()));
        }
        if (mapping.otherwise() != null) {
            words.ordinal(attribute, mapping.otherwise());
        }
    }

    private static @Nullable ConsentCell consentCell(
            final @Nullable ConsentColumn mapping, final ToIntFunction<String> indexOf) {
        return mapping == null ? null : new ConsentCell(indexOf.applyAsInt(mapping.column()), mapping);
    }

    private static boolean isGiven(final Row row, final @Nullable ConsentCell consent) throws BadCell {
        if (consent == null) {
            return true;
        }
        final String text = row.text(consent.column());
        final Answer answer = text == null
                ? consent.mapping().blank()
                : consent.mapping().values().get(text);
        if (answer == null) {
            throw row.bad(
                    consent.column(),
                    text == null
                            ? "blank, and the mapping does not say what a blank consent means"
                            : "a text that the mapping's values do not list");
        }
        return answer == Answer.GIVEN;
    }

    private void readTenure(final Row row, final ProfileFlyweight into) throws BadCell {
        final BigDecimal units = tenure == null ? null : row.number(tenureColumn);
        if (tenure == null || units == null) {
            return;
        }
        final BigDecimal months = Objects.requireNonNull(tenure.unit()).toMonths(units);
        if (months.signum() < 0 || months.compareTo(BigDecimal.valueOf(MOST_TENURE_MONTHS)) > 0) {
            throw row.bad(tenureColumn, "a tenure must be 0 to " + MOST_TENURE_MONTHS + " months");
        }
        into.tenureMonths(months.intValue());
    }

    private void readValue(final Row row, final ProfileFlyweight into) throws BadCell {
        final BigDecimal amount = value == null ? null : row.number(valueColumn);
        if (value == null || amount == null) {
            return;
        }
        try {
            into.valueCents(amount.multiply(Objects.requireNonNull(value.factor()))
                    .multiply(CENTS)
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact());
        } catch (final ArithmeticException e) {
            throw row.bad(valueColumn, "the amount is too large");
        }
    }

    private void readAgent(final Row row, final ProfileFlyweight into) throws BadCell {
        final String agent = agentColumn < 0 ? null : row.text(agentColumn);
        if (agent != null) {
            final byte[] bytes = agent.getBytes(StandardCharsets.UTF_8);
            if (bytes.length > Limits.PREFERRED_AGENT_BYTES) {
                throw row.bad(agentColumn, "an agent's id has " + Limits.PREFERRED_AGENT_BYTES + " bytes at most");
            }
            into.preferredAgent(new UnsafeBuffer(bytes), 0, bytes.length);
        }
    }
}
