package io.kairoute.router.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.router.SmallTable;
import org.junit.jupiter.api.Test;

class VocabularyTest {
    private static final String RULES = """
            signals:
              - {id: s-land, when: {region: [AU]}, occasion: billing, confidence: 1}
              - {id: s-town, when: {region: [AU-VIC-3000]}, occasion: outage, confidence: 1}
              - {id: s-label, when: {labels: {campaign: [spring]}}, occasion: outage, confidence: 1}
              - {id: s-word, when: {intent: [störung]}, occasion: outage, confidence: 1}
              - {id: s-barred, when: {channel: [CHAT]}, unless: {labels: {campaign: [autumn]}}, occasion: general, confidence: 1}
            """;

    private final SmallTable table = SmallTable.of(RULES);

    private String inRegion(final String region) {
        return table.route(contact -> contact.setRegion(region)).getOccasion();
    }

    @Test
    void shouldTakeARegionForTheDeepestOneThatSomeRuleNames() {
        assertEquals("billing", inRegion("AU"));
        assertEquals("billing", inRegion("AU-VIC"));
        assertEquals("billing", inRegion("AU-VIC-3001"));
        assertEquals("outage", inRegion("AU-VIC-3000"));
        assertEquals("outage", inRegion("au-vic-3000-1-2"));
    }

    @Test
    void shouldTakeNoRegionForAnotherThatOnlyBeginsLikeIt() {
        assertEquals("general", inRegion("AUT"));
        assertEquals("general", inRegion("A"));
    }

    @Test
    void shouldCompareWordsByteForByte() {
        assertEquals(
                "outage", table.route(contact -> contact.setIntent("störung")).getOccasion());
        assertEquals(
                "general", table.route(contact -> contact.setIntent("Störung")).getOccasion());
        assertEquals(
                "general", table.route(contact -> contact.setIntent("storung")).getOccasion());
    }

    @Test
    void shouldReadTheLabelsThatRulesNameAndNoOther() {
        assertEquals(
                "outage",
                table.route(contact -> contact.putLabels("campaign", "spring")).getOccasion());
        assertEquals(
                "general",
                table.route(contact -> contact.putLabels("Campaign", "spring")).getOccasion());
        assertEquals(
                "general",
                table.route(contact -> contact.putLabels("other", "spring")).getOccasion());
    }

    @Test
    void shouldTakeAnEmptyLabelForNone() {
        assertEquals("DEFAULT", sourceOfChatIn("autumn"));
        assertEquals("SIGNAL", sourceOfChatIn(""));
    }

    private String sourceOfChatIn(final String campaign) {
        return table.route(contact -> contact.setChannel("CHAT").putLabels("campaign", campaign))
                .getOccasionSource();
    }
}
