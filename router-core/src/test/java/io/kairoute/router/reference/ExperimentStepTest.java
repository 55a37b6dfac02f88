package io.kairoute.router.reference;

import static io.kairoute.router.reference.SampleScenario.HASH;
import static io.kairoute.router.reference.SampleScenario.NOW;
import static io.kairoute.router.reference.SampleScenario.hinting;
import static io.kairoute.router.reference.SampleScenario.profile;
import static io.kairoute.router.reference.SampleTreatment.treatment;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.router.live.Switches;
import io.kairoute.router.table.ExperimentDefinition;
import io.kairoute.router.table.ExperimentDefinition.Arm;
import io.kairoute.router.table.ExperimentDefinition.Unit;
import io.kairoute.router.table.LayerDefinition;
import io.kairoute.router.table.TreatmentDefinition;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentStepTest {
    /** GrowthBook's published case: "a" under the seed "seed". */
    private static final int BUCKET_OF_A = 505;

    private final SampleScenario scenario = new SampleScenario();

    private static ExperimentDefinition experiment(
            final String id,
            final Unit unit,
            final List<String> tiers,
            final @Nullable String layer,
            final int lo,
            final int hi,
            final int holdoutBp,
            final int firstShareBp) {
        return new ExperimentDefinition(
                id,
                "outage",
                tiers,
                unit,
                "seed",
                layer,
                lo,
                hi,
                holdoutBp,
                List.of(
                        new Arm("control", firstShareBp, TreatmentDefinition.NONE),
                        new Arm(
                                "louder",
                                10_000 - firstShareBp,
                                treatment().priority(90).build())),
                "metric",
                null,
                NOW - 100,
                NOW + 1);
    }

    private static ExperimentDefinition onContacts(final int holdoutBp, final int firstShareBp) {
        return experiment("x", Unit.CONTACT, List.of(), null, 0, 10_000, holdoutBp, firstShareBp);
    }

    private static RouteRequest.Builder asking() {
        return hinting("outage").setContactId("a");
    }

    private static List<Object> exposure(final RouteResponse answer) {
        return List.of(answer.getExperiment(), answer.getArm(), answer.getHoldout(), answer.getExperimentUnit());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 505, louder, 90", // the bucket is the first one past the edge
        "0, 506, control, 40",
        "505, 5000, control, 40", // the first bucket past the holdout
        // Upper edge of the first arm: 400 + (9600 * share + 5000) / 10000.
        "400, 109, louder, 90", // 400 + (1,046,400 + 5,000) / 10,000 = 505
        "400, 110, control, 40", // 400 + (1,056,000 + 5,000) / 10,000 = 506
    })
    void shouldPutTheBucketIntoTheArmWhoseEdgeLiesAboveIt(
            final int holdoutBp, final int shareBp, final String arm, final int priority) {
        scenario.table.experiments.add(onContacts(holdoutBp, shareBp));

        final RouteResponse answer = scenario.route(asking());

        assertEquals(List.of("x", arm, false, "contact"), exposure(answer));
        assertEquals(priority, answer.getPriority());
    }

    @Test
    void shouldLeaveTheHoldoutOnTheBase() {
        scenario.table.experiments.add(onContacts(BUCKET_OF_A + 1, 1));

        final RouteResponse answer = scenario.route(asking());

        assertEquals(List.of("x", "", true, "contact"), exposure(answer));
        assertEquals(40, answer.getPriority());
    }

    @Test
    void shouldRunInBandClearOfItsOwnOccasionOnly() {
        scenario.table.experiments.add(onContacts(0, 5_000));

        assertEquals("x", scenario.route(asking()).getExperiment());
        assertEquals("", scenario.route(asking().setConfidence(0.6)).getExperiment());
        assertEquals("", scenario.route(asking().setOccasion("billing")).getExperiment());
    }

    @Test
    void shouldNotRunWhileExperimentsAreOff() {
        scenario.table.experiments.add(onContacts(0, 5_000));
        scenario.switches = new Switches(0, NOW + 1);

        final RouteResponse answer = scenario.route(asking());

        assertEquals(List.of("", "", false, ""), exposure(answer));
        assertEquals(List.of("EXPERIMENTS_OFF"), answer.getFlagsList());
    }

    @ParameterizedTest
    @CsvSource({"-101, ''", "-100, x", "0, x", "1, ''"})
    void shouldRunFromItsStartUpToItsEnd(final long afterNowMs, final String expected) {
        scenario.table.experiments.add(onContacts(0, 5_000));

        final RouteResponse answer = new ReferenceRouter().route(scenario.build(), asking().build(), NOW + afterNowMs);

        assertEquals(expected, answer.getExperiment());
    }

    @Test
    void shouldTakeTheFirstThatAdmitsTheContact() {
        scenario.profiles.put("crm:1", profile("gold"));
        scenario.table.layers.add(new LayerDefinition("layer", "seed"));
        scenario.table.experiments.add(
                experiment("other-tier", Unit.CONTACT, List.of("standard"), null, 0, 10_000, 0, 5_000));
        scenario.table.experiments.add(experiment("no-account", Unit.ACCOUNT, List.of(), null, 0, 10_000, 0, 5_000));
        scenario.table.experiments.add(
                experiment("below-range", Unit.CONTACT, List.of(), "layer", BUCKET_OF_A + 1, 10_000, 0, 5_000));
        scenario.table.experiments.add(
                experiment("above-range", Unit.CONTACT, List.of(), "layer", 0, BUCKET_OF_A, 0, 5_000));
        scenario.table.experiments.add(
                experiment("in-range", Unit.CONTACT, List.of(), "layer", BUCKET_OF_A, BUCKET_OF_A + 1, 0, 5_000));
        scenario.table.experiments.add(onContacts(0, 5_000));

        final RouteResponse answer = scenario.route(asking().setCustomerKey("crm:1"));

        assertEquals("in-range", answer.getExperiment());
    }

    @Test
    void shouldNotFallThroughFromAHoldoutToTheNextExperiment() {
        scenario.table.experiments.add(onContacts(9_999, 5_000));
        scenario.table.experiments.add(experiment("y", Unit.CONTACT, List.of(), null, 0, 10_000, 0, 5_000));

        assertEquals(List.of("x", "", true, "contact"), exposure(scenario.route(asking())));
    }

    @Test
    void shouldBucketACustomerByTheCanonicalKeyHashWhicheverKeyFoundThem() {
        final int bucket = Buckets.bucket("seed", HASH);
        scenario.profiles.put("crm:1", profile("gold"));
        scenario.profiles.put("tel:1", profile("gold"));
        scenario.profiles.put("acct:1", profile("gold"));
        scenario.table.experiments.add(experiment("x", Unit.CUSTOMER, List.of(), null, 0, 10_000, 0, bucket + 1));

        final RouteResponse customer = scenario.route(asking().setCustomerKey("crm:1"));
        final RouteResponse alternate = scenario.route(asking().addAlternateKeys("tel:1"));
        final RouteResponse account = scenario.route(asking().setAccountKey("acct:1"));

        assertEquals(List.of("x", "control", false, "customer"), exposure(customer));
        assertEquals(exposure(customer), exposure(alternate));
        assertEquals(List.of("", "", false, ""), exposure(account));
    }

    @Test
    void shouldHaveNoCustomerUnitWhileStageTwoIsOff() {
        scenario.profiles.put("crm:1", profile("gold"));
        scenario.switches = new Switches(NOW + 1, 0);
        scenario.table.experiments.add(experiment("x", Unit.CUSTOMER, List.of(), null, 0, 10_000, 0, 5_000));
        scenario.table.experiments.add(experiment("y", Unit.CONTACT, List.of("standard"), null, 0, 10_000, 0, 5_000));

        assertEquals("y", scenario.route(asking().setCustomerKey("crm:1")).getExperiment());
    }

    @Test
    void shouldBucketAnAccountByItsKeyWhetherKnownOrNot() {
        scenario.table.experiments.add(experiment("x", Unit.ACCOUNT, List.of(), null, 0, 10_000, 0, 5_000));

        assertEquals("account", scenario.route(asking().setAccountKey("acct:0")).getExperimentUnit());
        assertEquals("", scenario.route(asking().setAccountKey("untyped")).getExperimentUnit());
    }

    @Test
    void shouldHaveNoContactUnitWithoutAContactId() {
        scenario.table.experiments.add(onContacts(0, 5_000));

        assertEquals("", scenario.route(asking().setContactId("")).getExperiment());
    }
}
