package io.kairoute.router.reference;

import static io.kairoute.router.reference.SampleScenario.hinting;
import static io.kairoute.router.reference.SampleScenario.profile;
import static io.kairoute.router.reference.SampleScenario.request;
import static io.kairoute.router.reference.SampleTreatment.treatment;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.router.table.ProtectionDefinition;
import io.kairoute.router.table.TierDefinition.CapsDefinition;
import io.kairoute.router.table.TreatmentDefinition;
import io.kairoute.routing.v1.RouteResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GuardrailStepTest {
    private final SampleScenario scenario = new SampleScenario();

    @Test
    void shouldHoldAClearOccasionToItsFloor() {
        scenario.table.occasion("outage").floorPriority = 60;

        final RouteResponse clear = scenario.route(hinting("outage"));
        final RouteResponse ambiguous = scenario.route(hinting("outage").setConfidence(0.6));

        assertEquals(60, clear.getPriority());
        assertEquals(List.of("OCCASION_FLOOR"), clear.getGuardrailsList());
        assertEquals(40, ambiguous.getPriority());
        assertEquals(List.of(), ambiguous.getGuardrailsList());
    }

    @Test
    void shouldHoldAClearOccasionToItsCeilings() {
        scenario.table.treatment.priority(90);
        scenario.table.occasion("outage").ceilingPriority = 80;
        scenario.table.occasion("outage").ceilingSlaMs = 30_000L;

        final RouteResponse answer = scenario.route(hinting("outage"));

        assertEquals(List.of(80, 30_000L), List.of(answer.getPriority(), answer.getSlaMs()));
        assertEquals(List.of("OCCASION_CEILING"), answer.getGuardrailsList());
    }

    @Test
    void shouldNotRecordABoundThatIsJustMet() {
        scenario.table.occasion("outage").floorPriority = 40;
        scenario.table.occasion("outage").ceilingPriority = 40;
        scenario.table.occasion("outage").ceilingSlaMs = 60_000L;
        scenario.table.tier("standard").caps = new CapsDefinition(40, 0, List.of("vip"), "triage");

        assertEquals(List.of(), scenario.route(hinting("outage")).getGuardrailsList());
    }

    @Test
    void shouldLetATierCapWinOverAFloor() {
        scenario.table.treatment.effort(9);
        scenario.table.occasion("outage").floorPriority = 80;
        scenario.table.tier("standard").caps = new CapsDefinition(50, 4, List.of("general"), "triage");

        final RouteResponse answer = scenario.route(hinting("outage"));

        assertEquals(List.of(50, 4), List.of(answer.getPriority(), answer.getEffort()));
        assertEquals("triage", answer.getQueue());
        assertEquals(List.of("OCCASION_FLOOR", "TIER_CAP"), answer.getGuardrailsList());
    }

    @Test
    void shouldLetAClearOccasionAdmitAQueueThatTheTierMayNotUse() {
        scenario.table.tier("standard").caps = new CapsDefinition(null, null, List.of("general"), "triage");
        scenario.table.occasion("outage").admits = List.of("general");

        final RouteResponse clear = scenario.route(hinting("outage"));
        final RouteResponse ambiguous = scenario.route(hinting("outage").setConfidence(0.6));

        assertEquals("general", clear.getQueue());
        assertEquals(List.of(), clear.getGuardrailsList());
        assertEquals("triage", ambiguous.getQueue());
        assertEquals(List.of("TIER_CAP"), ambiguous.getGuardrailsList());
    }

    @Test
    void shouldLetProtectionsOutrankACapAndTakeTheHighestFloor() {
        scenario.profiles.put("crm:1", profile("standard", "", Set.of("vulnerable", "hardship"), true));
        scenario.table.tier("standard").caps = new CapsDefinition(30, null, List.of(), null);
        scenario.table.protections.add(new ProtectionDefinition(
                "p1",
                List.of("vulnerable"),
                treatment().script("fix").message("one").priority(99).build(),
                75));
        scenario.table.protections.add(new ProtectionDefinition(
                "p2",
                List.of("hardship", "x"),
                treatment().message("two").priority(20).build(),
                60));
        scenario.table.protections.add(new ProtectionDefinition(
                "p3", List.of("x"), treatment().message("three").build(), 100));

        final RouteResponse answer = scenario.route(request().setCustomerKey("crm:1"));

        assertEquals("fix", answer.getScript());
        assertEquals("two", answer.getMessage());
        assertEquals(75, answer.getPriority());
        assertEquals(List.of("TIER_CAP", "PROTECTION"), answer.getGuardrailsList());
    }

    @Test
    void shouldNotRecordProtectionsThatEndWhereTheyBegan() {
        scenario.profiles.put("crm:1", profile("standard", "", Set.of("vulnerable"), true));
        scenario.table.protections.add(new ProtectionDefinition(
                "p1", List.of("vulnerable"), treatment().priority(20).build(), null));
        scenario.table.protections.add(
                new ProtectionDefinition("p2", List.of("vulnerable"), TreatmentDefinition.NONE, 40));

        final RouteResponse answer = scenario.route(request().setCustomerKey("crm:1"));

        assertEquals(40, answer.getPriority());
        assertEquals(List.of(), answer.getGuardrailsList());
    }
}
