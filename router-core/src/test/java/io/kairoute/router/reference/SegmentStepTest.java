package io.kairoute.router.reference;

import static io.kairoute.router.reference.SampleScenario.NOW;
import static io.kairoute.router.reference.SampleScenario.hinting;
import static io.kairoute.router.reference.SampleScenario.profile;
import static io.kairoute.router.reference.SampleScenario.request;
import static io.kairoute.router.reference.SampleTable.when;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.router.live.Switches;
import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.ProtectionDefinition;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentStepTest {
    private static final long DAY_MS = 86_400_000;

    private final SampleScenario scenario = new SampleScenario();

    @BeforeEach
    void shouldKnowSomeCustomers() {
        scenario.profiles.put("crm:1", profile("gold"));
        scenario.profiles.put("tel:1", profile("gold"));
        scenario.profiles.put("acct:1", profile("gold"));
        scenario.profiles.put("crm:silent", profile("gold", "es", Set.of("vulnerable"), false));
        scenario.profiles.put("crm:odd", profile("diamond"));
        scenario.table.tuning(
                when(Attribute.RISK, "vulnerable"), SampleTreatment.treatment().message("risk"));
        scenario.table.protections.add(new ProtectionDefinition(
                "p1",
                List.of("vulnerable"),
                SampleTreatment.treatment().effort(9).build(),
                null));
    }

    /** Asks in a clear occasion, so that only the segment can be why the answer is a fallback. */
    private static RouteRequest.Builder asking() {
        return hinting("outage");
    }

    private static void assertSegment(
            final String tier, final String source, final String cause, final RouteResponse answer) {
        assertEquals(
                List.of(tier, source, cause),
                List.of(answer.getTier(), answer.getSegmentSource(), answer.getFallbackCause()));
        assertEquals(!cause.isEmpty(), answer.getFallback());
    }

    @Test
    void shouldTakeTheFirstProfileInTheOrderOfTheKeys() {
        final RouteRequest.Builder both =
                asking().setCustomerKey("crm:1").addAlternateKeys("crm:odd").setAccountKey("acct:1");
        final RouteRequest.Builder second =
                asking().setCustomerKey("crm:0").addAlternateKeys("tel:0").addAlternateKeys("tel:1");
        final RouteRequest.Builder last = asking().setCustomerKey("crm:0").setAccountKey("acct:1");

        assertSegment("gold", "CUSTOMER", "", scenario.route(both));
        assertSegment("gold", "ALTERNATE", "", scenario.route(second));
        assertSegment("gold", "ACCOUNT", "", scenario.route(last));
    }

    @Test
    void shouldYieldTheDefaultTierToUnknownCustomers() {
        assertSegment("standard", "DEFAULT", "UNKNOWN_CUSTOMER", scenario.route(asking().setCustomerKey("crm:0")));
        assertSegment("standard", "DEFAULT", "UNKNOWN_CUSTOMER", scenario.route(asking().setAccountKey("acct:0")));
        assertSegment("standard", "DEFAULT", "NO_CUSTOMER_KEY", scenario.route(asking()));
        assertSegment("standard", "DEFAULT", "NO_CUSTOMER_KEY", scenario.route(asking().setCustomerKey("untyped")));
    }

    @Test
    void shouldUseNothingOfAProfileWithoutConsentButForProtections() {
        final RouteResponse answer =
                scenario.route(asking().setCustomerKey("crm:silent").addAlternateKeys("crm:1"));

        assertSegment("standard", "CONSENT_OFF", "", answer);
        assertEquals("", answer.getMessage());
        assertEquals(9, answer.getEffort());
        assertEquals(List.of("PROTECTION"), answer.getGuardrailsList());
    }

    @Test
    void shouldFlagATierThatTheRevisionDoesNotKnow() {
        final RouteResponse answer = scenario.route(asking().setCustomerKey("crm:odd"));

        assertSegment("standard", "CUSTOMER", "TIER_UNKNOWN", answer);
        assertEquals(List.of("TIER_UNKNOWN"), answer.getFlagsList());
    }

    @Test
    void shouldFlagAStoreThatCannotAnswerOnlyWhereItWasAsked() {
        scenario.storeAvailable = false;

        final RouteResponse asked = scenario.route(asking().setCustomerKey("crm:1"));
        final RouteResponse notAsked = scenario.route(asking());

        assertSegment("standard", "DEFAULT", "SEGMENT_UNAVAILABLE", asked);
        assertEquals(List.of("SEGMENT_UNAVAILABLE"), asked.getFlagsList());
        assertEquals("", asked.getSegmentSetVersion());
        assertSegment("standard", "DEFAULT", "NO_CUSTOMER_KEY", notAsked);
        assertEquals(List.of(), notAsked.getFlagsList());
        assertEquals("", notAsked.getSegmentSetVersion());
    }

    @Test
    void shouldEndTheSearchAtAKeyThatTheStoreCannotAnswer() {
        scenario.failingKeys = Set.of("crm:0");

        final RouteResponse answer =
                scenario.route(asking().setCustomerKey("crm:0").addAlternateKeys("crm:1"));

        assertSegment("standard", "DEFAULT", "SEGMENT_UNAVAILABLE", answer);
        assertEquals("", answer.getSegmentSetVersion());
    }

    @Test
    void shouldTreatEveryCustomerAsUnknownWithoutASet() {
        scenario.hasSegments = false;

        final RouteResponse answer = scenario.route(asking().setCustomerKey("crm:1"));

        assertSegment("standard", "DEFAULT", "UNKNOWN_CUSTOMER", answer);
        assertEquals("", answer.getSegmentSetVersion());
        assertEquals(0, answer.getSegmentAgeS());
    }

    @Test
    void shouldTellTheSetAndItsAgeWheneverOneIsOpen() {
        scenario.sourceTimeMs = NOW - 3_599_999;

        final RouteResponse answer = scenario.route(request());

        assertEquals("2026-w48", answer.getSegmentSetVersion());
        assertEquals(3_599, answer.getSegmentAgeS());
    }

    @Test
    void shouldNotTellANegativeAge() {
        scenario.sourceTimeMs = NOW + 5_000;

        assertEquals(0, scenario.route(request()).getSegmentAgeS());
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "1, SEGMENT_STALE"})
    void shouldFlagASetOlderThanItsMostAge(final long tooOldByMs, final String cause) {
        scenario.table.maxAgeMs = DAY_MS;
        scenario.sourceTimeMs = NOW - DAY_MS - tooOldByMs;

        final RouteResponse answer = scenario.route(asking().setCustomerKey("crm:1"));

        assertSegment("gold", "CUSTOMER", cause, answer);
        assertEquals(cause.isEmpty() ? List.of() : List.of("STALE"), answer.getFlagsList());
    }

    @Test
    void shouldUseNothingOfAStaleSetThatYieldsTheDefaultButForProtections() {
        scenario.table.maxAgeMs = DAY_MS;
        scenario.table.staleYieldsDefault = true;
        scenario.sourceTimeMs = NOW - 2 * DAY_MS;
        scenario.profiles.put("crm:risk", profile("diamond", "", Set.of("vulnerable"), true));

        final RouteResponse answer = scenario.route(asking().setCustomerKey("crm:risk"));

        assertSegment("standard", "DEFAULT", "SEGMENT_STALE", answer);
        assertEquals(List.of("STALE"), answer.getFlagsList());
        assertEquals("", answer.getMessage());
        assertEquals(9, answer.getEffort());
    }

    @Test
    void shouldFlagAStaleSetInWhichNobodyWasFound() {
        scenario.table.maxAgeMs = DAY_MS;
        scenario.sourceTimeMs = NOW - 2 * DAY_MS;

        final RouteResponse answer = scenario.route(asking().setCustomerKey("crm:0"));

        assertSegment("standard", "DEFAULT", "UNKNOWN_CUSTOMER", answer);
        assertEquals(List.of("STALE"), answer.getFlagsList());
    }

    @Test
    void shouldNotFlagAStaleSetThatWasNotAskedOrOfWhichNothingIsUsed() {
        scenario.table.maxAgeMs = DAY_MS;
        scenario.sourceTimeMs = NOW - 2 * DAY_MS;

        final RouteResponse withoutKey = scenario.route(asking());
        final RouteResponse withoutConsent = scenario.route(asking().setCustomerKey("crm:silent"));

        assertSegment("standard", "DEFAULT", "NO_CUSTOMER_KEY", withoutKey);
        assertEquals(List.of(), withoutKey.getFlagsList());
        assertSegment("standard", "CONSENT_OFF", "", withoutConsent);
        assertEquals(List.of(), withoutConsent.getFlagsList());
    }

    @ParameterizedTest
    @CsvSource({"0, gold", "1, standard"})
    void shouldUseTheDefaultTierWhileStageTwoIsOff(final long leftMs, final String tier) {
        scenario.switches = new Switches(NOW + leftMs, 0);
        scenario.profiles.put("crm:risk", profile("gold", "", Set.of("vulnerable"), true));

        final RouteResponse answer = scenario.route(asking().setCustomerKey("crm:risk"));

        final boolean isOff = leftMs > 0;
        assertSegment(tier, isOff ? "DEFAULT" : "CUSTOMER", "", answer);
        assertEquals(isOff ? List.of("STAGE_TWO_OFF") : List.of(), answer.getFlagsList());
        assertEquals(9, answer.getEffort());
    }

    @Test
    void shouldLeaveBasesOfTiersAndTuningToTheDefaultTierWhileStageTwoIsOff() {
        scenario.switches = new Switches(NOW + 1, 0);
        scenario.table.tier("gold").treatment =
                SampleTreatment.treatment().message("gold").build();
        scenario.table.tier("standard").treatment =
                SampleTreatment.treatment().message("standard").build();
        scenario.table.tuning(
                when(Attribute.TIER, "standard"), SampleTreatment.treatment().message("tuned"));

        final RouteResponse answer = scenario.route(request().setCustomerKey("crm:1"));

        assertEquals("standard", answer.getMessage());
    }

    @Test
    void shouldNameAPreferredAgentOnlyWithAWaitAndConsent() {
        scenario.table.treatment.preferredWaitMs(20_000);

        final RouteResponse known = scenario.route(request().setCustomerKey("crm:1"));
        final RouteResponse silent = scenario.route(request().setCustomerKey("crm:silent"));
        scenario.table.treatment.preferredWaitMs(0);
        final RouteResponse withoutWait = scenario.route(request().setCustomerKey("crm:1"));

        assertEquals("agent-17", known.getPreferredAgent());
        assertEquals(20_000, known.getPreferredWaitMs());
        assertEquals("", silent.getPreferredAgent());
        assertEquals(0, silent.getPreferredWaitMs());
        assertEquals("", withoutWait.getPreferredAgent());
    }
}
