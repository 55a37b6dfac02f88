package io.kairoute.bench.subject;

import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.segment.ProfileFlyweight;
import java.util.List;
import java.util.Map;

/**
 * Generated customers: customer {@code i} has a key and a profile that follow from {@code i} alone.
 *
 * <p>One in sixteen did not consent to personalization.
 */
public final class Customers {
    /** The words of the profiles' attributes. */
    public static final Map<ProfileAttribute, List<String>> WORDS = Map.of(
            ProfileAttribute.TIER, BenchTable.TIERS,
            ProfileAttribute.LIFECYCLE, List.of("new", "active", "leaving"),
            ProfileAttribute.VALUE_BAND, List.of("high", "medium", "low"),
            ProfileAttribute.CHURN_BAND, List.of("high", "low"),
            ProfileAttribute.LANGUAGE, List.of("en", "es"),
            ProfileAttribute.RISK, List.of("vulnerable"));

    private static final int WITHOUT_CONSENT_EVERY = 16;
    private static final int VULNERABLE_EVERY = 50;
    private static final int CENTS = 100;
    private static final int DIGITS = 10;

    private Customers() {}

    /** The typed key of a customer; all are of one length. */
    public static String key(final long customer) {
        return padded("crm:", customer);
    }

    /** The typed key of somebody who is no customer. */
    public static String strangersKey(final long stranger) {
        return padded("crx:", stranger);
    }

    /** A number behind a prefix, ten digits wide; millions are made, so not by a format. */
    static String padded(final String prefix, final long number) {
        final String digits = Long.toString(number);
        return prefix + "0".repeat(Math.max(0, DIGITS - digits.length())) + digits;
    }

    /** Whether a customer consented to personalization. */
    public static boolean hasConsent(final long customer) {
        return customer % WITHOUT_CONSENT_EVERY != WITHOUT_CONSENT_EVERY - 1;
    }

    /** The position of a customer's tier in {@link BenchTable#TIERS}. */
    public static int tier(final long customer) {
        return (int) (customer / WITHOUT_CONSENT_EVERY % BenchTable.TIERS.size());
    }

    /** Fills in the profile of a customer; keys' hashes are left to the caller. */
    public static ProfileFlyweight fill(final ProfileFlyweight profile, final long customer) {
        profile.reset()
                .ordinal(ProfileAttribute.TIER, 1 + tier(customer))
                .ordinal(ProfileAttribute.LIFECYCLE, 1 + (int) (customer % 3))
                .ordinal(ProfileAttribute.VALUE_BAND, 1 + (int) (customer / 3 % 3))
                .ordinal(ProfileAttribute.CHURN_BAND, 1 + (int) (customer / 9 % 2))
                .ordinal(ProfileAttribute.LANGUAGE, 1 + (int) (customer / 18 % 2))
                .consent(hasConsent(customer) ? ProfileFlyweight.CONSENT_PERSONALIZATION : 0)
                .tenureMonths((int) (customer % 120))
                .valueCents(customer % 10_000 * CENTS)
                .updatedAtMs(Subject.NOW.toEpochMilli());
        if (customer % VULNERABLE_EVERY == 0) {
            profile.addRisk(1);
        }
        return profile;
    }
}
