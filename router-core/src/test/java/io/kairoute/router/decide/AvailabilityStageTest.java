package io.kairoute.router.decide;

import static io.kairoute.router.SmallTable.NOW_MS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.SmallTable;
import io.kairoute.router.live.QueueOverride;
import io.kairoute.router.live.QueueState;
import io.kairoute.routing.v1.RouteResponse;
import org.junit.jupiter.api.Test;

class AvailabilityStageTest {
    private static final long MINUTE_MS = 60_000;

    /** The office is closed at ten on a Wednesday. */
    private static final String CALENDARS = """
            calendars:
              - {id: office, zone: UTC, weekly: {wed: ["10:01-20:00"]}}
            """;

    private static String care(final String more) {
        return """
                queues:
                  - {id: care, name: n, MORE}
                  - {id: technical, name: n}
                  - {id: money, name: n, calendar: office, when_closed: {message: own-closing}}
                """.replace("MORE", more);
    }

    private static String queueOf(final SmallTable table) {
        return table.route(contact -> {}).getQueue();
    }

    private static QueueState waiting(final String queue, final long ageMs, final long waitMs, final int depth) {
        return new QueueState(queue, NOW_MS - ageMs, waitMs, depth, 3);
    }

    @Test
    void shouldTakeTheWaitOverRuleOnlyWhileTheStateIsFresh() {
        final String rule = care("fresh_for: 10s, overflow: [{when: {wait_over: 1m}, to: technical}]");

        final SmallTable fresh = SmallTable.of(CALENDARS, rule).report(waiting("care", 10_000, 2 * MINUTE_MS, 0));
        final SmallTable tooOld = SmallTable.of(CALENDARS, rule).report(waiting("care", 10_001, 2 * MINUTE_MS, 0));

        assertEquals("technical", queueOf(fresh));
        assertEquals("care", queueOf(tooOld));
    }

    @Test
    void shouldRememberEveryStateThatItLookedAtAndNoneThatNobodyReported() {
        final String rule = care("overflow: [{when: {wait_over: 1m}, to: technical}]");
        final SmallTable reported = SmallTable.of(CALENDARS, rule).report(waiting("care", 0, 2 * MINUTE_MS, 7));
        final SmallTable silent = SmallTable.of(CALENDARS, rule);

        reported.route(contact -> {});
        silent.route(contact -> {});

        assertEquals(1, reported.contact().statesRead.count());
        assertEquals(7, reported.contact().statesRead.depth(0));
        assertEquals(0, silent.contact().statesRead.count());
    }

    @Test
    void shouldMoveOnlyWhereWaitAndDepthAreStrictlyOver() {
        final String rule = care("overflow: [{when: {wait_over: 1m, depth_over: 5}, to: technical}]");

        assertEquals("technical", queueOf(SmallTable.of(CALENDARS, rule).report(waiting("care", 0, MINUTE_MS + 1, 6))));
        assertEquals("care", queueOf(SmallTable.of(CALENDARS, rule).report(waiting("care", 0, MINUTE_MS, 6))));
        assertEquals("care", queueOf(SmallTable.of(CALENDARS, rule).report(waiting("care", 0, MINUTE_MS + 1, 5))));
    }

    @Test
    void shouldMoveWhereNoAgentIsThereAndStayWhereThatIsNotKnown() {
        final String rule = care("overflow: [{when: {no_agents: true}, to: technical}]");

        assertEquals(
                "technical", queueOf(SmallTable.of(CALENDARS, rule).report(new QueueState("care", NOW_MS, 0, 0, 0))));
        assertEquals(
                "care",
                queueOf(SmallTable.of(CALENDARS, rule)
                        .report(new QueueState("care", NOW_MS, 0, 0, QueueState.UNKNOWN))));
        assertEquals("care", queueOf(SmallTable.of(CALENDARS, rule)));
    }

    @Test
    void shouldNotTakeAgentsThatNobodyCountedForAgentsThatAreThere() {
        final String rule = care("overflow: [{when: {no_agents: false}, to: technical}]");

        assertEquals(
                "technical", queueOf(SmallTable.of(CALENDARS, rule).report(new QueueState("care", NOW_MS, 0, 0, 1))));
        assertEquals(
                "care",
                queueOf(SmallTable.of(CALENDARS, rule)
                        .report(new QueueState("care", NOW_MS, 0, 0, QueueState.UNKNOWN))));
    }

    @Test
    void shouldMoveOnFromAClosedQueueAndNeverIntoAClosedOne() {
        final String rules = care(
                "calendar: office, overflow: [{when: {closed: true}, to: money}, {when: {closed: true}, to: technical}]");

        assertEquals("technical", queueOf(SmallTable.of(CALENDARS, rules)));
    }

