package io.kairoute.router.reference;

import static io.kairoute.router.reference.SampleScenario.hinting;
import static io.kairoute.router.reference.SampleScenario.profile;
import static io.kairoute.router.reference.SampleScenario.request;
import static io.kairoute.router.reference.SampleTreatment.treatment;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.router.decision.Offer;
import io.kairoute.router.table.LadderStepDefinition;
import io.kairoute.router.table.SelectorDefinition;
import io.kairoute.routing.v1.LadderStep;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.Selector;
import java.util.List;
import org.junit.jupiter.api.Test;

class BaseStepTest {
    private final SampleScenario scenario = new SampleScenario();

    @Test
    void shouldLayAClearOccasionOverTheDefaultFieldByField() {
        scenario.table.treatment.message("hello").effort(3);
        scenario.table.occasion("outage").treatment =
                treatment().queue("outage-desk").script("fix").priority(70).build();

        final RouteResponse answer = scenario.route(hinting("outage"));

        assertEquals("outage-desk", answer.getQueue());
        assertEquals("fix", answer.getScript());
        assertEquals(70, answer.getPriority());
        assertEquals(60_000, answer.getSlaMs());
        assertEquals("hello", answer.getMessage());
        assertEquals(3, answer.getEffort());
        assertEquals("none", answer.getOffer());
        assertEquals("job of outage", answer.getJob());
    }

    @Test
    void shouldLayTheAmbiguousTreatmentsOverTheDefaultAndNotTheOccasions() {
        scenario.table.whenAmbiguous = treatment().queue("triage").priority(50).build();
        scenario.table.occasion("outage").treatment = treatment().slaMs(1_000).build();
        scenario.table.occasion("outage").whenAmbiguous =
                treatment().priority(55).build();

        final RouteResponse answer = scenario.route(hinting("outage").setConfidence(0.6));

        assertEquals("triage", answer.getQueue());
        assertEquals(55, answer.getPriority());
        assertEquals(60_000, answer.getSlaMs());
    }

    @Test
    void shouldBeLedByTheSegmentInBandNone() {
        scenario.profiles.put("crm:1", profile("gold"));
        scenario.table.tier("gold").treatment =
                treatment().queue("vip").offer(Offer.CALLBACK).build();
        scenario.table.occasion("general").treatment = treatment().priority(99).build();

        final RouteResponse answer = scenario.route(request().setCustomerKey("crm:1"));

        assertEquals("vip", answer.getQueue());
        assertEquals("callback", answer.getOffer());
        assertEquals(40, answer.getPriority());
        assertEquals("general", answer.getOccasion());
        assertEquals("NO_OCCASION", answer.getFallbackCause());
    }

    @Test
    void shouldReplaceListsWholeAndTakeAnEmptyListAsAValue() {
        final LadderStepDefinition first = new LadderStepDefinition(60_000, "triage", 80, "fix", Offer.VOICEMAIL);
        final SelectorDefinition skill = new SelectorDefinition("language", "eq", "es", 30_000L);
        scenario.table.treatment.ladder(first).selectors(skill);
        scenario.table.occasion("outage").treatment = treatment()
                .ladder(new LadderStepDefinition(5_000, null, null, null, null))
                .build();
        scenario.table.occasion("billing").treatment =
                treatment().ladder().selectors().build();

        final RouteResponse replaced = scenario.route(hinting("outage"));
        final RouteResponse emptied = scenario.route(hinting("billing"));
        final RouteResponse kept = scenario.route(request());

        assertEquals(List.of(LadderStep.newBuilder().setAfterMs(5_000).build()), replaced.getLadderList());
        assertEquals(List.of(), emptied.getLadderList());
        assertEquals(List.of(), emptied.getSelectorsList());
        assertEquals(
                List.of(LadderStep.newBuilder()
                        .setAfterMs(60_000)
                        .setQueue("triage")
                        .setPriority(80)
                        .setScript("fix")
                        .setOffer("voicemail")
                        .build()),
                kept.getLadderList());
        assertEquals(
                List.of(Selector.newBuilder()
                        .setKey("language")
                        .setOp("eq")
                        .setValue("es")
                        .setTtlMs(30_000)
                        .build()),
                kept.getSelectorsList());
    }
}
