package io.kairoute.router.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.router.SmallTable;
import io.kairoute.routing.v1.RouteResponse;
import org.junit.jupiter.api.Test;

class BaseStageTest {
    private static final String TREATMENTS = """
            defaults:
              occasion: general
              tier: standard
              treatment: {queue: care, script: hello, priority: 40, sla: 60s, effort: 3}
              when_ambiguous: {queue: money, priority: 50, effort: 5}
            occasions:
              - {id: outage, name: n, job: j, owner: o, clear_at: 0.8, ambiguous_at: 0.5, treatment: {queue: technical, priority: 70}, when_ambiguous: {priority: 55}, metrics: [time_to_relief]}
              - {id: general, name: n, job: j, owner: o, clear_at: 0.8, ambiguous_at: 0.5, treatment: {}, metrics: [time_to_relief]}
            tiers:
              - {id: gold, name: n, definition: d, owner: o, cadence: weekly, version: 1, success: {metric: retention, target: 0.9}, treatment: {queue: technical, effort: 9}}
              - {id: standard, name: n, definition: d, owner: o, cadence: weekly, version: 1, success: {metric: retention, target: 0.9}}
            """;

    private static RouteResponse routed(final double confidence) {
        final SmallTable table = SmallTable.of(TREATMENTS);
        table.customer("crm:1").tier("gold");
        return table.route(contact ->
                contact.setOccasion("outage").setConfidence(confidence).setCustomerKey("crm:1"));
    }

    @Test
    void shouldLayTheOccasionOverTheDefaultWhereItIsClear() {
        final RouteResponse answer = routed(0.8);

        assertEquals("CLEAR", answer.getBand());
        assertEquals("technical", answer.getQueue());
        assertEquals(70, answer.getPriority());
        assertEquals(3, answer.getEffort());
    }

    @Test
    void shouldLayTheOccasionsAmbiguousTreatmentOverTheTablesWhereItIsAmbiguous() {
        final RouteResponse answer = routed(0.5);

        assertEquals("AMBIGUOUS", answer.getBand());
        assertEquals("money", answer.getQueue());
        assertEquals(55, answer.getPriority());
        assertEquals(5, answer.getEffort());
    }

    @Test
    void shouldLayTheTierOverTheDefaultWhereThereIsNoOccasion() {
        final RouteResponse answer = routed(0.4);

        assertEquals("NONE", answer.getBand());
        assertEquals("technical", answer.getQueue());
        assertEquals(40, answer.getPriority());
        assertEquals(9, answer.getEffort());
    }
}
