package io.kairoute.router.reference;

import static io.kairoute.router.reference.SampleScenario.NOW;
import static io.kairoute.router.reference.SampleScenario.REVISION;
import static io.kairoute.router.reference.SampleScenario.hinting;
import static io.kairoute.router.reference.SampleScenario.liveOccasion;
import static io.kairoute.router.reference.SampleScenario.profile;
import static io.kairoute.router.reference.SampleScenario.request;
import static io.kairoute.router.reference.SampleTreatment.treatment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.protobuf.Timestamp;
import io.kairoute.router.live.Switches;
import io.kairoute.router.table.InFlight;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceRouterTest {
    private final SampleScenario scenario = new SampleScenario();

    @BeforeEach
    void shouldRetainAnOlderRevision() {
        final SampleTable older = new SampleTable();
        older.treatment.priority(11);
        scenario.older.put(3L, older.build());
    }

    @Test
    void shouldAnswerARequestThatSaysNothing() {
        final RouteResponse answer = scenario.route(RouteRequest.newBuilder());

        assertEquals("general", answer.getQueue());
        assertEquals("help", answer.getScript());
        assertEquals("en", answer.getScriptLanguage());
        assertEquals("standard", answer.getTier());
        assertEquals(REVISION, answer.getTableRevision());
        assertEquals("NO_OCCASION", answer.getFallbackCause());
        assertEquals(List.of(), answer.getFlagsList());
    }

    @Test
    void shouldNotCallAFullyInformedDecisionAFallback() {
        scenario.profiles.put("crm:1", profile("gold"));

        final RouteResponse answer = scenario.route(hinting("outage").setCustomerKey("crm:1"));

        assertEquals(false, answer.getFallback());
        assertEquals("", answer.getFallbackCause());
    }

    @Test
    void shouldEchoContactAttemptAndLabels() {
        final RouteResponse answer =
                scenario.route(request().setAttempt(2).putLabels("a", "1").putLabels("empty", ""));

        assertEquals("c-1", answer.getContactId());
        assertEquals(2, answer.getAttempt());
        assertEquals(Map.of("a", "1", "empty", ""), answer.getLabelsMap());
    }

    @Test
    void shouldMakeTheDecisionIdOfTenantContactAndAttempt() {
        scenario.table.treatment.inFlight(InFlight.PIN);
        final byte[] hashed = "default\0c-1\0".getBytes(StandardCharsets.UTF_8);
        final byte[] withAttempt = Arrays.copyOf(hashed, hashed.length + 4);
        withAttempt[hashed.length] = 0x02;
        withAttempt[hashed.length + 1] = 0x01; // 258, little-endian
        final String hex = HexFormat.of().formatHex(Sip128.hash(scenario.build().secret(), withAttempt));

        final RouteResponse answer = scenario.route(request().setAttempt(258));

        assertEquals("p7-" + hex.substring(0, 24), answer.getDecisionId());
    }

    @Test
    void shouldKeepTheDecisionIdOfARetryWhateverElseItSays() {
        final String first = scenario.route(request()).getDecisionId();

        assertEquals(first, scenario.route(hinting("outage")).getDecisionId());
        assertNotEquals(first, scenario.route(request().setAttempt(1)).getDecisionId());
        assertNotEquals(first, scenario.route(request().setContactId("c-2")).getDecisionId());
        assertEquals("f7-", first.substring(0, 3));
        assertEquals(27, first.length());
    }

    @Test
    void shouldDecideAPinnedRetryUnderItsOwnRevision() {
        scenario.live.add(liveOccasion("outage", 10_000));

        final RouteResponse answer = scenario.route(request().setAttempt(1).setPreviousDecisionId("p3-0011"));

        assertEquals(3, answer.getTableRevision());
        assertEquals(11, answer.getPriority());
        assertEquals("f3-", answer.getDecisionId().substring(0, 3));
        assertEquals("LIVE", answer.getOccasionSource()); // what is live is today's
        assertEquals(List.of(), answer.getFlagsList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"p4-0011", "p99999999999999999999-0011", "p18446744073709551619-"})
    void shouldFlagAPinToARevisionThatIsGone(final String previous) {
        final RouteResponse answer = scenario.route(request().setAttempt(1).setPreviousDecisionId(previous));

        assertEquals(REVISION, answer.getTableRevision());
        assertEquals(List.of("PIN_EXPIRED"), answer.getFlagsList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "f3-0011", "p3", "p-3", "P3-0011", "px3-", " p3-"})
    void shouldNotPinWithoutAMark(final String previous) {
        final RouteResponse answer = scenario.route(request().setAttempt(1).setPreviousDecisionId(previous));

        assertEquals(REVISION, answer.getTableRevision());
        assertEquals(List.of(), answer.getFlagsList());
    }

    @Test
    void shouldNotPinAFirstAttempt() {
        final RouteResponse answer = scenario.route(request().setPreviousDecisionId("p3-0011"));

        assertEquals(REVISION, answer.getTableRevision());
    }

    @Test
    void shouldListFlagsInTheirOrderEachOnce() {
        scenario.trustsTimestamps = false;
        scenario.switches = new Switches(NOW + 1, NOW + 1);
        scenario.storeAvailable = false;

        final RouteResponse answer = scenario.route(hinting("flood")
                .setConfidence(2)
                .setIntent("x")
                .setIntentConfidence(-1)
                .setTimestamp(Timestamp.getDefaultInstance())
                .setLanguage("!")
                .setCustomerKey("untyped")
                .addAlternateKeys("crm:1")
                .setAttempt(1)
                .setPreviousDecisionId("p4-"));

        assertEquals(
                List.of(
                        "UNKNOWN_OCCASION",
                        "TIMESTAMP_IGNORED",
                        "CONFIDENCE_RANGE",
                        "LANGUAGE_INVALID",
                        "KEY_UNTYPED",
                        "SEGMENT_UNAVAILABLE",
                        "PIN_EXPIRED",
                        "STAGE_TWO_OFF",
                        "EXPERIMENTS_OFF"),
                answer.getFlagsList());
    }

    @Test
    void shouldUseOneNowForEverything() {
        scenario.live.add(liveOccasion("outage", 10_000));
        scenario.switches = new Switches(NOW + 1, NOW + 1);
        final Timestamp later = Timestamp.newBuilder()
                .setSeconds(NOW / 1_000)
                .setNanos(1_000_000)
                .build();

        final RouteResponse atNow = scenario.route(request());
        final RouteResponse aMillisecondLater = scenario.route(request().setTimestamp(later));

        assertEquals(List.of("CLEAR", 2), List.of(atNow.getBand(), atNow.getFlagsCount()));
        assertEquals(List.of("NONE", 0), List.of(aMillisecondLater.getBand(), aMillisecondLater.getFlagsCount()));
    }

    @Test
    void shouldMarkADecisionAsPinnedWhereItsTreatmentSaysSo() {
        scenario.table.occasion("outage").treatment =
                treatment().inFlight(InFlight.PIN).build();

        assertEquals('p', scenario.route(hinting("outage")).getDecisionId().charAt(0));
        assertEquals('f', scenario.route(request()).getDecisionId().charAt(0));
    }
}
