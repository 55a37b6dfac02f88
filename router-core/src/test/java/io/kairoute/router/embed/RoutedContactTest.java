package io.kairoute.router.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.codec.MessageFields;
import io.kairoute.router.codec.PartFields;
import io.kairoute.router.codec.ResponseFields;
import io.kairoute.routing.v1.LadderStep;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.Selector;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host is told what the gateway's callers are told. */
class RoutedContactTest {
    private static final RouteResponse ANSWER = RouteResponse.newBuilder()
            .setDecisionId("p3-0011")
            .setContactId("call-1")
            .setQueue("desk")
            .setScript("help")
            .setScriptLanguage("en")
            .setPriority(99)
            .setSlaMs(20_000_000_000L)
            .setOccasion("outage")
            .setOccasionSource("LIVE")
            .setBand("CLEAR")
            .setTier("gold")
            .setSegmentSource("ACCOUNT")
            .setTableRevision(1L << 52)
            .setFallback(true)
            .setFallbackCause("CLOSED")
            .setAttempt(-1)
            .setConfidenceBp(9_700)
            .setSegmentSetVersion("october")
            .setSegmentAgeS(86_400)
            .setQueueRef("4711")
            .setJob("Get back online")
            .setEffort(70)
            .addLadder(LadderStep.newBuilder()
                    .setAfterMs(60_000)
                    .setQueue("overflow")
                    .setPriority(0)
                    .setScript("sorry")
                    .setOffer("callback"))
            .addLadder(LadderStep.newBuilder().setAfterMs(120_000))
            .setOffer("voicemail")
            .setMessage("closed")
            .addSelectors(Selector.newBuilder()
                    .setKey("language")
                    .setOp("eq")
                    .setValue("es")
                    .setTtlMs(120_000))
            .setPreferredAgent("ann")
            .setPreferredWaitMs(30_000)
            .setExpectedWaitMs(0)
            .setExperiment("script-test")
            .setArm("b")
            .setHoldout(true)
            .setExperimentUnit("customer")
            .addFlags("STALE")
            .addFlags("PIN_EXPIRED")
            .addRuleIds("rule-1")
            .addRuleIds("rule-2")
            .setRuleCount(40)
            .addGuardrails("TIER_CAP")
            .putLabels("a", "1")
            .putLabels("b", "")
            .build();

    @TempDir
    private Path directory;

    @Test
    void shouldTellEveryFieldOfTheAnswer() throws ReflectiveOperationException {
        final RoutedContact told = new RoutedContact(new MessageFields(ANSWER.toByteArray()), List.of("CLOSED"));

        assertEquals(
                List.of(
                        new RoutedContact.LadderStep(60_000, "overflow", OptionalInt.of(0), "sorry", "callback"),
                        new RoutedContact.LadderStep(120_000, "", OptionalInt.empty(), "", "")),
                told.ladder());
        assertEquals(List.of(new RoutedContact.Selector("language", "eq", "es", 120_000)), told.selectors());
        assertEquals(OptionalLong.of(0), told.expectedWaitMs());
        assertEquals(Map.of("a", "1", "b", ""), told.labels());
        assertEquals(0xFFFF_FFFFL, told.attempt());
        assertEquals(ANSWER, parsed(told));
        final List<String> comparedAbove = List.of("ladder", "selectors", "expectedWaitMs", "labels", "attempt");
        for (final String name : names()) {
            if (!comparedAbove.contains(name)) {
                assertEquals(
                        sent(name).toString(),
                        told.getClass().getMethod(name).invoke(told).toString(),
                        name);
            }
        }
    }

    @Test
    void shouldHaveAMethodForEveryFieldOfTheOneList() {
        final List<String> methods = Arrays.stream(RoutedContact.class.getMethods())
                .map(Method::getName)
                .toList();

        // Why it was decided so is asked of the router.
        final List<String> missing =
                names().stream().filter(name -> !methods.contains(name)).toList();

        assertEquals(List.of(), missing);
    }

    @Test
    void shouldTellWhatTheBytesOfTheRouterTell() throws Exception {
        try (EmbeddedRouting routing = Host.open(directory)) {
            final RoutedContact routed = routing.newRouter()
                    .route(ContactRequest.of("call-1")
                            .channel("VOICE")
                            .intent("no_internet", 0.97)
                            .platform("genesys")
                            .label("vip", "yes"));

            final RouteResponse answer = parsed(routed);
            assertEquals(answer.getQueue(), routed.queue());
            assertEquals(answer.getLadderCount(), routed.ladder().size());
            assertEquals(answer.getJob(), routed.job());
            assertEquals(Map.of("vip", "yes"), routed.labels());
            assertTrue(routed.fallback());
            assertEquals("NO_CUSTOMER_KEY", routed.fallbackCause());
        }
    }

    @Test
    void shouldNumberThePartsAsTheGeneratedMessagesDo() {
        assertEquals(LadderStep.AFTER_MS_FIELD_NUMBER, PartFields.STEP_AFTER_MS);
        assertEquals(LadderStep.QUEUE_FIELD_NUMBER, PartFields.STEP_QUEUE);
        assertEquals(LadderStep.PRIORITY_FIELD_NUMBER, PartFields.STEP_PRIORITY);
        assertEquals(LadderStep.SCRIPT_FIELD_NUMBER, PartFields.STEP_SCRIPT);
        assertEquals(LadderStep.OFFER_FIELD_NUMBER, PartFields.STEP_OFFER);
        assertEquals(Selector.KEY_FIELD_NUMBER, PartFields.SELECTOR_KEY);
        assertEquals(Selector.OP_FIELD_NUMBER, PartFields.SELECTOR_OP);
        assertEquals(Selector.VALUE_FIELD_NUMBER, PartFields.SELECTOR_VALUE);
        assertEquals(Selector.TTL_MS_FIELD_NUMBER, PartFields.SELECTOR_TTL_MS);
    }

    private static RouteResponse parsed(final RoutedContact routed) {
        try {
            return RouteResponse.parseFrom(routed.toBytes());
        } catch (final com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static Object sent(final String name) throws ReflectiveOperationException {
        final String getter = "get" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        final boolean isList = List.of("flags", "ruleIds", "guardrails").contains(name);
        return ANSWER.getClass().getMethod(isList ? getter + "List" : getter).invoke(ANSWER);
    }

    /** Every field but the trace, as Java spells it. */
    private static List<String> names() {
        final List<String> names = new ArrayList<>();
        for (final Field field : ResponseFields.class.getFields()) {
            if (!field.getName().equals("TRACE")) {
                names.add(Pattern.compile("_(.)")
                        .matcher(field.getName().toLowerCase(Locale.ROOT))
                        .replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT)));
            }
        }
        return names;
    }
}
