package io.kairoute.router.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.SmallTable;
import io.kairoute.router.explain.Explainer;
import io.kairoute.router.explain.Explanation;
import io.kairoute.routing.v1.RouteResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an explanation without risks says of two customers whose answers are the same, and whose risks are not. */
class WithheldStepsTest {
    private static final String PROTECTIONS = """
            protections:
              - {id: p1, risk: [debt], treatment: {FIRST}}
              - {id: p2, risk: [medical], treatment: {SECOND}}
            queues:
              - {id: care, name: n, overflow: [{when: {closed: false}, to: money}]}
              - {id: technical, name: n, overflow: [{when: {closed: false}, to: money}]}
              - {id: money, name: n}
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "preferred_wait: 20s | preferred_wait: 30s",
                "overflow: [{when: {closed: true}, to: technical}] | overflow: [{when: {no_agents: true}, to: technical}]",
                "queue: technical | queue: care, preferred_wait: 30s",
                "queue: money | queue: technical"
            })
    void shouldTellNoRisksApartThatTheAnswerDoesNot(final String treatments) {
        final String[] both = treatments.split(" [|] ", -1);
        final SmallTable table =
                SmallTable.of(PROTECTIONS.replace("FIRST", both[0]).replace("SECOND", both[1]));
        table.customer("crm:1").tier("gold").risk("debt");
        table.customer("crm:2").tier("gold").risk("medical");

        final RouteResponse first = table.route(contact -> contact.setCustomerKey("crm:1"));
        final Explanation ofFirst = new Explainer(table.contact()).explain(true);
        final Explanation whole = new Explainer(table.contact()).explain(false);
        final RouteResponse second = table.route(contact -> contact.setCustomerKey("crm:2"));
        final Explanation ofSecond = new Explainer(table.contact()).explain(true);

        assertEquals(
                first.toBuilder().clearDecisionId().build(),
                second.toBuilder().clearDecisionId().build());
        assertTrue(first.getGuardrailsList().contains("PROTECTION"), first::toString);
        assertEquals(ofFirst, ofSecond);
        assertNotEquals(ofFirst, whole);
    }
}
