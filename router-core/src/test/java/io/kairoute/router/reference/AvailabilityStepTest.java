package io.kairoute.router.reference;

import static io.kairoute.router.reference.SampleScenario.NOW;
import static io.kairoute.router.reference.SampleScenario.hinting;
import static io.kairoute.router.reference.SampleScenario.request;
import static io.kairoute.router.reference.SampleTreatment.treatment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.decision.Offer;
import io.kairoute.router.live.QueueOverride;
import io.kairoute.router.live.QueueState;
import io.kairoute.router.table.CalendarDefinition;
import io.kairoute.router.table.OverflowRuleDefinition;
import io.kairoute.router.table.TierDefinition.CapsDefinition;
import io.kairoute.routing.v1.RouteResponse;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvailabilityStepTest {
    private static final String MONDAYS = "mondays";

    private final SampleScenario scenario = new SampleScenario();

    /** Closed at {@link SampleScenario#NOW}, which is a Tuesday. */
    @BeforeEach
    void shouldKnowACalendar() {
        scenario.table.calendars.add(new CalendarDefinition(
                MONDAYS,
                ZoneId.of("Australia/Melbourne"),
                Map.of(DayOfWeek.MONDAY, List.of(new CalendarDefinition.Span(0, 1_440))),
                List.of(),
                List.of()));
    }

    private static OverflowRuleDefinition whenClosed(final String to) {
        return new OverflowRuleDefinition(null, null, null, true, to);
    }

    private static OverflowRuleDefinition whileOpen(final String to) {
        return new OverflowRuleDefinition(null, null, null, false, to);
    }

    private void close(final String queue) {
        scenario.table.queue(queue).calendar = MONDAYS;
    }

    private void overflow(final String queue, final OverflowRuleDefinition... rules) {
        scenario.table.queue(queue).overflow = List.of(rules);
    }

    @Test
    void shouldTakeAnOpenQueue() {
        final RouteResponse answer = scenario.route(request().setPlatform("connect"));

        assertEquals("general", answer.getQueue());
        assertEquals("arn:general", answer.getQueueRef());
        assertFalse(answer.hasExpectedWaitMs());
    }

    @Test
    void shouldTakeAClosedQueueFromWhichNothingLeads() {
        close("general");
        scenario.table.whenClosed = treatment().message("closed-now").build();

        final RouteResponse answer = scenario.route(hinting("outage").setCustomerKey("crm:0"));

        assertEquals("general", answer.getQueue());
        assertEquals("closed-now", answer.getMessage());
        assertTrue(answer.getFallback());
        assertEquals("UNKNOWN_CUSTOMER", answer.getFallbackCause()); // which comes before CLOSED
    }

    @Test
    void shouldSayClosedWhereNothingElseWasMissing() {
        close("general");
        scenario.profiles.put("crm:1", SampleScenario.profile("gold"));

        final RouteResponse answer = scenario.route(hinting("outage").setCustomerKey("crm:1"));

        assertEquals("CLOSED", answer.getFallbackCause());
    }

    @Test
    void shouldLayAQueuesOwnClosingInsteadOfTheTables() {
        close("general");
        scenario.table.whenClosed = treatment().message("closed-now").build();
        scenario.table.queue("general").whenClosed =
                treatment().offer(Offer.VOICEMAIL).build();

        final RouteResponse answer = scenario.route(request());

        assertEquals("", answer.getMessage());
        assertEquals("voicemail", answer.getOffer());
    }

    @ParameterizedTest
    @CsvSource({"CLOSED, billing-desk", "SURGE, general", "OPEN, general"})
    void shouldCountAnOverrideClosedAsClosed(final QueueOverride.Kind kind, final String queue) {
        overflow("general", whenClosed("billing-desk"));
        scenario.override("general", kind);

        assertEquals(queue, scenario.route(request()).getQueue());
    }

    @Test
    void shouldTakeAQueueUnderAnOverrideOpenAsItIs() {
        close("general");
        overflow("general", whenClosed("billing-desk"), whileOpen("billing-desk"));
        scenario.override("general", QueueOverride.Kind.OPEN);

        final RouteResponse answer = scenario.route(request());

        assertEquals("general", answer.getQueue());
        assertFalse(answer.getFallbackCause().equals("CLOSED"));
    }

    @ParameterizedTest
    @CsvSource({"-1, general", "0, triage", "99, triage", "100, general"})
    void shouldHoldAnOverrideFromItsStartUpToItsEnd(final long afterStartMs, final String queue) {
        final long fromMs = NOW - afterStartMs;
        scenario.overrides.add(
                new QueueOverride("general", QueueOverride.Kind.REDIRECT, "triage", fromMs, fromMs + 100));

        assertEquals(queue, scenario.route(request()).getQueue());
    }

    @Test
    void shouldRedirectIntoAClosedQueueToo() {
        close("triage");
        scenario.redirect("general", "triage");

        assertEquals("triage", scenario.route(request()).getQueue());
    }

    @Test
    void shouldIgnoreOverridesOfAndToQueuesThatTheTableDoesNotKnow() {
        scenario.redirect("general", "gone");
        scenario.redirect("gone", "triage");

        assertEquals("general", scenario.route(request()).getQueue());
    }

    @Test
    void shouldLaySurgeOverAnOpenQueueOnly() {
        scenario.table.queue("general").surge =
                treatment().message("long-wait").offer(Offer.CALLBACK).build();
        final RouteResponse calm = scenario.route(request());
        scenario.override("general", QueueOverride.Kind.SURGE);

        final RouteResponse open = scenario.route(request());
        close("general");
        final RouteResponse closed = scenario.route(request());

        assertEquals(List.of("", "none"), List.of(calm.getMessage(), calm.getOffer()));
        assertEquals(List.of("long-wait", "callback"), List.of(open.getMessage(), open.getOffer()));
        assertEquals(List.of("", "none"), List.of(closed.getMessage(), closed.getOffer()));
    }

    @ParameterizedTest
    @CsvSource({
        "120001, 0, 0, , triage", // wait_over 120000
        "120000, 0, 0, , general",
        "-1, 0, 0, , general",
        "0, 6, 0, 5, triage", // depth_over 5
        "0, 5, 0, 5, general",
        "0, -1, 0, 5, general",
    })
    void shouldOverflowStrictlyOverAFigure(
            final long waitMs,
            final int depth,
            final int available,
            final @Nullable Integer depthOver,
            final String queue) {
        overflow(
                "general",
                new OverflowRuleDefinition(depthOver == null ? 120_000L : null, depthOver, null, null, "triage"));
        scenario.states.add(new QueueState("general", NOW, waitMs, depth, available));

        assertEquals(queue, scenario.route(request()).getQueue());
    }

    @ParameterizedTest
    @CsvSource({
        "true, 0, triage",
        "true, 1, general",
        "true, -1, general",
        "false, 1, triage",
        "false, 0, general",
        "false, -1, general"
    })
    void shouldAskForAgents(final boolean noAgents, final int available, final String queue) {
        overflow("general", new OverflowRuleDefinition(null, null, noAgents, null, "triage"));
        scenario.states.add(new QueueState("general", NOW, 0, 0, available));

        assertEquals(queue, scenario.route(request()).getQueue());
    }

    @ParameterizedTest
    @CsvSource({"10000, triage", "10001, general", "-5000, triage"})
    void shouldIgnoreAQueueStateThatIsTooOld(final long ageMs, final String queue) {
        overflow("general", new OverflowRuleDefinition(null, null, true, null, "triage"));
        scenario.states.add(new QueueState("general", NOW - ageMs, 5_000, 0, 0));

        final RouteResponse answer = scenario.route(request());

        assertEquals(queue, answer.getQueue());
        assertFalse(answer.hasExpectedWaitMs());
    }

    @Test
    void shouldTellTheWaitOfTheQueueTaken() {
        overflow("general", new OverflowRuleDefinition(null, null, true, null, "triage"));
        scenario.states.add(new QueueState("general", NOW, 5_000, 0, 0));
        scenario.states.add(new QueueState("triage", NOW - 10_000, 0, 3, 1));

        final RouteResponse answer = scenario.route(request());

        assertEquals("triage", answer.getQueue());
        assertTrue(answer.hasExpectedWaitMs());
        assertEquals(0, answer.getExpectedWaitMs());
    }

    @Test
    void shouldNeedEveryConditionOfAnOverflowRule() {
        overflow("general", new OverflowRuleDefinition(1_000L, 5, true, false, "triage"));
        scenario.states.add(new QueueState("general", NOW, 1_001, 6, 0));
        assertEquals("triage", scenario.route(request()).getQueue());

        scenario.states.set(0, new QueueState("general", NOW, 1_001, 5, 0));
        assertEquals("general", scenario.route(request()).getQueue());
    }

    @Test
    void shouldPassOverARuleWhoseTargetIsClosed() {
        close("triage");
        overflow("general", whileOpen("triage"), whileOpen("billing-desk"), whileOpen("vip"));

        assertEquals("billing-desk", scenario.route(request()).getQueue());
    }

    @Test
    void shouldLetTheTreatmentsOwnOverflowStandForTheQueues() {
        overflow("general", whileOpen("triage"));
        overflow("vip", whileOpen("billing-desk"));
        scenario.table.treatment.overflow(whileOpen("vip"));
        final RouteResponse moved = scenario.route(request());
        scenario.table.treatment.overflow();
        final RouteResponse kept = scenario.route(request());

        assertEquals("billing-desk", moved.getQueue()); // the queue's own rules count again from the second queue on
        assertEquals("general", kept.getQueue());
    }

    @Test
    void shouldStopWhereTheNextQueueWasVisited() {
        scenario.redirect("general", "triage");
        overflow("triage", whileOpen("vip"));
        overflow("vip", whileOpen("billing-desk"));
        scenario.redirect("billing-desk", "general");

        assertEquals("billing-desk", scenario.route(request()).getQueue());
    }

    @Test
    void shouldStopAfterEightMoves() {
        for (int i = 0; i < 10; i++) {
            scenario.table.queues.add(new SampleTable.Queue("q" + i));
        }
        for (int i = 0; i < 9; i++) {
            overflow("q" + i, whileOpen("q" + (i + 1)));
        }
        overflow("q1", whileOpen("q2"));
        scenario.table.treatment.queue("q0").overflow(whileOpen("q1"));

        assertEquals("q8", scenario.route(request()).getQueue());
    }

    @Test
    void shouldNotCapWhereAvailabilityLeads() {
        scenario.table.tier("standard").caps = new CapsDefinition(null, null, List.of("vip"), "triage");
        overflow("general", whileOpen("vip"));

        final RouteResponse answer = scenario.route(request());

        assertEquals("vip", answer.getQueue());
        assertEquals(List.of(), answer.getGuardrailsList());
    }
}
