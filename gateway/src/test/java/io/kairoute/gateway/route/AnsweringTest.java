package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.Code;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.identity.Role;
import io.kairoute.router.decide.DecisionKind;
import io.kairoute.router.explain.MadeDecision;
import io.kairoute.routing.v1.Explain;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.util.List;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnsweringTest {
    private static final Caller ROUTER = new Caller("router", 0, Set.of(Role.ROUTE), "");
    private static final Caller VIEWER = new Caller("viewer", 0, Set.of(Role.ROUTE, Role.VIEWER), "");
    private static final RouteRequest QUESTION =
            RouteRequest.newBuilder().setContactId("c").setOccasion("outage").build();
    private static final DirectBuffer WHAT = LoneLane.message(QUESTION);
    private static final DirectBuffer WHY = LoneLane.message(
            QUESTION.toBuilder().setExplain(Explain.EXPLAIN_FULL).build());

    private final LoneLane lone = new LoneLane();
    private final Answering answering = lone.lane().answering();

    @AfterEach
    void stop() {
        lone.close();
    }

    @Test
    void shouldGiveADecisionAndHaveItLoggedAndCountedOnce() throws Exception {
        final int length = answering.decide(WHAT, callersDeadline(ROUTER), 0);

        assertEquals("outage-desk", answer(length).getQueue());
        assertEquals(List.of(DecisionKind.DECIDED), lone.logged());
        assertEquals(1, decided());
    }

    @Test
    void shouldRefuseReasonsToACallerWhoMayNotHaveThemAsIfNothingWasDecided() {
        final int status = answering.decide(WHY, callersDeadline(ROUTER), 0);

        assertEquals(Code.PERMISSION_DENIED, answering.refusal(status).code());
        assertNothingDecided();
    }

    @Test
    void shouldRefuseReasonsForAMessageOfAStreamAlike() {
        final int status = answering.decideMessage(WHY, ROUTER);

        assertEquals(Code.PERMISSION_DENIED, answering.refusal(status).code());
        assertNothingDecided();
    }

    @Test
    void shouldAnswerAMessageOfAStreamWithoutReasons() throws Exception {
        final int length = answering.decideMessage(WHY, VIEWER);

        assertEquals("outage-desk", answer(length).getQueue());
        assertEquals(List.of(DecisionKind.DECIDED), lone.logged());
    }

    @Test
    void shouldHoldADecisionBackUntilItIsExplained() {
        final int status = answering.decide(WHY, callersDeadline(VIEWER), 0);
        final MadeDecision kept = lone.lane().router().keep();

        assertEquals(Answering.ASKED_WHY, status);
        assertThrows(IllegalStateException.class, () -> answering.refusal(status));
        assertNothingDecided();

        lone.lane().router().give(kept);

        assertEquals(List.of(DecisionKind.DECIDED), lone.logged());
        assertEquals(1, decided());
    }

    @Test
    void shouldForgetADecisionThatWasHeldBackWhenTheNextOneIsGiven() throws Exception {
        answering.decide(WHY, callersDeadline(ROUTER), 0);
        final int length = answering.decide(WHAT, callersDeadline(ROUTER), 0);

        assertTrue(length > 0);
        assertEquals(List.of(DecisionKind.DECIDED), lone.logged());
        assertEquals(1, decided());
    }

    @Test
    void shouldNotDecideForACallerWhoWaitsNoLonger() {
        final int status = answering.decide(WHAT, callersDeadline(ROUTER), 100);

        assertEquals(Code.DEADLINE_EXCEEDED, answering.refusal(status).code());
        assertNothingDecided();
    }

    @Test
    void shouldGiveNoDecisionThatIsMadeTooLateForItsCaller() {
        lone.step(100);

        final int status = answering.decide(WHAT, callersDeadline(ROUTER), 0);

        assertEquals(Code.DEADLINE_EXCEEDED, answering.refusal(status).code());
        assertNothingDecided();
    }

    @Test
    void shouldGiveTheDefaultWhenTheServersOwnTimeIsUp() throws Exception {
        final int length = answering.decide(WHAT, new CallStart(0, 100, true, ROUTER), 100);

        assertEquals("general", answer(length).getQueue());
        assertEquals(List.of(DecisionKind.DEADLINE), lone.logged());
        assertEquals(1, decided());
    }

    @Test
    void shouldGiveADecisionThatTookLongerThanTheServersOwnTime() throws Exception {
        lone.step(1_000);

        final int length = answering.decide(WHAT, new CallStart(0, 100, true, ROUTER), 0);

        assertEquals("outage-desk", answer(length).getQueue());
    }

    @Test
    void shouldSayWhatIsWrongWithAMessage() {
        final int status = answering.decide(
                LoneLane.message(RouteRequest.newBuilder().setTenantId("other").build()), callersDeadline(ROUTER), 0);

        assertEquals("WRONG_TENANT", answering.refusal(status).reason());
        assertNothingDecided();
    }

    private static CallStart callersDeadline(final Caller caller) {
        return new CallStart(0, 100, false, caller);
    }

    private RouteResponse answer(final int length) throws Exception {
        return RouteResponse.parseFrom(lone.lane().router().answer().message(length));
    }

    private void assertNothingDecided() {
        assertEquals(List.of(), lone.logged());
        assertEquals(0, decided());
    }

    private double decided() {
        return lone.sum("kairoute_decisions_total");
    }
}
