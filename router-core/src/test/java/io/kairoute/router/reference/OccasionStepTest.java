package io.kairoute.router.reference;

import static io.kairoute.router.reference.SampleScenario.NOW;
import static io.kairoute.router.reference.SampleScenario.hinting;
import static io.kairoute.router.reference.SampleScenario.liveOccasion;
import static io.kairoute.router.reference.SampleScenario.request;
import static io.kairoute.router.reference.SampleTable.when;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.router.live.LiveOccasion;
import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.CalendarDefinition;
import io.kairoute.router.table.CalendarState;
import io.kairoute.router.table.ConditionsDefinition;
import io.kairoute.router.table.SignalRuleDefinition;
import io.kairoute.routing.v1.Alternative;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OccasionStepTest {
    private final SampleScenario scenario = new SampleScenario();

    private void assertDecided(
            final String occasion, final String source, final String band, final int bp, final RouteResponse answer) {
        assertEquals(
                List.of(occasion, source, band, bp),
                List.of(answer.getOccasion(), answer.getOccasionSource(), answer.getBand(), answer.getConfidenceBp()));
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, outage, HINT, CLEAR, 10000",
        "0.8, outage, HINT, CLEAR, 8000",
        "0.79995, outage, HINT, CLEAR, 8000",
        "0.7999, outage, HINT, AMBIGUOUS, 7999",
        "0.5, outage, HINT, AMBIGUOUS, 5000",
        "0.4999, general, DEFAULT, NONE, 0"
    })
    void shouldBandAHintByTheThresholdsOfItsOccasion(
            final double confidence, final String occasion, final String source, final String band, final int bp) {
        final RouteResponse answer = scenario.route(hinting("outage").setConfidence(confidence));

        assertDecided(occasion, source, band, bp, answer);
    }

    @Test
    void shouldFlagAHintThatTheTableDoesNotKnow() {
        final RouteResponse answer = scenario.route(hinting("flood"));

        assertDecided("general", "DEFAULT", "NONE", 0, answer);
        assertEquals(List.of("UNKNOWN_OCCASION"), answer.getFlagsList());
    }

    @Test
    void shouldMultiplyARuleByTheIntentConfidenceOnlyWhereItNamesIntents() {
        scenario.table.signal(when(Attribute.INTENT, "no_internet"), "outage", 9_000);
        scenario.table.signal(when(Attribute.PRODUCT, "fibre"), "billing", 6_000);

        final RouteResponse answer =
                scenario.route(request().setIntent("no_internet").setIntentConfidence(0.55555));
        final RouteResponse other =
                scenario.route(request().setProduct("fibre").setIntent("x").setIntentConfidence(0.1));

        assertDecided("outage", "SIGNAL", "AMBIGUOUS", 5_000, answer); // 9000 * 5556 = 50,004,000 and 5,000, / 10,000
        assertDecided("billing", "SIGNAL", "AMBIGUOUS", 6_000, other);
    }

    @Test
    void shouldLetPrecedenceDecideAmongClearOnes() {
        scenario.table.signal(when(Attribute.PRODUCT, "fibre"), "billing", 10_000);

        final RouteResponse answer =
                scenario.route(hinting("outage").setConfidence(0.8).setProduct("fibre"));

        assertDecided("outage", "HINT", "CLEAR", 8_000, answer);
    }

    @Test
    void shouldLetAClearOneWinOverASurerAmbiguousOne() {
        scenario.table.signal(when(Attribute.PRODUCT, "fibre"), "billing", 7_000);

        final RouteResponse answer =
                scenario.route(hinting("outage").setConfidence(0.79).setProduct("fibre"));

        assertDecided("billing", "SIGNAL", "CLEAR", 7_000, answer);
    }

    @Test
    void shouldLetTheSurestAmbiguousOneWinAndPrecedenceBreakTies() {
        scenario.table.signal(when(Attribute.PRODUCT, "fibre"), "billing", 6_000);
        scenario.table.signal(when(Attribute.PRODUCT, "tv"), "billing", 6_001);

        final RouteResponse tied =
                scenario.route(hinting("outage").setConfidence(0.6).setProduct("fibre"));
        final RouteResponse surer =
                scenario.route(hinting("outage").setConfidence(0.6).setProduct("tv"));

        assertDecided("outage", "HINT", "AMBIGUOUS", 6_000, tied);
        assertDecided("billing", "SIGNAL", "AMBIGUOUS", 6_001, surer);
    }

    @Test
    void shouldShowTheSurestSourceAndBreakTiesLiveHintSignal() {
        scenario.table.signal(when(Attribute.PRODUCT, "fibre"), "outage", 9_000);

        final RouteResponse surer =
                scenario.route(hinting("outage").setConfidence(0.89).setProduct("fibre"));
        final RouteResponse tied =
                scenario.route(hinting("outage").setConfidence(0.9).setProduct("fibre"));
        scenario.live.add(liveOccasion("outage", 7_000));
        final RouteResponse ambiguousLive = scenario.route(hinting("outage").setConfidence(0.7));

        assertDecided("outage", "SIGNAL", "CLEAR", 9_000, surer);
        assertDecided("outage", "HINT", "CLEAR", 9_000, tied);
        assertDecided("outage", "LIVE", "AMBIGUOUS", 7_000, ambiguousLive);
    }

    @Test
    void shouldShowAClearLiveOneOverASurerHint() {
        scenario.live.add(liveOccasion("outage", 8_000));

        final RouteResponse answer = scenario.route(hinting("outage").setConfidence(0.95));

        assertDecided("outage", "LIVE", "CLEAR", 9_500, answer);
    }

    @Test
    void shouldNotShowAnAmbiguousLiveOneOverASurerHint() {
        scenario.live.add(liveOccasion("outage", 7_999));

        final RouteResponse answer = scenario.route(hinting("outage").setConfidence(0.95));

        assertDecided("outage", "HINT", "CLEAR", 9_500, answer);
    }

    @ParameterizedTest
    @CsvSource({"-1, NONE", "0, CLEAR", "99, CLEAR", "100, NONE"})
    void shouldHoldALiveOccasionFromItsStartUpToItsEnd(final long afterStartMs, final String band) {
        final long fromMs = NOW - afterStartMs;
        scenario.live.add(new LiveOccasion(
                "l", "outage", 10_000, List.of(), List.of(), List.of(), List.of(), List.of(), fromMs, fromMs + 100));

        assertEquals(band, scenario.route(request()).getBand());
    }

    @Test
    void shouldIgnoreALiveOccasionThatTheRevisionDoesNotKnow() {
        scenario.live.add(liveOccasion("flood", 10_000));

        final RouteResponse answer = scenario.route(request());

        assertDecided("general", "DEFAULT", "NONE", 0, answer);
        assertEquals(List.of(), answer.getFlagsList());
    }

    @Test
    void shouldMatchEveryScopeListOfALiveOccasion() {
        scenario.live.add(new LiveOccasion(
                "l",
                "outage",
                10_000,
                List.of("AU-VIC", "NZ"),
                List.of("fibre"),
                List.of("acct:1"),
                List.of("+61130"),
                List.of("VOICE"),
                NOW,
                NOW + 1));
        final RouteRequest fitting = request()
                .setRegion("au-vic-3000")
                .setProduct("fibre")
                .setAccountKey("acct:1")
                .setEntryPoint("+61130")
                .setChannel("voice")
                .build();

        assertEquals("CLEAR", scenario.route(fitting.toBuilder()).getBand());
        final List<UnaryOperator<RouteRequest.Builder>> misfits = List.of(
                request -> request.setRegion("AU"),
                request -> request.setRegion("AU-VICTORIA"),
                RouteRequest.Builder::clearRegion,
                RouteRequest.Builder::clearProduct,
                RouteRequest.Builder::clearAccountKey,
                RouteRequest.Builder::clearEntryPoint,
                request -> request.setChannel("chat"));
        for (final UnaryOperator<RouteRequest.Builder> misfit : misfits) {
            assertEquals(
                    "NONE", scenario.route(misfit.apply(fitting.toBuilder())).getBand());
        }
    }

    @ParameterizedTest
    @CsvSource({"0.80, CLEAR", "0.8001, AMBIGUOUS", "1.0, AMBIGUOUS"})
    void shouldTurnAmbiguousWithinTheMarginOfARunnerUp(final double runnerUp, final String band) {
        final RouteResponse answer = scenario.route(hinting("outage")
                .setConfidence(0.9)
                .addAlternatives(Alternative.newBuilder().setOccasion("billing").setConfidence(runnerUp)));

        assertDecided("outage", "HINT", band, 9_000, answer);
    }

    @Test
    void shouldTurnAmbiguousBelowARunnerUpEvenWithoutAMargin() {
        final RouteResponse answer = scenario.route(hinting("billing")
                .setConfidence(0.9)
                .addAlternatives(Alternative.newBuilder().setOccasion("outage").setConfidence(0.9001)));

        assertDecided("billing", "HINT", "AMBIGUOUS", 9_000, answer);
    }

    @Test
    void shouldSpareALiveWinnerTheMargin() {
        scenario.live.add(liveOccasion("outage", 8_000));

        final RouteResponse answer = scenario.route(
                request().addAlternatives(Alternative.newBuilder().setOccasion("billing")));

        assertDecided("outage", "LIVE", "CLEAR", 8_000, answer);
    }

    @Test
    void shouldFollowARunnerUpsIntentToWhatItsRulesName() {
        scenario.table.signal(when(Attribute.INTENT, "bill", "invoice"), "billing", 9_000);
        final Alternative byIntent = Alternative.newBuilder()
                .setOccasion("flood")
                .setIntent("invoice")
                .build();

        final RouteResponse answer = scenario.route(hinting("outage").addAlternatives(byIntent));

        assertEquals("AMBIGUOUS", answer.getBand());
    }

    @Test
    void shouldIgnoreARunnerUpThatPointsToNothingOrToTheWinnerToo() {
        scenario.table.signal(when(Attribute.INTENT, "bill"), "billing", 9_000);
        scenario.table.signal(when(Attribute.INTENT, "bill"), "outage", 9_000);

        final RouteResponse answer = scenario.route(hinting("outage")
                .addAlternatives(Alternative.newBuilder().setOccasion("outage"))
                .addAlternatives(Alternative.newBuilder().setOccasion("flood"))
                .addAlternatives(Alternative.newBuilder().setIntent("bill"))
                .addAlternatives(Alternative.newBuilder().setIntent("weather"))
                .addAlternatives(Alternative.getDefaultInstance()));

        assertEquals("CLEAR", answer.getBand());
    }

    @Test
    void shouldNotHoldARuleWhoseUnlessHoldsInAnyPart() {
        final ConditionsDefinition unless = new ConditionsDefinition(
                Map.of(Attribute.CHANNEL, List.of("EMAIL")),
                Map.of("a", List.of("1"), "b", List.of("1")),
                Map.of(),
                null);
        scenario.table.signals.add(new SignalRuleDefinition("s1", ConditionsDefinition.NONE, unless, "outage", 9_000));

        assertEquals("CLEAR", scenario.route(request().putLabels("a", "2")).getBand());
        assertEquals("NONE", scenario.route(request().setChannel("email")).getBand());
        assertEquals("NONE", scenario.route(request().putLabels("b", "1")).getBand());
    }

    @Test
    void shouldAskCalendarsLabelsRegionsAndLanguagesInRules() {
        scenario.table.calendars.add(new CalendarDefinition(
                "office",
                ZoneId.of("Australia/Melbourne"),
                Map.of(DayOfWeek.TUESDAY, List.of(new CalendarDefinition.Span(540, 1_020))),
                List.of(),
                List.of()));
        scenario.table.signals.add(new SignalRuleDefinition(
                "s1",
                new ConditionsDefinition(
                        Map.of(Attribute.REGION, List.of("AU"), Attribute.LANGUAGE, List.of("en")),
                        Map.of("vip", List.of("yes")),
                        Map.of("office", List.of(CalendarState.OPEN)),
                        null),
                ConditionsDefinition.NONE,
                "outage",
                9_000));
        final RouteRequest fitting = request()
                .setRegion("AU-VIC")
                .setLanguage("en_AU")
                .putLabels("vip", "yes")
                .build();

        assertEquals("CLEAR", scenario.route(fitting.toBuilder()).getBand());
        assertEquals(
                "NONE", scenario.route(fitting.toBuilder().setRegion("AUX")).getBand());
        assertEquals(
                "NONE", scenario.route(fitting.toBuilder().setLanguage("eng")).getBand());
        assertEquals(
                "NONE", scenario.route(fitting.toBuilder().removeLabels("vip")).getBand());
    }

    @Test
    void shouldNameEveryRuleThatHeldForTheWinnerInTableOrder() {
        scenario.table.signal(when(Attribute.PRODUCT, "fibre"), "outage", 100);
        scenario.table.signal(when(Attribute.PRODUCT, "fibre"), "billing", 9_000);
        scenario.table.signal(when(Attribute.CHANNEL, "VOICE"), "outage", 9_000);
        scenario.table.signal(when(Attribute.CHANNEL, "CHAT"), "outage", 9_000);

        final RouteResponse answer =
                scenario.route(hinting("outage").setProduct("fibre").setChannel("voice"));

        assertEquals(List.of("s1", "s3"), answer.getRuleIdsList());
        assertEquals(2, answer.getRuleCount());
    }

    @Test
    void shouldNameNoSignalRuleInBandNone() {
        scenario.table.signal(when(Attribute.PRODUCT, "fibre"), "general", 100);

        final RouteResponse answer = scenario.route(request().setProduct("fibre"));

        assertEquals("NONE", answer.getBand());
        assertEquals(List.of(), answer.getRuleIdsList());
    }
}
