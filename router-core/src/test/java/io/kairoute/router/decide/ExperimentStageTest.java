package io.kairoute.router.decide;

import static io.kairoute.router.SmallTable.NOW_MS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.SmallTable;
import io.kairoute.router.decision.Bucket;
import io.kairoute.router.live.Switches;
import io.kairoute.routing.v1.RouteResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    private static final String BY_CONTACT =
            ONE.replace("tiers: [gold]", "tiers: []").replace("unit: customer", "unit: contact");

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
    void shouldRememberTheBucketOfTheAccountWhoseKeyNobodyKeeps() {
        final SmallTable table =
                SmallTable.of(ONE.replace("tiers: [gold]", "tiers: []").replace("unit: customer", "unit: account"));

        table.route(contact -> contact.setOccasion("outage").setAccountKey("acct:1"));

        final AccountBuckets buckets = table.contact().accountBuckets;
        assertEquals(1, buckets.count());
        assertEquals(buckets.bucket(0), buckets.find(buckets.seedHash(0)));
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

    @ParameterizedTest
    @CsvSource({"999, ''", "1000, callback", "1999, callback", "2000, ''"})
    void shouldAdmitFromTheFirstBucketOfItsRangeUntilTheOneBeforeItsEnd(final int bucket, final String experiment) {
        final SmallTable table = SmallTable.of(
                "layers:\n  - {id: l1, seed: of-the-layer}\n",
                BY_CONTACT.replace("seed: s1", "seed: s1\n    layer: l1\n    range: [1000, 2000]"));

        assertEquals(
                experiment,
                table.route(contact -> contact.setOccasion("outage").setContactId(contactIn(bucket, "of-the-layer")))
                        .getExperiment());
    }

    /** Of the 9,999 buckets behind the holdout, the first arm has 4,999.5, which is rounded up. */
    @ParameterizedTest
    @CsvSource({"0, ''", "1, call", "5000, call", "5001, wait", "9999, wait"})
    void shouldGiveEachArmTheBucketsUpToItsRoundedEdge(final int bucket, final String arm) {
        final RouteResponse answer = SmallTable.of(BY_CONTACT
                        .replace("seed: s1", "seed: s1\n    holdout: 0.01%")
                        .replace("share: 100%", "share: 50%")
                        .replace("metric:", "  - {id: wait, share: 50%}\n    metric:"))
                .route(contact -> contact.setOccasion("outage").setContactId(contactIn(bucket, "s1")));

        assertEquals(arm, answer.getArm());
        assertEquals(bucket == 0, answer.getHoldout());
    }

    /** The id of a contact that a seed puts into a bucket. */
    private static String contactIn(final int bucket, final String seed) {
        String id = "";
        int found = -1;
        for (int i = 0; found != bucket; i++) {
            id = "c-" + i;
            final byte[] text = (seed + id).getBytes(StandardCharsets.US_ASCII);
            found = Bucket.of(Bucket.hash(Bucket.EMPTY_HASH, text, 0, text.length));
        }
        return id;
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
