package io.kairoute.router.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.router.SmallTable;
import io.kairoute.routing.v1.RouteResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardrailStageTest {
    private static String outage(final String more) {
        return """
                occasions:
                  - {id: outage, name: n, job: j, owner: o, clear_at: 0.8, ambiguous_at: 0.5, treatment: {queue: technical, priority: 70, effort: 8}, MORE metrics: [time_to_relief]}
                  - {id: general, name: n, job: j, owner: o, clear_at: 0.8, ambiguous_at: 0.5, treatment: {}, metrics: [time_to_relief]}
                """.replace("MORE", more);
    }

    private static String standardCaps(final String caps) {
        return """
                tiers:
                  - {id: gold, name: n, definition: d, owner: o, cadence: weekly, version: 1, success: {metric: retention, target: 0.9}}
                  - {id: standard, name: n, definition: d, owner: o, cadence: weekly, version: 1, success: {metric: retention, target: 0.9}, caps: CAPS}
                """.replace("CAPS", caps);
    }

    private static final String VULNERABLE = """
            protections:
              - {id: p1, risk: [vulnerable], treatment: {queue: care}, floors: {priority: 90}}
              - {id: p2, risk: [medical, vulnerable], floors: {priority: 80}}
            """;

    private static RouteResponse outageIn(final String... sections) {
        return SmallTable.of(sections).route(contact -> contact.setOccasion("outage"));
    }

    @Test
    void shouldRaiseThePriorityToTheOccasionsFloor() {
        final RouteResponse answer = outageIn(outage("floors: {priority: 75},"));

        assertEquals(75, answer.getPriority());
        assertEquals(List.of("OCCASION_FLOOR"), answer.getGuardrailsList());
    }

    @Test
    void shouldHoldPriorityAndSlaToTheOccasionsCeiling() {
        final RouteResponse answer = outageIn(outage("ceilings: {priority: 60, sla: 30s},"));

        assertEquals(60, answer.getPriority());
        assertEquals(30_000, answer.getSlaMs());
        assertEquals(List.of("OCCASION_CEILING"), answer.getGuardrailsList());
    }

    @Test
    void shouldHoldNoBoundsOfAnOccasionThatIsNotClear() {
        final RouteResponse answer = SmallTable.of(outage("floors: {priority: 75},"))
                .route(contact -> contact.setOccasion("outage").setConfidence(0.5));

        assertEquals(40, answer.getPriority());
        assertEquals(List.of(), answer.getGuardrailsList());
    }

    @Test
    void shouldRecordNoGuardrailThatChangesNothing() {
        final RouteResponse answer = outageIn(
                outage("floors: {priority: 70}, ceilings: {priority: 70, sla: 60s},"), standardCaps("{priority: 70}"));

        assertEquals(70, answer.getPriority());
        assertEquals(List.of(), answer.getGuardrailsList());
    }

    @Test
    void shouldHoldPriorityAndEffortToTheTiersCap() {
        final RouteResponse answer = outageIn(outage(""), standardCaps("{priority: 50, effort: 2}"));

        assertEquals(50, answer.getPriority());
        assertEquals(2, answer.getEffort());
        assertEquals(List.of("TIER_CAP"), answer.getGuardrailsList());
    }

    @Test
    void shouldTakeAQueueAwayThatTheTierMayNotUse() {
        final RouteResponse answer = outageIn(outage(""), standardCaps("{queues: [technical], instead: money}"));

        assertEquals("money", answer.getQueue());
        assertEquals(List.of("TIER_CAP"), answer.getGuardrailsList());
    }

    @Test
    void shouldLeaveAQueueThatTheClearOccasionAdmits() {
        final RouteResponse answer =
                outageIn(outage("admits: [technical],"), standardCaps("{queues: [technical], instead: money}"));

        assertEquals("technical", answer.getQueue());
        assertEquals(List.of(), answer.getGuardrailsList());
    }

    @Test
    void shouldTakeAQueueAwayThatAnOccasionAdmitsWhichIsNotClear() {
        final RouteResponse answer = SmallTable.of(
                        outage("admits: [care],"), standardCaps("{queues: [care], instead: money}"))
                .route(contact -> contact.setOccasion("outage").setConfidence(0.6));

        assertEquals("AMBIGUOUS", answer.getBand());
        assertEquals("money", answer.getQueue());
        assertEquals(List.of("TIER_CAP"), answer.getGuardrailsList());
    }

    @Test
    void shouldLetAProtectionOutrankTheTiersCap() {
        final SmallTable table = SmallTable.of(outage(""), standardCaps("{priority: 50}"), VULNERABLE);
        table.customer("crm:1").risk("vulnerable");

        final RouteResponse answer =
                table.route(contact -> contact.setOccasion("outage").setCustomerKey("crm:1"));

        assertEquals(90, answer.getPriority());
        assertEquals("care", answer.getQueue());
        assertEquals(List.of("TIER_CAP", "PROTECTION"), answer.getGuardrailsList());
    }

    @Test
    void shouldProtectACustomerWithoutConsent() {
        final SmallTable table = SmallTable.of(VULNERABLE);
        table.customer("crm:1").risk("medical").withoutConsent();

        final RouteResponse answer = table.route(contact -> contact.setCustomerKey("crm:1"));

        assertEquals(80, answer.getPriority());
        assertEquals(List.of("PROTECTION"), answer.getGuardrailsList());
    }

    @Test
    void shouldProtectNobodyForARiskThatNoProtectionNames() {
        final SmallTable table = SmallTable.of(VULNERABLE);
        table.customer("crm:1").risk("churn");

        assertEquals(
                List.of(),
                table.route(contact -> contact.setCustomerKey("crm:1")).getGuardrailsList());
    }
}
