package io.kairoute.router.reference;

import static io.kairoute.router.reference.SampleScenario.hinting;
import static io.kairoute.router.reference.SampleScenario.profile;
import static io.kairoute.router.reference.SampleScenario.request;
import static io.kairoute.router.reference.SampleTable.when;
import static io.kairoute.router.reference.SampleTreatment.treatment;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.router.decision.Offer;
import io.kairoute.router.decision.TreatmentField;
import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.ConditionsDefinition;
import io.kairoute.router.table.TuningRuleDefinition;
import io.kairoute.routing.v1.RouteResponse;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TuningStepTest {
    private static final ConditionsDefinition STANDARD = when(Attribute.TIER, "standard");

    private final SampleScenario scenario = new SampleScenario();

    @Test
    void shouldSetAndThenAdjustAsTheDesignsExampleDoes() {
        scenario.profiles.put("crm:1", profile("gold"));
        scenario.table.tuning.add(new TuningRuleDefinition(
                "t1",
                when(Attribute.TIER, "platinum", "gold"),
                ConditionsDefinition.NONE,
                treatment().slaMs(15_000).build(),
                15,
                null,
                -5_000L));

        final RouteResponse gold = scenario.route(request().setCustomerKey("crm:1"));
        final RouteResponse other = scenario.route(request());

        assertEquals(List.of(55, 10_000L), List.of(gold.getPriority(), gold.getSlaMs()));
        assertEquals(List.of("t1"), gold.getRuleIdsList());
        assertEquals(List.of(40, 60_000L), List.of(other.getPriority(), other.getSlaMs()));
        assertEquals(0, other.getRuleCount());
    }

    @ParameterizedTest
    @CsvSource({"61, 7, -59001, 100, 7, 1000", "-41, -1, -58999, 0, 0, 1001", "60, 101, 5000, 100, 100, 65000"})
    void shouldKeepNumbersWithinTheirBounds(
            final int priority,
            final int effort,
            final long slaMs,
            final int newPriority,
            final int newEffort,
            final long newSla) {
        scenario.table.adjusting(STANDARD, priority, effort, slaMs);

        final RouteResponse answer = scenario.route(request());

        assertEquals(
                List.of(newPriority, newEffort, newSla),
                List.of(answer.getPriority(), answer.getEffort(), answer.getSlaMs()));
    }

    @Test
    void shouldLetALaterRuleBuildOnAnEarlierOne() {
        scenario.table.tuning(STANDARD, treatment().priority(95));
        scenario.table.adjusting(STANDARD, 10, null, null);
        scenario.table.adjusting(STANDARD, -20, null, null);

        final RouteResponse answer = scenario.route(request());

        assertEquals(80, answer.getPriority()); // 95, 100, 80
        assertEquals(List.of("t1", "t2", "t3"), answer.getRuleIdsList());
    }

    @Test
    void shouldNotNameARuleThatChangedNothing() {
        scenario.table.tuning(
                STANDARD, treatment().priority(40).offer(Offer.NONE).effort(0).ladder());
        scenario.table.tuning(when(Attribute.TIER, "gold"), treatment().priority(90));

        assertEquals(List.of(), scenario.route(request()).getRuleIdsList());
    }

    @Test
    void shouldChangeOnlyWhatAClearOccasionLeavesTunable() {
        scenario.table.occasion("outage").tunable = Set.of(TreatmentField.PRIORITY);
        scenario.table.tuning(STANDARD, treatment().priority(90).queue("vip"));

        final RouteResponse answer = scenario.route(hinting("outage"));

        assertEquals(90, answer.getPriority());
        assertEquals("general", answer.getQueue());
        assertEquals(List.of("OCCASION_LOCK"), answer.getGuardrailsList());
        assertEquals(List.of("t1"), answer.getRuleIdsList());
    }

    @Test
    void shouldLockEverythingInAClearOccasionWithoutTunableFields() {
        scenario.table.tuning(STANDARD, treatment().priority(90));
        scenario.table.adjusting(STANDARD, null, 5, null);

        final RouteResponse answer = scenario.route(hinting("outage"));

        assertEquals(List.of(40, 0), List.of(answer.getPriority(), answer.getEffort()));
        assertEquals(List.of("OCCASION_LOCK"), answer.getGuardrailsList());
        assertEquals(List.of(), answer.getRuleIdsList());
    }

    @Test
    void shouldNotRecordALockOfAnAttemptThatWouldHaveChangedNothing() {
        scenario.table.tuning.add(new TuningRuleDefinition(
                "t1",
                STANDARD,
                ConditionsDefinition.NONE,
                treatment().priority(30).build(),
                10,
                null,
                null));

        final RouteResponse answer = scenario.route(hinting("outage"));

        assertEquals(List.of(), answer.getGuardrailsList()); // 40 set to 30 and adjusted by 10 is 40
    }

    @Test
    void shouldNotLockAnAmbiguousOccasion() {
        scenario.table.tuning(STANDARD, treatment().priority(90));

        final RouteResponse answer = scenario.route(hinting("outage").setConfidence(0.6));

        assertEquals(90, answer.getPriority());
        assertEquals(List.of(), answer.getGuardrailsList());
    }

    @ParameterizedTest
    @EnumSource(
            value = Attribute.class,
            names = {"INTENT", "ENTRY_POINT", "DIRECTION", "DEVICE"},
            mode = EnumSource.Mode.EXCLUDE)
    void shouldAskAboutEveryAttributeOfStageTwo(final Attribute attribute) {
        scenario.profiles.put(
                "crm:1",
                new ReferenceProfile(
                        "gold",
                        "sub_tier",
                        "lifecycle",
                        "value_band",
                        "churn_band",
                        "health_band",
                        "es-MX",
                        Set.of("risk", "other"),
                        true,
                        "",
                        SampleScenario.HASH));
        final String fitting =
                switch (attribute) {
                    case OCCASION -> "outage";
                    case BAND -> "AMBIGUOUS";
                    case TIER -> "gold";
                    case SEGMENT_SOURCE -> "CUSTOMER";
                    case LANGUAGE -> "es";
                    case CHANNEL -> "VOICE";
                    case REGION -> "AU";
                    default -> attribute.key();
                };
        scenario.table.tuning(when(attribute, fitting), treatment().priority(90));
        scenario.table.tuning(when(attribute, "UNFIT"), treatment().priority(10));

        final RouteResponse answer = scenario.route(hinting("outage")
                .setConfidence(0.6)
                .setCustomerKey("crm:1")
                .setChannel("voice")
                .setRegion("au-vic")
                .setProduct("product"));

        assertEquals(90, answer.getPriority());
    }

    @Test
    void shouldPreferTheRequestsLanguageToTheProfiles() {
        scenario.profiles.put("crm:1", profile("gold", "es", Set.of(), true));
        scenario.table.tuning(when(Attribute.LANGUAGE, "es"), treatment().priority(90));

        final RouteResponse answer =
                scenario.route(request().setCustomerKey("crm:1").setLanguage("de"));

        assertEquals(40, answer.getPriority());
    }

    @Test
    void shouldNameTheFirst32RulesAndCountThemAll() {
        IntStream.range(0, 40).forEach(i -> scenario.table.adjusting(STANDARD, null, null, 1_000L));

        final RouteResponse answer = scenario.route(request());

        assertEquals(32, answer.getRuleIdsCount());
        assertEquals("t32", answer.getRuleIds(31));
        assertEquals(40, answer.getRuleCount());
        assertEquals(100_000, answer.getSlaMs());
    }
}
