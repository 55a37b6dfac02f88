package io.kairoute.gateway.sets;

import io.kairoute.control.v1.CustomerProfile;
import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.SegmentSetHeader;
import java.util.List;

/** Spells a record out in words. */
final class ProfileWords {
    private ProfileWords() {}

    static CustomerProfile message(
            final ProfileFlyweight profile, final SegmentSetHeader header, final boolean withRisks) {
        final CustomerProfile.Builder message = CustomerProfile.newBuilder()
                .setTier(word(profile, header, ProfileAttribute.TIER))
                .setSubTier(word(profile, header, ProfileAttribute.SUB_TIER))
                .setLifecycle(word(profile, header, ProfileAttribute.LIFECYCLE))
                .setValueBand(word(profile, header, ProfileAttribute.VALUE_BAND))
                .setChurnBand(word(profile, header, ProfileAttribute.CHURN_BAND))
                .setHealthBand(word(profile, header, ProfileAttribute.HEALTH_BAND))
                .setLanguage(word(profile, header, ProfileAttribute.LANGUAGE))
                .setPreferredChannel(word(profile, header, ProfileAttribute.PREFERRED_CHANNEL))
                .setPersonalization(profile.hasPersonalizationConsent())
                .setMarketing((profile.consent() & ProfileFlyweight.CONSENT_MARKETING) != 0)
                .setTenureMonths(profile.tenureMonths())
                .setValueCents(profile.valueCents())
                .setPreferredAgent(profile.buffer()
                        .getStringWithoutLengthUtf8(profile.preferredAgentOffset(), profile.preferredAgentLength()));
        final List<String> risks = header.words(ProfileAttribute.RISK);
        for (int i = 0; withRisks && i < risks.size(); i++) {
            if ((profile.riskWord((i + 1) >> 6) & 1L << ((i + 1) & 63)) != 0) {
                message.addRisks(risks.get(i));
            }
        }
        return message.build();
    }

    private static String word(
            final ProfileFlyweight profile, final SegmentSetHeader header, final ProfileAttribute attribute) {
        final int ordinal = profile.ordinal(attribute);
        final List<String> words = header.words(attribute);
        return ordinal == 0 || ordinal > words.size() ? "" : words.get(ordinal - 1);
    }
}
