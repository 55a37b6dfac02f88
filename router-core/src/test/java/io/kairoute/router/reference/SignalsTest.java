package io.kairoute.router.reference;

import static io.kairoute.router.reference.SampleScenario.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Timestamp;
import io.kairoute.router.table.Attribute;
import io.kairoute.routing.v1.Alternative;
import io.kairoute.routing.v1.RouteRequest;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalsTest {
    private final Findings findings = new Findings(branch -> {});

    private Signals read(final RouteRequest.Builder request) {
        return Signals.of(request.build(), NOW, true, findings);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0, 0",
        "0.5, 5000",
        "1.0, 10000",
        "0.00004, 0",
        "0.00005, 1",
        "0.12345, 1235",
        "0.99994, 9999",
        "0.99995, 10000"
    })
    void shouldRoundAConfidenceToBasisPoints(final double sent, final int expected) {
        final Signals signals =
                read(RouteRequest.newBuilder().setOccasion("outage").setConfidence(sent));

        assertEquals(expected, signals.hintBp());
        assertEquals(Set.of(), findings.flags);
    }

    @ParameterizedTest
    @CsvSource({"NaN, 0", "-0.1, 0", "-Infinity, 0", "1.0000001, 10000", "Infinity, 10000"})
    void shouldFlagAConfidenceOutsideItsRange(final double sent, final int expected) {
        final Signals signals = read(RouteRequest.newBuilder().setIntent("bill").setIntentConfidence(sent));

        assertEquals(expected, signals.intentBp());
        assertEquals(Set.of(Flag.CONFIDENCE_RANGE), findings.flags);
    }

    @Test
    void shouldNotLookAtAConfidenceOfNothing() {
        read(RouteRequest.newBuilder()
                .setConfidence(Double.NaN)
                .setIntentConfidence(-1)
                .addAlternatives(Alternative.newBuilder().setConfidence(2)));

        assertEquals(Set.of(), findings.flags);
    }

    @Test
    void shouldTakeAnAbsentConfidenceAsOne() {
        final Signals signals =
                read(RouteRequest.newBuilder().setOccasion("outage").setIntent("bill"));

        assertEquals(10_000, signals.hintBp());
        assertEquals(10_000, signals.intentBp());
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1796090400, 1999999, 1796090400001", "4102444799, 999999999, 4102444799999"})
    void shouldTakeNowFromTheRequest(final long seconds, final int nanos, final long expected) {
        final Signals signals = read(RouteRequest.newBuilder()
                .setTimestamp(Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos)));

        assertEquals(expected, signals.nowMs());
        assertEquals(Set.of(), findings.flags);
    }

    @ParameterizedTest
    @CsvSource({"-1, 999999999", "4133980800, 0", "1796090400, -1", "1796090400, 1000000000"})
    void shouldIgnoreAnImpossibleTimestamp(final long seconds, final int nanos) {
        final Signals signals = read(RouteRequest.newBuilder()
                .setTimestamp(Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos)));

        assertEquals(NOW, signals.nowMs());
        assertEquals(Set.of(Flag.TIMESTAMP_IGNORED), findings.flags);
    }

    @Test
    void shouldIgnoreATimestampThatIsNotTrusted() {
        final RouteRequest request = RouteRequest.newBuilder()
                .setTimestamp(Timestamp.newBuilder().setSeconds(1))
                .build();

        final Signals signals = Signals.of(request, NOW, false, findings);

        assertEquals(NOW, signals.nowMs());
        assertEquals(Set.of(Flag.TIMESTAMP_IGNORED), findings.flags);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7590-VHVEG", ":7590", "crm:", ":"})
    void shouldTakeAKeyWithoutATypeAsAbsent(final String key) {
        final Signals signals = read(RouteRequest.newBuilder()
                .setCustomerKey(key)
                .addAlternateKeys(key)
                .setAccountKey(key));

        assertEquals(List.of(), signals.customerKeys());
        assertEquals("", signals.accountKey());
        assertEquals(Set.of(Flag.KEY_UNTYPED), findings.flags);
    }

    @Test
    void shouldSearchTypedKeysInTheirOrder() {
        final Signals signals = read(RouteRequest.newBuilder()
                .setCustomerKey("crm:1")
                .addAlternateKeys("")
                .addAlternateKeys("a::"));

        assertEquals(
                List.of(
                        new Signals.CustomerKey("crm:1", SegmentSource.CUSTOMER),
                        new Signals.CustomerKey("a::", SegmentSource.ALTERNATE)),
                signals.customerKeys());
        assertEquals(Set.of(), findings.flags);
    }

    @Test
    void shouldCompareWordsAsTheTableSpellsThem() {
        final Signals signals = read(RouteRequest.newBuilder()
                .setChannel("voice")
                .setDirection("Inbound")
                .setRegion("au-vic-é")
                .setLanguage("EN_au")
                .setProduct("Fibre"));

        assertEquals("VOICE", signals.attribute(Attribute.CHANNEL));
        assertEquals("INBOUND", signals.attribute(Attribute.DIRECTION));
        assertEquals("AU-VIC-é", signals.attribute(Attribute.REGION));
        assertEquals("en-au", signals.attribute(Attribute.LANGUAGE));
        assertEquals("Fibre", signals.attribute(Attribute.PRODUCT));
    }

    @Test
    void shouldTakeUnknownChannelsAndDirectionsAsAbsent() {
        final Signals signals = read(RouteRequest.newBuilder().setChannel("FAX").setDirection("voıce"));

        assertEquals("", signals.attribute(Attribute.CHANNEL));
        assertEquals("", signals.attribute(Attribute.DIRECTION));
        assertEquals(Set.of(Flag.CHANNEL_UNKNOWN), findings.flags);
    }

    @Test
    void shouldKeepTheFirstEightLevelsOfARegion() {
        final Signals signals = read(RouteRequest.newBuilder().setRegion("a-b-c-d-e-f-g-h-i-j"));

        assertEquals("A-B-C-D-E-F-G-H", signals.attribute(Attribute.REGION));
        assertEquals(Set.of(Flag.REGION_CUT), findings.flags);
    }

    @Test
    void shouldTakeARegionOfEightLevelsWhole() {
        final Signals signals = read(RouteRequest.newBuilder().setRegion("a-b-c-d-e-f-g-h"));

        assertEquals("A-B-C-D-E-F-G-H", signals.attribute(Attribute.REGION));
        assertEquals(Set.of(), findings.flags);
    }

    @Test
    void shouldFlagALanguageThatIsNone() {
        final Signals signals = read(RouteRequest.newBuilder().setLanguage("en AU"));

        assertEquals("", signals.attribute(Attribute.LANGUAGE));
        assertEquals(Set.of(Flag.LANGUAGE_INVALID), findings.flags);
    }

    @Test
    void shouldTakeAnEmptyLabelAsAbsent() {
        final Signals signals =
                read(RouteRequest.newBuilder().putLabels("vip", "").putLabels("campaign", "spring"));

        assertEquals(Set.of("campaign"), signals.labels().keySet());
    }
}
