package io.kairoute.router.decide;

import io.kairoute.router.codec.RequestFields;
import io.kairoute.router.codec.RouteRequestFlyweight;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.FallbackCause;
import io.kairoute.router.decision.Flag;
import io.kairoute.router.decision.SegmentSource;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.rule.Slot;
import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.SegmentLookup;
import io.kairoute.router.segment.SegmentView;
import io.kairoute.router.snapshot.Snapshot;

/**
 * Step 2: finds the customer's profile, and says which tier counts and whether the profile may be used.
 *
 * <p>{@link SegmentPrefetch} hashed the customer key before. Thread-confined: owned by its router.
 */
public final class SegmentStage {
    private static final long MS_PER_SECOND = 1_000;

    private static final ProfileAttribute[] WORD_ATTRIBUTES = {
        ProfileAttribute.SUB_TIER,
        ProfileAttribute.LIFECYCLE,
        ProfileAttribute.VALUE_BAND,
        ProfileAttribute.CHURN_BAND,
        ProfileAttribute.HEALTH_BAND
    };

    private final SegmentKey otherKey = new SegmentKey();

    /** Writes tier and source, and the profile's attributes where they may influence. */
    public void apply(final Contact contact, final Snapshot snapshot) {
        final Decision decision = contact.decision;
        final SegmentView view = snapshot.segments();
        final SegmentLookup lookup = view.lookup();
        decision.tier = snapshot.table().defaultTier();
        if (lookup == null) {
            fallBackUnknown(contact);
            return;
        }
        final SegmentSource source = search(contact, lookup, snapshot.hasher());
        decision.hasSegmentSet = (decision.flags & Flag.SEGMENT_UNAVAILABLE.bit()) == 0 && lookup.isAvailable();
        if (decision.hasSegmentSet) {
            decision.segmentAgeS = Math.max(0, contact.signals.nowMs() - view.sourceTimeMs()) / MS_PER_SECOND;
        }
        if (decision.hasProfile) {
            useProfile(contact, view, source);
        } else if (decision.hasSegmentSet && contact.signals.hasAnyKey() && isStale(contact, view)) {
            decision.raise(Flag.STALE);
        }
    }

    private static boolean isStale(final Contact contact, final SegmentView view) {
        return contact.signals.nowMs() - view.sourceTimeMs() > view.maxAgeMs();
    }

    private SegmentSource search(final Contact contact, final SegmentLookup lookup, final KeyHasher hasher) {
        final RouteRequestFlyweight request = contact.request;
        int result = SegmentLookup.MISSING;
        SegmentSource source = SegmentSource.CUSTOMER;
        if (contact.signals.hasCustomerKey()) {
            contact.lookups++;
            result = lookup.profile(contact.customerKey, contact.profile);
        }
        for (int i = 0; result == SegmentLookup.MISSING && i < request.alternateKeyCount(); i++) {
            if (contact.signals.hasAlternateKey(i)) {
                source = SegmentSource.ALTERNATE;
                hasher.hash(request.bytes(), request.alternateKeyOffset(i), request.alternateKeyLength(i), otherKey);
                contact.lookups++;
                result = lookup.profile(otherKey, contact.profile);
            }
        }
        if (result == SegmentLookup.MISSING && contact.signals.hasAccountKey()) {
            source = SegmentSource.ACCOUNT;
            hasher.hash(
                    request.bytes(),
                    request.offset(RequestFields.ACCOUNT_KEY),
                    request.length(RequestFields.ACCOUNT_KEY),
                    otherKey);
            contact.lookups++;
            result = lookup.profile(otherKey, contact.profile);
        }
        take(result, contact);
        return source;
    }

    private static void take(final int result, final Contact contact) {
        if (result == SegmentLookup.FOUND) {
            contact.decision.hasProfile = true;
        } else if (result == SegmentLookup.UNAVAILABLE) {
            contact.decision.raise(Flag.SEGMENT_UNAVAILABLE);
            contact.decision.fallBack(FallbackCause.SEGMENT_UNAVAILABLE);
        } else {
            fallBackUnknown(contact);
        }
    }

    private static void fallBackUnknown(final Contact contact) {
        contact.decision.fallBack(
                contact.signals.hasAnyKey() ? FallbackCause.UNKNOWN_CUSTOMER : FallbackCause.NO_CUSTOMER_KEY);
    }

    private static void useProfile(final Contact contact, final SegmentView view, final SegmentSource source) {
        final Decision decision = contact.decision;
        final ProfileFlyweight profile = contact.profile;
        if (!profile.hasPersonalizationConsent()) {
            decision.segmentSource(contact.isStageTwoOff() ? SegmentSource.DEFAULT : SegmentSource.CONSENT_OFF);
            return;
        }
        final boolean isStale = isStale(contact, view);
        if (isStale) {
            decision.raise(Flag.STALE);
            decision.fallBack(FallbackCause.SEGMENT_STALE);
        }
        if (contact.isStageTwoOff() || (isStale && view.staleYieldsDefault())) {
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
        addValues(contact, view);
    }

    private static void addValues(final Contact contact, final SegmentView view) {
        final ProfileFlyweight profile = contact.profile;
        for (final int i : view.slotsRead()) {
            contact.values.set(SegmentView.FIRST_SLOT + i, view.values()[i][profile.ordinal(WORD_ATTRIBUTES[i])]);
        }
        contact.language = profile.ordinal(ProfileAttribute.LANGUAGE);
        for (int word = 0; word < ProfileFlyweight.RISK_WORDS; word++) {
            for (long left = profile.riskWord(word); left != 0; left &= left - 1) {
                final int value = view.riskValue()[word * Long.SIZE + Long.numberOfTrailingZeros(left)];
                if (value != Slot.NO_VALUE) {
                    contact.values.addRisk(value);
                }
            }
        }
    }
}
