package io.kairoute.router.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.SmallTable;
import io.kairoute.router.live.Switches;
import io.kairoute.routing.v1.RouteResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentStageTest {
    private static final long DAY_MS = 86_400_000;
    private static final String YIELDS = """
            defaults:
              occasion: general
              tier: standard
              segments: {max_age: 2d, when_stale: default}
              treatment: {queue: care, script: hello, priority: 40, sla: 60s}
            """;

    private static SmallTable withGold(final String... sections) {
        final SmallTable table = SmallTable.of(sections);
        table.customer("crm:1").tier("gold").alsoUnder("tel:1");
        return table;
    }

    @Test
    void shouldFindTheCustomerByTheFirstKeyThatTheSetKnows() {
        final RouteResponse byCustomer =
                withGold().route(contact -> contact.setCustomerKey("crm:1").addAlternateKeys("tel:1"));
        final RouteResponse byAlternate = withGold().route(contact -> contact.setCustomerKey("crm:9")
                .addAlternateKeys("tel:9")
                .addAlternateKeys("tel:1"));

        assertEquals("CUSTOMER", byCustomer.getSegmentSource());
        assertEquals("ALTERNATE", byAlternate.getSegmentSource());
        assertEquals("gold", byAlternate.getTier());
        assertNotEquals("UNKNOWN_CUSTOMER", byAlternate.getFallbackCause());
    }

    @Test
    void shouldCountEveryKeyThatItLookedUp() {
        final SmallTable table = withGold();

        table.route(contact -> contact.setCustomerKey("crm:9")
                .addAlternateKeys("tel:9")
                .addAlternateKeys("tel:8")
                .setAccountKey("acct:9"));
        assertEquals(4, table.contact().lookups());

        table.route(contact -> contact.setCustomerKey("crm:1").addAlternateKeys("tel:1"));
        assertEquals(1, table.contact().lookups());
    }

    @Test
    void shouldTakeTheAccountsTierWhereNoCustomerIsFound() {
        final SmallTable table = SmallTable.of();
        table.customer("acct:1").tier("gold");

        final RouteResponse answer =
                table.route(contact -> contact.setCustomerKey("crm:9").setAccountKey("acct:1"));

        assertEquals("ACCOUNT", answer.getSegmentSource());
        assertEquals("gold", answer.getTier());
    }

    @Test
    void shouldTakeTheDefaultTierOfWhoIsUnknown() {
        final RouteResponse answer =
                withGold().route(contact -> contact.setOccasion("outage").setCustomerKey("crm:9"));

        assertEquals("standard", answer.getTier());
        assertEquals("DEFAULT", answer.getSegmentSource());
        assertEquals("UNKNOWN_CUSTOMER", answer.getFallbackCause());
    }

    @Test
    void shouldSayWhereNoKeyWasGiven() {
        final RouteResponse answer = withGold().route(contact -> contact.setOccasion("outage"));

        assertEquals("NO_CUSTOMER_KEY", answer.getFallbackCause());
    }

    @Test
    void shouldUseNothingOfAProfileWithoutConsentAndTryNoFurtherKey() {
        final SmallTable table = SmallTable.of();
        table.customer("crm:1").tier("gold").agent("anna").withoutConsent();
        table.customer("tel:2").tier("gold");

        final RouteResponse answer =
                table.route(contact -> contact.setCustomerKey("crm:1").addAlternateKeys("tel:2"));

        assertEquals("CONSENT_OFF", answer.getSegmentSource());
        assertEquals("standard", answer.getTier());
        assertEquals("", answer.getPreferredAgent());
    }

    @Test
    void shouldTakeTheDefaultTierWhereTheTableDoesNotKnowTheOneOfTheSet() {
        final SmallTable table = SmallTable.of();
        table.customer("crm:1").tier("of-another-table");

        final RouteResponse answer =
                table.route(contact -> contact.setOccasion("outage").setCustomerKey("crm:1"));

        assertEquals("standard", answer.getTier());
        assertTrue(answer.getFlagsList().contains("TIER_UNKNOWN"));
        assertEquals("TIER_UNKNOWN", answer.getFallbackCause());
    }

    @Test
    void shouldAnswerFromAStaleSetAndSaySo() {
        final String answers = YIELDS.replace("when_stale: default", "when_stale: answer");

        final RouteResponse answer =
                withGold(answers).setOf(2 * DAY_MS + 1).route(contact -> contact.setCustomerKey("crm:1"));

        assertEquals("gold", answer.getTier());
        assertTrue(answer.getFlagsList().contains("STALE"));
    }

    @Test
    void shouldSayThatTheSetIsStaleAlsoOfWhomItDoesNotKnow() {
        final RouteResponse answer = withGold(YIELDS)
                .setOf(2 * DAY_MS + 1)
                .route(contact -> contact.setOccasion("outage").setCustomerKey("crm:9"));

        assertEquals(List.of("STALE"), answer.getFlagsList());
        assertEquals("UNKNOWN_CUSTOMER", answer.getFallbackCause());
        assertEquals("standard", answer.getTier());
    }

    @Test
    void shouldSayNothingOfTheAgeOfASetThatWasNotAsked() {
        final RouteResponse withoutKey =
                withGold(YIELDS).setOf(2 * DAY_MS + 1).route(contact -> contact.setOccasion("outage"));
        final RouteResponse justFresh = withGold(YIELDS)
                .setOf(2 * DAY_MS)
                .route(contact -> contact.setOccasion("outage").setCustomerKey("crm:9"));

        assertEquals(List.of(), withoutKey.getFlagsList());
        assertEquals("NO_CUSTOMER_KEY", withoutKey.getFallbackCause());
        assertEquals(List.of(), justFresh.getFlagsList());
        assertEquals("UNKNOWN_CUSTOMER", justFresh.getFallbackCause());
    }

    @Test
    void shouldYieldTheDefaultTierFromAStaleSetWhereTheTableSaysSo() {
        final RouteResponse stale =
                withGold(YIELDS).setOf(2 * DAY_MS + 1).route(contact -> contact.setCustomerKey("crm:1"));
        final RouteResponse justFresh =
                withGold(YIELDS).setOf(2 * DAY_MS).route(contact -> contact.setCustomerKey("crm:1"));

        assertEquals("standard", stale.getTier());
        assertEquals("DEFAULT", stale.getSegmentSource());
        assertEquals("gold", justFresh.getTier());
    }

    @Test
    void shouldTellTheSetsVersionAndItsAge() {
        final RouteResponse answer = withGold().setOf(90_500).route(contact -> contact.setCustomerKey("crm:1"));

        assertEquals("set-1", answer.getSegmentSetVersion());
        assertEquals(90, answer.getSegmentAgeS());
    }

    @Test
    void shouldTellNoAgeBelowNoneOfASetWhoseSourceIsAheadOfTheClock() {
        final RouteResponse answer = withGold().setOf(-90_500).route(contact -> contact.setCustomerKey("crm:1"));

        assertEquals("set-1", answer.getSegmentSetVersion());
        assertEquals(0, answer.getSegmentAgeS());
    }

    @Test
    void shouldSayThatTheStoreCannotAnswer() {
        final RouteResponse answer = withGold().withoutStore().route(contact -> contact.setOccasion("outage")
                .setCustomerKey("crm:1"));

        assertEquals("standard", answer.getTier());
        assertTrue(answer.getFlagsList().contains("SEGMENT_UNAVAILABLE"));
        assertEquals("SEGMENT_UNAVAILABLE", answer.getFallbackCause());
        assertEquals("", answer.getSegmentSetVersion());
    }

    @Test
    void shouldUseNoTierWhileStageTwoIsOff() {
        final RouteResponse answer = withGold()
                .switches(new Switches(SmallTable.NOW_MS + 1, 0))
                .route(contact -> contact.setCustomerKey("crm:1"));

        assertEquals("standard", answer.getTier());
        assertEquals("DEFAULT", answer.getSegmentSource());
        assertTrue(answer.getFlagsList().contains("STAGE_TWO_OFF"));
    }
}
