package io.kairoute.router.decide;

import static io.kairoute.router.SmallTable.NOW_MS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.SmallTable;
import io.kairoute.router.live.LiveOccasion;
import io.kairoute.routing.v1.Alternative;
import io.kairoute.routing.v1.RouteResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class OccasionStageTest {
    private static final String RULES = """
            signals:
              - {id: s-outage, when: {intent: [no_internet]}, occasion: outage, confidence: 0.9}
              - {id: s-money, when: {channel: [CHAT]}, occasion: billing, confidence: 1}
              - {id: s-doubt, when: {product: [tv]}, occasion: billing, confidence: 0.6}
              - {id: s-guess, when: {product: [tv]}, occasion: outage, confidence: 0.55}
            """;
    private static final String MARGIN = """
            occasions:
              - {id: outage, name: n, job: j, owner: o, clear_at: 0.8, ambiguous_at: 0.5, margin: 0.1, treatment: {}, metrics: [time_to_relief]}
              - {id: billing, name: n, job: j, owner: o, clear_at: 0.8, ambiguous_at: 0.5, treatment: {}, metrics: [time_to_relief]}
              - {id: general, name: n, job: j, owner: o, clear_at: 0.8, ambiguous_at: 0.5, treatment: {}, metrics: [time_to_relief]}
            """;

    @Test
    void shouldLetTheFirstClearOccasionOfTheTableWinOverASurerOne() {
        final RouteResponse answer = SmallTable.of(RULES)
                .route(contact -> contact.setIntent("no_internet").setChannel("CHAT"));

        assertEquals("outage", answer.getOccasion());
        assertEquals("CLEAR", answer.getBand());
        assertEquals(9_000, answer.getConfidenceBp());
        assertEquals(List.of("s-outage"), answer.getRuleIdsList());
    }

    @Test
    void shouldTakeTheSurestAmbiguousOccasionWhereNoneIsClear() {
        final RouteResponse answer = SmallTable.of(RULES).route(contact -> contact.setProduct("tv"));

        assertEquals("billing", answer.getOccasion());
        assertEquals("AMBIGUOUS", answer.getBand());
    }

    @Test
    void shouldTakeTheTablesFirstOfTwoEquallySureAmbiguousOccasionsWhicheverRuleComesFirst() {
        final String outage = "  - {id: s-outage, when: {product: [tv]}, occasion: outage, confidence: 0.6}\n";
        final String billing = "  - {id: s-billing, when: {product: [tv]}, occasion: billing, confidence: 0.6}\n";

        for (final String rules : List.of(outage + billing, billing + outage)) {
            final RouteResponse answer = SmallTable.of("signals:\n" + rules).route(contact -> contact.setProduct("tv"));

            assertEquals("outage", answer.getOccasion(), rules);
            assertEquals("AMBIGUOUS", answer.getBand(), rules);
        }
    }

    @Test
    void shouldTakeTheDefaultOccasionWhereNothingIsKnown() {
        final RouteResponse answer = SmallTable.of(RULES).route(contact -> {});

        assertEquals("general", answer.getOccasion());
        assertEquals("NONE", answer.getBand());
        assertEquals("DEFAULT", answer.getOccasionSource());
        assertEquals("NO_OCCASION", answer.getFallbackCause());
    }

    @Test
    void shouldWeighARuleByTheIntentsConfidenceWhereItNamesIntents() {
        final RouteResponse answer = SmallTable.of(RULES)
                .route(contact -> contact.setIntent("no_internet").setIntentConfidence(0.6));

        assertEquals(5_400, answer.getConfidenceBp());
        assertEquals("AMBIGUOUS", answer.getBand());
    }

    @Test
    void shouldNotWeighARuleByTheIntentsConfidenceWhereItNamesNone() {
        final RouteResponse answer = SmallTable.of(RULES)
                .route(contact ->
                        contact.setIntent("other").setIntentConfidence(0.1).setChannel("chat"));

        assertEquals("billing", answer.getOccasion());
        assertEquals(10_000, answer.getConfidenceBp());
    }

    @Test
    void shouldShowAClearLiveOccasionAsLiveThoughTheHintIsSurer() {
        final RouteResponse answer =
                SmallTable.of().live("billing", 8_500).route(contact -> contact.setOccasion("billing"));

        assertEquals("LIVE", answer.getOccasionSource());
        assertEquals(10_000, answer.getConfidenceBp());
    }

    @Test
    void shouldCountALiveOccasionFromItsFirstMillisecondUntilTheOneBeforeItsEnd() {
        final SmallTable table = SmallTable.of().live(spring(List.of()));

        assertEquals("general", table.routeAt(NOW_MS - 1, contact -> {}).getOccasion());
        assertEquals("outage", table.routeAt(NOW_MS, contact -> {}).getOccasion());
        assertEquals("outage", table.routeAt(NOW_MS + 999, contact -> {}).getOccasion());
        assertEquals("general", table.routeAt(NOW_MS + 1_000, contact -> {}).getOccasion());
    }

    @Test
    void shouldCountALiveOccasionForItsRegionAndThoseBelowItOnly() {
        final SmallTable table = SmallTable.of().live(spring(List.of("AU-VIC")));

        assertEquals(
                "outage", table.route(contact -> contact.setRegion("au-vic")).getOccasion());
        assertEquals(
                "outage",
                table.route(contact -> contact.setRegion("AU-VIC-3000")).getOccasion());
        assertEquals(
                "general",
                table.route(contact -> contact.setRegion("AU-VICTORIA")).getOccasion());
        assertEquals("general", table.route(contact -> contact.setRegion("AU")).getOccasion());
        assertEquals("general", table.route(contact -> {}).getOccasion());
    }

    @Test
    void shouldForgetThatTheOccasionWasLiveForTheContactBefore() {
        final SmallTable table = SmallTable.of().live(spring(List.of("AU")));

        final RouteResponse there =
                table.route(contact -> contact.setRegion("AU").setOccasion("outage"));
        final RouteResponse elsewhere =
                table.route(contact -> contact.setRegion("NZ").setOccasion("outage"));

        assertEquals("LIVE", there.getOccasionSource());
        assertEquals("HINT", elsewhere.getOccasionSource());
    }

    private static LiveOccasion spring(final List<String> regions) {
        return new LiveOccasion(
                "spring",
                "outage",
                10_000,
                regions,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                NOW_MS,
                NOW_MS + 1_000);
    }

    @Test
    void shouldBecomeAmbiguousWhereAnAlternativeComesWithinTheMargin() {
        final SmallTable table = SmallTable.of(RULES, MARGIN);

        final RouteResponse near =
                table.route(contact -> contact.setIntent("no_internet").addAlternatives(alternative("billing", 0.81)));
        final RouteResponse far =
                table.route(contact -> contact.setIntent("no_internet").addAlternatives(alternative("billing", 0.8)));

        assertEquals("AMBIGUOUS", near.getBand());
        assertEquals("outage", near.getOccasion());
        assertEquals("CLEAR", far.getBand());
    }

    @Test
    void shouldHoldNoMarginAgainstALiveOccasion() {
        final RouteResponse answer = SmallTable.of(MARGIN)
                .live("outage", 9_000)
                .route(contact -> contact.addAlternatives(alternative("billing", 1)));

        assertEquals("CLEAR", answer.getBand());
    }

    @Test
    void shouldIgnoreAnAlternativeThatPointsToTheWinnerOrToNothing() {
        final RouteResponse answer = SmallTable.of(RULES, MARGIN).route(contact -> contact.setIntent("no_internet")
                .addAlternatives(alternative("outage", 1))
                .addAlternatives(
                        Alternative.newBuilder().setIntent("no_internet").setConfidence(1))
                .addAlternatives(alternative("unheard-of", 1)));

        assertEquals("CLEAR", answer.getBand());
    }

    private static Alternative.Builder alternative(final String occasion, final double confidence) {
        return Alternative.newBuilder().setOccasion(occasion).setConfidence(confidence);
    }

    @Test
    void shouldFlagAHintThatTheTableDoesNotKnow() {
        final RouteResponse known = SmallTable.of().route(contact -> contact.setOccasion("billing"));
        final RouteResponse unknown = SmallTable.of().route(contact -> contact.setOccasion("unheard-of"));

        assertEquals("HINT", known.getOccasionSource());
        assertFalse(known.getFlagsList().contains("UNKNOWN_OCCASION"));
        assertTrue(unknown.getFlagsList().contains("UNKNOWN_OCCASION"));
        assertEquals("NONE", unknown.getBand());
    }
}
