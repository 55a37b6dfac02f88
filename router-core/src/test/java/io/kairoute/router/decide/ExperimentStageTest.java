package io.kairoute.router.decide;

import static io.kairoute.router.SmallTable.NOW_MS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.SmallTable;
import io.kairoute.router.live.Switches;
import io.kairoute.routing.v1.RouteResponse;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExperimentStageTest {
    private static final String ONE = """
            experiments:
              - id: callback
                occasion: outage
                tiers: [gold]
                unit: customer
                seed: s1
                arms:
                  - {id: call, share: 100%, treatment: {offer: callback}}
                metric: time_to_relief
                starts: 2026-11-25T10:00Z
                ends: 2026-11-26T10:00Z
            """;

    private static SmallTable withGold(final String... sections) {
        final SmallTable table = SmallTable.of(sections);
        table.customer("crm:1").tier("gold").alsoUnder("tel:1");
        table.customer("crm:2").tier("standard");
        return table;
    }

    @Test
    void shouldLayTheArmOverTheBaseTreatment() {
        final RouteResponse answer =
                withGold(ONE).route(contact -> contact.setOccasion("outage").setCustomerKey("crm:1"));

        assertEquals("callback", answer.getExperiment());
        assertEquals("call", answer.getArm());
        assertEquals("customer", answer.getExperimentUnit());
        assertEquals("callback", answer.getOffer());
        assertEquals("technical", answer.getQueue());
    }

    @Test
    void shouldTakePartInNoneWhereTheOccasionIsNotClear() {
        final RouteResponse answer = withGold(ONE)
                .route(contact ->
                        contact.setOccasion("outage").setConfidence(0.5).setCustomerKey("crm:1"));

        assertEquals("AMBIGUOUS", answer.getBand());
        assertEquals("", answer.getExperiment());
    }

    @Test
    void shouldAdmitOnlyTheTiersThatAreNamed() {
        final RouteResponse answer =
                withGold(ONE).route(contact -> contact.setOccasion("outage").setCustomerKey("crm:2"));

        assertEquals("", answer.getExperiment());
    }

    @Test
    void shouldAdmitNobodyWithoutTheUnit() {
        final RouteResponse answer = withGold(
                        ONE.replace("tiers: [gold]", "tiers: []").replace("unit: customer", "unit: account"))
                .route(contact -> contact.setOccasion("outage").setCustomerKey("crm:1"));

        assertEquals("", answer.getExperiment());
    }

    @Test
    void shouldRunFromItsFirstMillisecondUntilTheOneBeforeItsEnd() {
        final SmallTable table = withGold(ONE);

        assertEquals("", experimentAt(table, NOW_MS - 1));
        assertEquals("callback", experimentAt(table, NOW_MS));
        assertEquals("callback", experimentAt(table, NOW_MS + 86_400_000 - 1));
        assertEquals("", experimentAt(table, NOW_MS + 86_400_000));
    }

    private static String experimentAt(final SmallTable table, final long nowMs) {
        return table.routeAt(nowMs, contact -> contact.setOccasion("outage").setCustomerKey("crm:1"))
                .getExperiment();
    }

    @Test
    void shouldGiveACustomerTheSameArmByWhicheverKey() {
        final String halves =
                ONE.replace("share: 100%", "share: 50%").replace("metric:", "  - {id: wait, share: 50%}\n    metric:");
        final Set<String> arms = new HashSet<>();
        for (int customer = 0; customer < 40; customer++) {
            final String crm = "crm:" + customer;
            final String tel = "tel:" + customer;
            final SmallTable table = SmallTable.of(halves);
            table.customer(crm).tier("gold").alsoUnder(tel);

            final RouteResponse byCustomer =
                    table.route(contact -> contact.setOccasion("outage").setCustomerKey(crm));
            final RouteResponse byAlternate =
                    table.route(contact -> contact.setOccasion("outage").addAlternateKeys(tel));

            assertEquals(byCustomer.getArm(), byAlternate.getArm(), crm);
            arms.add(byCustomer.getArm());
        }
        assertEquals(Set.of("call", "wait"), arms);
    }

    @Test
    void shouldLeaveWhoIsHeldOutTheBaseTreatment() {
        final String held = ONE.replace("seed: s1", "seed: s1\n    holdout: 99.99%");

        final RouteResponse answer =
                withGold(held).route(contact -> contact.setOccasion("outage").setCustomerKey("crm:1"));

        assertTrue(answer.getHoldout());
        assertEquals("callback", answer.getExperiment());
        assertEquals("", answer.getArm());
        assertEquals("none", answer.getOffer());
    }

    @Test
    void shouldTakePartInTheFirstThatAdmitsTheContactAlone() {
        final String second = ONE.substring(ONE.indexOf("  - id"))
                .replace("id: callback", "id: other")
                .replace("offer: callback", "offer: voicemail")
                .replace("tiers: [gold]", "tiers: [gold, standard]");
        final SmallTable table = withGold(ONE + second);

        final RouteResponse gold =
                table.route(contact -> contact.setOccasion("outage").setCustomerKey("crm:1"));
        final RouteResponse standard =
                table.route(contact -> contact.setOccasion("outage").setCustomerKey("crm:2"));

        assertEquals("callback", gold.getExperiment());
        assertEquals("callback", gold.getOffer());
        assertEquals("other", standard.getExperiment());
    }

    @Test
    void shouldRunNoneWhileExperimentsAreOff() {
        final RouteResponse answer = withGold(ONE)
                .switches(new Switches(0, NOW_MS + 1))
                .route(contact -> contact.setOccasion("outage").setCustomerKey("crm:1"));

        assertEquals("", answer.getExperiment());
        assertFalse(answer.getHoldout());
        assertTrue(answer.getFlagsList().contains("EXPERIMENTS_OFF"));
    }
}
