package io.kairoute.router.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.router.SmallTable;
import io.kairoute.router.live.Switches;
import io.kairoute.routing.v1.RouteResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class TuningStageTest {
    private static final String TUNABLE = """
            occasions:
              - {id: outage, name: n, job: j, owner: o, clear_at: 0.8, ambiguous_at: 0.5, tunable: [priority], treatment: {queue: technical, priority: 70}, metrics: [time_to_relief]}
              - {id: general, name: n, job: j, owner: o, clear_at: 0.8, ambiguous_at: 0.5, treatment: {}, metrics: [time_to_relief]}
            """;

    private static RouteResponse gold(final String tuning, final double confidence) {
        final SmallTable table = SmallTable.of(TUNABLE, tuning);
        table.customer("crm:1").tier("gold");
        return table.route(contact ->
                contact.setOccasion("outage").setConfidence(confidence).setCustomerKey("crm:1"));
    }

    @Test
    void shouldChangeOfAClearOccasionOnlyWhatItLeavesTunable() {
        final RouteResponse answer = gold("""
                tuning:
                  - {id: t1, when: {tier: [gold]}, set: {queue: money, priority: 80}}
                """, 1);

        assertEquals("technical", answer.getQueue());
        assertEquals(80, answer.getPriority());
        assertEquals(List.of("OCCASION_LOCK"), answer.getGuardrailsList());
        assertEquals(List.of("t1"), answer.getRuleIdsList());
    }

    @Test
    void shouldChangeNothingOfAClearOccasionThatLeavesNothingTunable() {
        final SmallTable table = SmallTable.of("""
                tuning:
                  - {id: t1, when: {tier: [gold]}, set: {queue: money, priority: 80}}
                """);
        table.customer("crm:1").tier("gold");

        final RouteResponse answer =
                table.route(contact -> contact.setOccasion("outage").setCustomerKey("crm:1"));

        assertEquals("technical", answer.getQueue());
        assertEquals(70, answer.getPriority());
        assertEquals(List.of("OCCASION_LOCK"), answer.getGuardrailsList());
        assertEquals(List.of(), answer.getRuleIdsList());
    }

    @Test
    void shouldChangeEverythingWhereTheOccasionIsNotClear() {
        final RouteResponse answer = gold("""
                tuning:
                  - {id: t1, when: {tier: [gold]}, set: {queue: money, priority: 80}}
                """, 0.1);

        assertEquals("money", answer.getQueue());
        assertEquals(80, answer.getPriority());
        assertEquals(List.of(), answer.getGuardrailsList());
    }

    @Test
    void shouldRecordNoLockWhereARuleWouldHaveChangedNothing() {
        final RouteResponse answer = gold("""
                tuning:
                  - {id: t1, when: {tier: [gold]}, set: {queue: technical, priority: 70}}
                """, 1);

        assertEquals(List.of(), answer.getGuardrailsList());
        assertEquals(List.of(), answer.getRuleIdsList());
        assertEquals(0, answer.getRuleCount());
    }

    @Test
    void shouldApplyRulesInTableOrderAndAdjustWhatWasSet() {
        final RouteResponse answer = gold("""
                tuning:
                  - {id: t1, when: {tier: [gold]}, set: {priority: 20}, adjust: {priority: 5}}
                  - {id: t2, when: {tier: [gold]}, adjust: {priority: 10}}
                  - {id: t3, when: {tier: [standard]}, set: {priority: 99}}
                """, 1);

        assertEquals(35, answer.getPriority());
        assertEquals(List.of("t1", "t2"), answer.getRuleIdsList());
    }

    @Test
    void shouldKeepPriorityAndEffortBelowAHundredAndTheSlaAtASecond() {
        final RouteResponse high = gold("""
                tuning:
                  - {id: t1, when: {tier: [gold]}, adjust: {priority: 90, effort: 100, sla: -10m}}
                """, 0.1);
        final RouteResponse low = gold("""
                tuning:
                  - {id: t1, when: {tier: [gold]}, adjust: {priority: -90, effort: -5}}
                """, 0.1);

        assertEquals(100, high.getPriority());
        assertEquals(100, high.getEffort());
        assertEquals(1_000, high.getSlaMs());
        assertEquals(0, low.getPriority());
        assertEquals(0, low.getEffort());
    }

    @Test
    void shouldTakeTheProfilesLanguageOnlyWhereTheRequestHasNone() {
        final SmallTable table = SmallTable.of("""
                tuning:
                  - {id: t1, when: {language: [es]}, set: {queue: money}}
                """);
        table.customer("crm:1").tier("gold").language("es-MX");

        assertEquals(
                "money", table.route(contact -> contact.setCustomerKey("crm:1")).getQueue());
        assertEquals(
                "care",
                table.route(contact -> contact.setCustomerKey("crm:1").setLanguage("en"))
                        .getQueue());
    }

    @Test
    void shouldHoldARuleBackWhereAnyRiskBarsIt() {
        final SmallTable table = SmallTable.of("""
                tuning:
                  - {id: t1, when: {risk: [churn]}, unless: {risk: [fraud]}, set: {queue: money}}
                """);
        table.customer("crm:1").risk("churn").risk("other");
        table.customer("crm:2").risk("churn").risk("fraud");

        assertEquals(
                "money", table.route(contact -> contact.setCustomerKey("crm:1")).getQueue());
        assertEquals(
                "care", table.route(contact -> contact.setCustomerKey("crm:2")).getQueue());
    }

    @Test
    void shouldTuneNothingWhileStageTwoIsOff() {
        final SmallTable table = SmallTable.of("""
                        tuning:
                          - {id: t1, when: {channel: [VOICE]}, set: {queue: money}}
                        """).switches(new Switches(SmallTable.NOW_MS + 1, 0));

        assertEquals("care", table.route(contact -> contact.setChannel("VOICE")).getQueue());
        assertEquals(
                "money",
                table.routeAt(SmallTable.NOW_MS + 1, contact -> contact.setChannel("VOICE"))
                        .getQueue());
    }
}