    @Test
    void shouldStayInAClosedQueueWithItsClosingWhereNothingElseIsOpen() {
        final SmallTable table = SmallTable.of(CALENDARS, care(""), """
                defaults:
                  occasion: general
                  tier: standard
                  treatment: {queue: money, script: hello, priority: 40, sla: 60s}
                  when_closed: {message: table-closing, offer: callback}
                """);
        table.customer("crm:1");

        final RouteResponse answer =
                table.route(contact -> contact.setOccasion("general").setCustomerKey("crm:1"));

        assertEquals("money", answer.getQueue());
        assertEquals("own-closing", answer.getMessage());
        assertEquals("none", answer.getOffer());
        assertEquals("CLOSED", answer.getFallbackCause());
    }

    @Test
    void shouldTakeAQueueThatIsHeldOpenAsItIs() {
        final String rules = care("calendar: office, overflow: [{when: {closed: true}, to: technical}]");

        final SmallTable held = SmallTable.of(CALENDARS, rules).hold("care", QueueOverride.Kind.OPEN);

        assertEquals("care", queueOf(held));
        assertEquals("technical", queueOf(SmallTable.of(CALENDARS, rules)));
    }

    @Test
    void shouldCountAQueueAsClosedThatIsHeldClosed() {
        final SmallTable held = SmallTable.of(CALENDARS, care("overflow: [{when: {closed: true}, to: technical}]"))
                .hold("care", QueueOverride.Kind.CLOSED);

        assertEquals("technical", queueOf(held));
    }

    @Test
    void shouldFollowRedirectionsAndStopBeforeAQueueThatWasVisited() {
        final SmallTable table = SmallTable.of(CALENDARS, care(""))
                .redirect("care", "technical")
                .redirect("technical", "money")
                .redirect("money", "care");

        assertEquals("money", queueOf(table));
    }

    @Test
    void shouldFollowARedirectionOnlyInItsTime() {
        final SmallTable table = SmallTable.of(CALENDARS, care("")).redirect("care", "technical");

        assertEquals(
                "technical",
                table.routeAt(NOW_MS + MINUTE_MS - 1, contact -> {}).getQueue());
        assertEquals("care", table.routeAt(NOW_MS + MINUTE_MS, contact -> {}).getQueue());
    }

    @Test
    void shouldMoveEightTimesAtMost() {
        final StringBuilder queues =
                new StringBuilder("queues:\n  - {id: care, name: n}\n  - {id: technical, name: n}\n");
        queues.append("  - {id: money, name: n}\n");
        for (int i = 0; i < 12; i++) {
            queues.append("  - {id: q-").append(i).append(", name: n}\n");
        }
        final SmallTable table = SmallTable.of(queues.toString()).redirect("care", "q-0");
        for (int i = 0; i < 11; i++) {
            table.redirect("q-" + i, "q-" + (i + 1));
        }

        assertEquals("q-7", queueOf(table));
    }

    @Test
    void shouldKeepAContactWhoseTreatmentHasAnOverflowOfItsOwnThatIsEmpty() {
        final String overflowing = care("overflow: [{when: {closed: false}, to: technical}]");
        final String own = """
                defaults:
                  occasion: general
                  tier: standard
                  treatment: {queue: care, script: hello, priority: 40, sla: 60s, overflow: []}
                """;

        assertEquals("technical", queueOf(SmallTable.of(CALENDARS, overflowing)));
        assertEquals("care", queueOf(SmallTable.of(CALENDARS, overflowing, own)));
    }

    @Test
    void shouldGoByTheTreatmentsOverflowAtItsFirstQueueOnly() {
        final String own = """
                defaults:
                  occasion: general
                  tier: standard
                  treatment: {queue: care, script: hello, priority: 40, sla: 60s, overflow: [{when: {depth_over: 5}, to: technical}, {when: {closed: false}, to: money}]}
                """;

        assertEquals("technical", queueOf(SmallTable.of(own).report(waiting("care", 0, 0, 6))));
    }

    @Test
    void shouldLayTheSurgeOverWhereAnOpenQueueIsHeldSo() {
        final String surge = care("surge: {message: long-wait}");

        assertEquals(
                "long-wait",
                SmallTable.of(CALENDARS, surge)
                        .hold("care", QueueOverride.Kind.SURGE)
                        .route(contact -> {})
                        .getMessage());
        assertEquals("", SmallTable.of(CALENDARS, surge).route(contact -> {}).getMessage());
    }

    @Test
    void shouldTellTheExpectedWaitOfTheQueueTakenWhereItIsKnown() {
        final RouteResponse known = SmallTable.of(CALENDARS, care(""))
                .report(waiting("care", 0, 7_000, 1))
                .route(contact -> {});
        final RouteResponse unknown = SmallTable.of(CALENDARS, care(""))
                .report(waiting("technical", 0, 7_000, 1))
                .route(contact -> {});

        assertTrue(known.hasExpectedWaitMs());
        assertEquals(7_000, known.getExpectedWaitMs());
        assertFalse(unknown.hasExpectedWaitMs());
    }
}
