package io.kairoute.router.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.router.SmallTable;
import java.time.Instant;
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
    void shouldLetTheWindowOfASundayNightReachIntoMonday() {
        final SmallTable nights = SmallTable.of("""
                signals:
                  - {id: s-night, when: {time: {days: sun, from: "22:00", to: "02:00"}}, occasion: outage, confidence: 1}
                """);

        assertEquals("general", at(nights, "2026-11-29T21:59:59.999Z"), "Sunday");
        assertEquals("outage", at(nights, "2026-11-29T22:00:00Z"), "Sunday");
        assertEquals("outage", at(nights, "2026-11-30T00:00:00Z"), "Monday");
        assertEquals("outage", at(nights, "2026-11-30T01:59:59.999Z"), "Monday");
        assertEquals("general", at(nights, "2026-11-30T02:00:00Z"), "Monday");
        assertEquals("general", at(nights, "2026-11-28T23:00:00Z"), "Saturday");
    }

    private static String at(final SmallTable table, final String instant) {
        return table.routeAt(Instant.parse(instant).toEpochMilli(), contact -> {})
                .getOccasion();
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
