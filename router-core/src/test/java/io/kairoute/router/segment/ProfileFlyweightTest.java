package io.kairoute.router.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class ProfileFlyweightTest {
    private final ProfileFlyweight profile = new ProfileFlyweight();

    @Test
    void shouldKeepEveryFieldApart() {
        fill(profile).seal();

        assertTrue(profile.isIntact());
        for (final ProfileAttribute attribute : ProfileAttribute.values()) {
            if (attribute != ProfileAttribute.RISK) {
                assertEquals(255 - attribute.ordinal(), profile.ordinal(attribute), attribute.key());
            }
        }
        assertEquals(ProfileFlyweight.CONSENT_PERSONALIZATION | ProfileFlyweight.CONSENT_MARKETING, profile.consent());
        assertTrue(profile.hasPersonalizationConsent());
        assertEquals(65_535, profile.tenureMonths());
        assertEquals(-12_345_678_901L, profile.valueCents());
        assertEquals(1_795_000_000_000L, profile.updatedAtMs());
        assertEquals(1, profile.accountLow());
        assertEquals(2, profile.accountHigh());
        assertEquals(3, profile.canonicalLow());
        assertEquals(4, profile.canonicalHigh());
        assertEquals(1L << 1, profile.riskWord(0));
        assertEquals(0, profile.riskWord(1));
        assertEquals(1, profile.riskWord(2));
        assertEquals(1L << 63, profile.riskWord(3));
        assertEquals("agent-0123456789-0123456789-012", preferredAgent(profile));
    }

    @Test
    void shouldNoticeEveryFlippedBit() {
        fill(profile).seal();

        int unnoticed = 0;
        for (int bit = 0; bit < ProfileFlyweight.LENGTH * 8; bit++) {
            profile.bytes()[bit >> 3] ^= (byte) (1 << (bit & 7));
            unnoticed += profile.isIntact() ? 1 : 0;
            profile.bytes()[bit >> 3] ^= (byte) (1 << (bit & 7));
        }

        assertEquals(0, unnoticed);
        assertTrue(profile.isIntact());
    }

    @Test
    void shouldNoticeExchangedWords() {
        fill(profile).seal();
        final int value = 16;
        final int lanes = 4 * Long.BYTES;

        final long first = profile.buffer().getLong(value);
        profile.buffer().putLong(value, profile.buffer().getLong(value + lanes));
        profile.buffer().putLong(value + lanes, first);

        assertFalse(profile.isIntact());
    }

    @Test
    void shouldNotTakeAnEmptyRecordForAnIntactOne() {
        assertFalse(fill(profile).reset().isIntact());
    }

    @Test
    void shouldRefuseAnAgentThatDoesNotFit() {
        final UnsafeBuffer agent = new UnsafeBuffer(new byte[32]);

        final IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> profile.preferredAgent(agent, 0, 32));

        assertEquals("preferred agent length=32 max=31", refused.getMessage());
    }

    @Test
    void shouldRefuseAnOrdinalThatWouldReachTheNextField() {
        final byte[] before = fill(profile).bytes().clone();

        final IllegalArgumentException risk = assertThrows(IllegalArgumentException.class, () -> profile.addRisk(256));
        assertThrows(IllegalArgumentException.class, () -> profile.addRisk(-1));
        assertThrows(IllegalArgumentException.class, () -> profile.ordinal(ProfileAttribute.TIER, 256));
        assertThrows(IllegalArgumentException.class, () -> profile.ordinal(ProfileAttribute.TIER, -1));

        assertEquals("attribute=RISK ordinal=256 max=255", risk.getMessage());
        assertArrayEquals(before, profile.bytes());
    }

    private static ProfileFlyweight fill(final ProfileFlyweight profile) {
        for (final ProfileAttribute attribute : ProfileAttribute.values()) {
            if (attribute != ProfileAttribute.RISK) {
                profile.ordinal(attribute, 255 - attribute.ordinal());
            }
        }
        final UnsafeBuffer agent =
                new UnsafeBuffer("agent-0123456789-0123456789-012".getBytes(StandardCharsets.US_ASCII));
        return profile.consent(ProfileFlyweight.CONSENT_PERSONALIZATION | ProfileFlyweight.CONSENT_MARKETING)
                .tenureMonths(65_535)
                .valueCents(-12_345_678_901L)
                .updatedAtMs(1_795_000_000_000L)
                .account(1, 2)
                .canonical(3, 4)
                .addRisk(1)
                .addRisk(128)
                .addRisk(255)
                .preferredAgent(agent, 0, agent.capacity());
    }

    private static String preferredAgent(final ProfileFlyweight profile) {
        return profile.buffer()
                .getStringWithoutLengthUtf8(profile.preferredAgentOffset(), profile.preferredAgentLength());
    }
}
