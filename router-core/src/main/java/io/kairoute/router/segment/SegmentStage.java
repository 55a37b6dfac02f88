package io.kairoute.router.segment;

import io.kairoute.router.codec.RouteRequestFlyweight;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.FallbackCause;
import io.kairoute.router.decision.Flag;
import io.kairoute.router.decision.SegmentSource;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.rule.ContactValues;
import io.kairoute.router.rule.Slot;
import io.kairoute.router.signal.NormalizedText;
import io.kairoute.router.signal.Signals;

/**
 * Step 2: finds the customer's profile, and says which tier counts and whether the profile may be used.
 *
 * <p>Thread-confined: owned by its router.
 */
public final class SegmentStage {
    private static final NormalizedText ABSENT = new NormalizedText();
    private static final int NO_LANGUAGE = -1;
    private static final long MS_PER_SECOND = 1_000;

    private static final ProfileAttribute[] WORD_ATTRIBUTES = {
        ProfileAttribute.SUB_TIER,
        ProfileAttribute.LIFECYCLE,
        ProfileAttribute.VALUE_BAND,
        ProfileAttribute.CHURN_BAND,
        ProfileAttribute.HEALTH_BAND
    };

    private final ProfileFlyweight profile = new ProfileFlyweight();
    private final SegmentKey customerKey = new SegmentKey();
    private final SegmentKey key = new SegmentKey();
    // The ordinal of the profile's language where it may influence.
    private int language = NO_LANGUAGE;
    private int lookups;

    @SuppressWarnings("UnusedVariable") // kept, so that it is read
    private long touched;

    /** Hashes the customer key, and lets memory bring what {@link #find} will read of it. */
    public void begin(final Signals signals, final SegmentView view, final KeyHasher hasher) {
        final SegmentLookup lookup = view.lookup();
        if (lookup != null && signals.hasCustomerKey()) {
            final RouteRequestFlyweight request = signals.request();
            hasher.hash(
                    request.bytes(),
                    request.offset(RouteRequestFlyweight.CUSTOMER_KEY),
                    request.length(RouteRequestFlyweight.CUSTOMER_KEY),
                    customerKey);
            touched = lookup.touch(customerKey);
        }
    }

    /**
     * Writes tier and source, and the profile's attributes where they may influence; {@link #begin} came before.
     *
     * @param isStageTwoOff whether the tenant's switch holds stage two off now
     * @param values takes the profile's values
     */
    public void find(
            final Signals signals,
            final SegmentView view,
            final KeyHasher hasher,
            final int defaultTier,
            final boolean isStageTwoOff,
            final ContactValues values,
            final Decision decision) {
        language = NO_LANGUAGE;
        lookups = 0;
        decision.tier = defaultTier;
        if (view.lookup() == null) {
            fallBackUnknown(signals, decision);
            return;
        }
        final SegmentSource source = search(signals, view.lookup(), hasher, decision);
        decision.hasSegmentSet = (decision.flags & Flag.SEGMENT_UNAVAILABLE.bit()) == 0
                && view.lookup().isAvailable();
        if (decision.hasSegmentSet) {
            decision.segmentAgeS = Math.max(0, signals.nowMs() - view.sourceTimeMs()) / MS_PER_SECOND;
        }
        if (decision.hasProfile) {
            useProfile(signals, view, source, isStageTwoOff, values, decision);
        } else if (decision.hasSegmentSet && signals.hasAnyKey() && isStale(signals, view)) {
            decision.raise(Flag.STALE);
        }
    }

    private static boolean isStale(final Signals signals, final SegmentView view) {
        return signals.nowMs() - view.sourceTimeMs() > view.maxAgeMs();
    }

