package io.kairoute.router.reference;

import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.DefaultsDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TierDefinition;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Step 2: which tier the customer is in, and what of the profile may influence the decision. */
final class SegmentStep {
    private final Scenario scenario;
    private final TableDefinition table;
    private final Signals signals;
    private final Findings findings;

    SegmentStep(final Scenario scenario, final TableDefinition table, final Signals signals, final Findings findings) {
        this.scenario = scenario;
        this.table = table;
        this.signals = signals;
        this.findings = findings;
    }

    /**
     * What the search gave.
     *
     * @param influence the profile whose attributes may influence the decision; null for none
     * @param risks what protections look at, a duty of care whatever the consent
     * @param setVersion the version of the set that answered, or {@code ""}
     */
    record Choice(
            TierDefinition tier,
            SegmentSource source,
            @Nullable ReferenceProfile influence,
            Set<String> risks,
            String setVersion,
            long setAgeS) {

        /** The canonical key hash of a customer who was found as such; null for every other contact. */
        @Nullable
        String customerUnit() {
            final boolean isCustomer = source == SegmentSource.CUSTOMER || source == SegmentSource.ALTERNATE;
            return isCustomer && influence != null ? influence.canonicalKeyHash() : null;
        }

        /** The profile's language where it may count, normalized; {@code ""} for none. */
        String language() {
            final String tag = influence == null ? "" : influence.language();
            return LanguageTag.isValid(tag) ? LanguageTag.normalize(tag) : "";
        }

        /** What tuning rules may ask about the profile. */
        Map<Attribute, Set<String>> attributes() {
            final Map<Attribute, Set<String>> attributes = new EnumMap<>(Attribute.class);
            if (influence != null) {
                attributes.put(Attribute.SUB_TIER, Set.of(influence.subTier()));
                attributes.put(Attribute.LIFECYCLE, Set.of(influence.lifecycle()));
                attributes.put(Attribute.VALUE_BAND, Set.of(influence.valueBand()));
                attributes.put(Attribute.CHURN_BAND, Set.of(influence.churnBand()));
                attributes.put(Attribute.HEALTH_BAND, Set.of(influence.healthBand()));
                attributes.put(Attribute.RISK, influence.risks());
                attributes.values().removeIf(values -> values.contains(""));
            }
            return attributes;
        }
    }

    private record Found(ReferenceProfile profile, SegmentSource source) {}

    /** Decides the segment. */
    Choice choose() {
        final Search search = new Search();
        final Optional<Found> found = search.run();
        final TierDefinition defaultTier = tier(table.defaults().tier()).orElseThrow();
        final String setVersion = search.answered() ? set().version() : "";
        final long setAgeS = search.answered() ? Math.max(0, setAgeMs() / 1_000) : 0;
        if (found.isEmpty()) {
            if (search.asked() && isStale()) {
                findings.took(Branch.STALE_AND_NOBODY_FOUND);
                findings.flags.add(Flag.STALE);
            }
            return new Choice(defaultTier, SegmentSource.DEFAULT, null, Set.of(), setVersion, setAgeS);
        }

        final ReferenceProfile profile = found.get().profile();
        final SegmentSource source;
        final boolean influences;
        if (!profile.consent()) {
            findings.took(Branch.PROFILE_WITHOUT_CONSENT);
            source = SegmentSource.CONSENT_OFF;
            influences = false;
        } else if (isStale() && table.defaults().staleYieldsDefault()) {
            findings.took(Branch.STALE_YIELDED);
            flagStale();
            source = SegmentSource.DEFAULT;
            influences = false;
        } else {
            if (isStale()) {
                findings.took(Branch.STALE_ANSWERED);
                flagStale();
            }
            source = found.get().source();
            influences = true;
        }

        if (isStageTwoOff()) {
            return new Choice(defaultTier, SegmentSource.DEFAULT, null, profile.risks(), setVersion, setAgeS);
        }
        final TierDefinition tier = influences ? tierOf(profile, defaultTier) : defaultTier;
        return new Choice(tier, source, influences ? profile : null, profile.risks(), setVersion, setAgeS);
    }

    private boolean isStageTwoOff() {
        return findings.flags.contains(Flag.STAGE_TWO_OFF);
    }

    private TierDefinition tierOf(final ReferenceProfile profile, final TierDefinition defaultTier) {
        final Optional<TierDefinition> tier = tier(profile.tier());
        if (tier.isEmpty()) {
            findings.flags.add(Flag.TIER_UNKNOWN);
            findings.causes.add(FallbackCause.TIER_UNKNOWN);
        }
        return tier.orElse(defaultTier);
    }

    private Optional<TierDefinition> tier(final String id) {
        return table.tiers().stream().filter(tier -> tier.id().equals(id)).findFirst();
    }

    private void flagStale() {
        findings.flags.add(Flag.STALE);
        findings.causes.add(FallbackCause.SEGMENT_STALE);
    }

    private boolean isStale() {
        final DefaultsDefinition defaults = table.defaults();
        return defaults.maxAgeMs() != null && setAgeMs() > defaults.maxAgeMs();
    }

    private long setAgeMs() {
        return signals.nowMs() - set().sourceTimeMs();
    }

    private ReferenceSegmentSet set() {
        if (scenario.segments() == null) {
            throw new IllegalStateException("asked a segment set that is not there");
        }
        return scenario.segments();
    }

    /** One search through the keys, which ends at the first profile, or where the store cannot answer. */
    private final class Search {
        private boolean storeFailed = !scenario.storeAvailable();

        Optional<Found> run() {
            if (!hasKey()) {
                findings.causes.add(FallbackCause.NO_CUSTOMER_KEY);
                return Optional.empty();
            }
            final Optional<Found> found = firstFound();
            if (storeFailed) {
                findings.took(Branch.SEARCH_STOPPED_BY_STORE);
                findings.flags.add(Flag.SEGMENT_UNAVAILABLE);
                findings.causes.add(FallbackCause.SEGMENT_UNAVAILABLE);
            } else if (found.isEmpty()) {
                findings.causes.add(FallbackCause.UNKNOWN_CUSTOMER);
            }
            return found;
        }

        /** Whether a set was asked, and could answer. */
        boolean asked() {
            return hasKey() && answered();
        }

        private boolean hasKey() {
            return !signals.customerKeys().isEmpty() || !signals.accountKey().isEmpty();
        }

        /** Whether there was a set that could answer. */
        boolean answered() {
            return !storeFailed && scenario.segments() != null;
        }

        private Optional<Found> firstFound() {
            for (final Signals.CustomerKey key : signals.customerKeys()) {
                final Optional<Found> found = find(key.key(), key.source());
                if (found.isPresent()) {
                    return found;
                }
            }
            return signals.accountKey().isEmpty()
                    ? Optional.empty()
                    : find(signals.accountKey(), SegmentSource.ACCOUNT);
        }

        /** Finds nothing any more once the store has failed. */
        private Optional<Found> find(final String key, final SegmentSource source) {
            if (storeFailed) {
                return Optional.empty();
            }
            if (scenario.segments() == null) {
                findings.took(Branch.SEARCH_WITHOUT_A_SET);
                return Optional.empty();
            }
            if (set().failingKeys().contains(key)) {
                storeFailed = true;
                return Optional.empty();
            }
            return Optional.ofNullable(set().profiles().get(key)).map(profile -> new Found(profile, source));
        }
    }
}