    private SegmentSource search(
            final Signals signals, final SegmentLookup lookup, final KeyHasher hasher, final Decision decision) {
        final RouteRequestFlyweight request = signals.request();
        int result = SegmentLookup.MISSING;
        SegmentSource source = SegmentSource.CUSTOMER;
        if (signals.hasCustomerKey()) {
            lookups++;
            result = lookup.profile(customerKey, profile);
        }
        for (int i = 0; result == SegmentLookup.MISSING && i < request.alternateKeyCount(); i++) {
            if (signals.hasAlternateKey(i)) {
                source = SegmentSource.ALTERNATE;
                result = find(request, request.alternateKeyOffset(i), request.alternateKeyLength(i), lookup, hasher);
            }
        }
        if (result == SegmentLookup.MISSING && signals.hasAccountKey()) {
            source = SegmentSource.ACCOUNT;
            result = find(
                    request,
                    request.offset(RouteRequestFlyweight.ACCOUNT_KEY),
                    request.length(RouteRequestFlyweight.ACCOUNT_KEY),
                    lookup,
                    hasher);
        }
        if (result == SegmentLookup.FOUND) {
            decision.hasProfile = true;
        } else if (result == SegmentLookup.UNAVAILABLE) {
            decision.raise(Flag.SEGMENT_UNAVAILABLE);
            decision.fallBack(FallbackCause.SEGMENT_UNAVAILABLE);
        } else {
            fallBackUnknown(signals, decision);
        }
        return source;
    }

    private int find(
            final RouteRequestFlyweight request,
            final int offset,
            final int length,
            final SegmentLookup lookup,
            final KeyHasher hasher) {
        lookups++;
        hasher.hash(request.bytes(), offset, length, key);
        return lookup.profile(key, profile);
    }

    private static void fallBackUnknown(final Signals signals, final Decision decision) {
        decision.fallBack(signals.hasAnyKey() ? FallbackCause.UNKNOWN_CUSTOMER : FallbackCause.NO_CUSTOMER_KEY);
    }

    private void useProfile(
            final Signals signals,
            final SegmentView view,
            final SegmentSource source,
            final boolean isStageTwoOff,
            final ContactValues values,
            final Decision decision) {
        if (!profile.hasPersonalizationConsent()) {
            decision.segmentSource(isStageTwoOff ? SegmentSource.DEFAULT : SegmentSource.CONSENT_OFF);
            return;
        }
        final boolean isStale = isStale(signals, view);
        if (isStale) {
            decision.raise(Flag.STALE);
            decision.fallBack(FallbackCause.SEGMENT_STALE);
        }
        if (isStageTwoOff || (isStale && view.staleYieldsDefault())) {
            return;
        }
        decision.segmentSource(source);
        final int tier = view.tier()[profile.ordinal(ProfileAttribute.TIER)];
        if (tier == Decision.NONE) {
            decision.raise(Flag.TIER_UNKNOWN);
            decision.fallBack(FallbackCause.TIER_UNKNOWN);
        } else {
            decision.tier = tier;
        }
        decision.preferredAgentLength = profile.preferredAgentLength();
        resolve(view, values);
    }

    private void resolve(final SegmentView view, final ContactValues values) {
        for (final int i : view.slotsRead()) {
            values.set(SegmentView.FIRST_SLOT + i, view.values()[i][profile.ordinal(WORD_ATTRIBUTES[i])]);
        }
        language = profile.ordinal(ProfileAttribute.LANGUAGE);
        for (int word = 0; word < ProfileFlyweight.RISK_WORDS; word++) {
            for (long left = profile.riskWord(word); left != 0; left &= left - 1) {
                final int value = view.riskValue()[word * Long.SIZE + Long.numberOfTrailingZeros(left)];
                if (value != Slot.NO_VALUE) {
                    values.addRisk(value);
                }
            }
        }
    }

    /** Forgets the profile before, where this step is left out. */
    public void forget() {
        language = NO_LANGUAGE;
    }

    /** How many keys the last decision looked up. */
    public int lookups() {
        return lookups;
    }

    /** The profile behind the last decision; read only where it has one. */
    public ProfileFlyweight profile() {
        return profile;
    }

    /** The profile's language; absent where it may not influence. */
    public NormalizedText language(final SegmentView view) {
        return language == NO_LANGUAGE ? ABSENT : view.languages()[language];
    }

    /** The value of the profile's language in the table's vocabulary. */
    public int languageValue(final SegmentView view) {
        return language == NO_LANGUAGE ? Slot.NO_VALUE : view.languageValue()[language];
    }
}
