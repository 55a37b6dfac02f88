package io.kairoute.gateway.outcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.Outcome;
import io.kairoute.control.v1.OutcomeResult;
import io.kairoute.router.key.KeyHasher;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OutcomeChecksTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final String DIGITS = "96ed0a72d4dd54ec382bc9c8";

    private final OutcomeChecks checks =
            new OutcomeChecks("default", new KeyHasher(new byte[KeyHasher.SECRET_BYTES]), InstantSource.fixed(NOW));

    static Stream<Arguments> bad() {
        return Stream.of(
                change("NO_SUBJECT", "decision_id", outcome -> outcome.clearContactId()),
                change("TWO_SUBJECTS", "customer_key", outcome -> outcome.setCustomerKey("crm:1")),
                change("KEYS_DISAGREE", "contact_id", outcome -> outcome.setDecisionId("f4-" + DIGITS)),
                change("BAD_DECISION_ID", "decision_id", outcome -> outcome.setDecisionId("f4-<b>")),
                change("BAD_DECISION_ID", "decision_id", outcome -> outcome.setDecisionId(DIGITS + "0")),
                change("LIMIT_EXCEEDED", "contact_id", outcome -> outcome.setContactId("c".repeat(129))),
                change("NOT_TYPED", "customer_key", outcome -> outcome.clearContactId()
                        .setCustomerKey("4711")),
                change("LIMIT_EXCEEDED", "customer_key", outcome -> outcome.clearContactId()
                        .setCustomerKey("crm:" + "1".repeat(125))),
                change("BAD_SOURCE", "source", outcome -> outcome.clearSource()),
                change("BAD_SOURCE", "source", outcome -> outcome.setSource("<script>")),
                change("BAD_SOURCE", "source", outcome -> outcome.setSource("s".repeat(65))),
                change("BAD_VERSION", "version", outcome -> outcome.setVersion(0)),
                change("BAD_VERSION", "version", outcome -> outcome.setVersion(-1)),
                change("REQUIRED", "observed_time", outcome -> outcome.clearObservedTime()),
                change("IN_THE_FUTURE", "observed_time", outcome -> outcome.setObservedTime(at(Duration.ofMinutes(6)))),
                change("TOO_OLD", "observed_time", outcome -> outcome.setObservedTime(at(Duration.ofDays(-401)))),
                change(
                        "OUT_OF_RANGE",
                        "observed_time",
                        outcome ->
                                outcome.setObservedTime(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE))),
                change("IN_THE_FUTURE", "ended_time", outcome -> outcome.setEndedTime(at(Duration.ofDays(1)))),
                change("TOO_OLD", "queued_time", outcome -> outcome.setQueuedTime(Timestamps.fromMillis(0))),
                change("BEFORE_QUEUED", "relieved_time", outcome -> outcome.setQueuedTime(at(Duration.ofMinutes(-5)))
                        .setRelievedTime(at(Duration.ofMinutes(-6)))),
                change("OUT_OF_RANGE", "handle_ms", outcome -> outcome.setHandleMs(-1)),
                change("OUT_OF_RANGE", "hold_ms", outcome -> outcome.setHoldMs(Long.MAX_VALUE)),
                change("OUT_OF_RANGE", "wrap_ms", outcome -> outcome.setWrapMs(Long.MIN_VALUE)),
                change("OUT_OF_RANGE", "transfers", outcome -> outcome.setTransfers(-1)),
                change("OUT_OF_RANGE", "orders", outcome -> outcome.setOrders(1_000_001)),
                change("NOT_A_NUMBER", "effort", outcome -> outcome.setEffort(Double.NaN)),
                change("OUT_OF_RANGE", "effort", outcome -> outcome.setEffort(-0.5)),
                change("NEEDS_BOTH", "csat_max", outcome -> outcome.setCsat(4)),
                change("NOT_A_NUMBER", "csat", outcome -> outcome.setCsat(Double.NaN)
                        .setCsatMax(5)),
                change("NOT_A_NUMBER", "csat_max", outcome -> outcome.setCsat(4).setCsatMax(Double.POSITIVE_INFINITY)),
                change("OUT_OF_RANGE", "csat_max", outcome -> outcome.setCsat(0).setCsatMax(0)),
                change("OUT_OF_RANGE", "csat", outcome -> outcome.setCsat(5.1).setCsatMax(5)),
                change("OUT_OF_RANGE", "value", outcome -> outcome.setValue(1_000_000_000_000_000L)
                        .setCurrency("EUR")),
                change("OUT_OF_RANGE", "cost", outcome -> outcome.setCost(-1).setCurrency("EUR")),
                change("NEEDS_BOTH", "currency", outcome -> outcome.setValue(5)),
                change("NEEDS_BOTH", "currency", outcome -> outcome.setCurrency("EUR")),
                change("BAD_CURRENCY", "currency", outcome -> outcome.setValue(5)
                        .setCurrency("eur")),
                change("NEEDS_BOTH", "resolved", outcome -> outcome.clearResolved()
                        .setResolvedBy("AGENT")),
                change("UNKNOWN_WORD", "resolved_by", outcome -> outcome.setResolved(true)
                        .setResolvedBy("ROBOT")),
                change("BAD_ID", "occasion_confirmed", outcome -> outcome.setOccasionConfirmed("<img src=x>")),
                change("BAD_ID", "occasion_confirmed", outcome -> outcome.setOccasionConfirmed("o".repeat(256))),
                change("LIMIT_EXCEEDED", "measures", outcome -> IntStream.range(0, 9)
                        .forEach(i -> outcome.putMeasures("m" + i, i))),
                change("BAD_ID", "measures", outcome -> outcome.putMeasures("<b>", 1)),
                change("NOT_A_NUMBER", "measures", outcome -> outcome.putMeasures("m", Double.NEGATIVE_INFINITY)),
                change("UNKNOWN_WORD", "clear", outcome -> outcome.addClear("source")),
                change("SAID_AND_CLEARED", "clear", outcome -> outcome.setTransfers(1)
                        .addClear("transfers")),
                change("LIMIT_EXCEEDED", "clear", outcome -> IntStream.range(0, 33)
                        .forEach(i -> outcome.addClear("transfers"))),
                change("RETRACTS_ALONE", "retract", outcome -> outcome.setTransfers(1)
                        .setRetract(true)),
                change("NOTHING_SAID", "", outcome -> outcome.clearResolved()));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void shouldRefuseWhatCannotBeSo(final String reason, final String field, final Consumer<Outcome.Builder> change) {
        final Outcome.Builder outcome = good();
        change.accept(outcome);

        final OutcomeResult refused = assertThrows(OutcomeRefused.class, () -> checks.check(outcome.build()))
                .result();

        assertEquals("REFUSED", refused.getStatus());
        assertEquals(reason, refused.getReason());
        assertEquals(field, refused.getField());
        assertFalse(refused.getMessage().contains("<"), "says nothing of what was sent");
    }

    @Test
    void shouldTakeADecisionByItsIdUnderWhateverRevisionAndByItsContact() throws OutcomeRefused {
        final Subject contact = checks.check(good().build()).subject();

        for (final String id : new String[] {"f1-" + contact.digits(), "p922-" + contact.digits(), contact.digits()}) {
            assertEquals(
                    contact,
                    checks.check(good().clearContactId().setDecisionId(id).build())
                            .subject(),
                    id);
            assertEquals(contact, checks.check(good().setDecisionId(id).build()).subject(), id + " and the contact");
        }
        assertFalse(contact.equals(checks.check(good().setAttempt(1).build()).subject()), "another attempt");
    }

    @Test
    void shouldKeepNothingThatNamesWhomItIsAbout() throws OutcomeRefused {
        final Outcome kept = checks.check(good().build()).told();
        final Outcome ofCustomer = checks.check(
                        good().clearContactId().setCustomerKey("crm:4711").build())
                .told();

        assertEquals("", kept.getContactId());
        assertEquals(kept, ofCustomer);
    }

    @Test
    void shouldKeepNothingThatItDoesNotKnow() throws Exception {
        final UnknownFieldSet unknown = UnknownFieldSet.newBuilder()
                .addField(
                        900,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFromUtf8("Anna Schmidt"))
                                .build())
                .build();
        final Timestamp when =
                at(Duration.ofMinutes(-2)).toBuilder().setUnknownFields(unknown).build();
        final Outcome told = good().setUnknownFields(unknown)
                .setObservedTime(when)
                .setEndedTime(when)
                .build();

        final byte[] kept = checks.check(told).toBytes();

        assertTrue(new String(told.toByteArray(), StandardCharsets.ISO_8859_1).contains("Anna"));
        assertFalse(new String(kept, StandardCharsets.ISO_8859_1).contains("Anna"));
        assertEquals(at(Duration.ofMinutes(-2)), OutcomeRecord.read(kept).told().getEndedTime());
    }

    @Test
    void shouldTakeNoDecisionForACustomerThatWasErased() throws OutcomeRefused {
        final Outcome zero =
                good().clearContactId().setDecisionId("0".repeat(24)).build();

        assertFalse(checks.check(zero).subject().isErased());
        assertTrue(new Subject(new byte[16]).isErased());
    }

    @Test
    void shouldTakeWhatIsOlderThanItsDecisionAndNothingThatIsTooOldToJoin() throws OutcomeRefused {
        assertEquals(
                NOW.toEpochMilli(),
                checks.check(good().setObservedTime(at(Duration.ofDays(-400))).build())
                        .reportedMs());
    }

    private static Arguments change(final String reason, final String field, final Consumer<Outcome.Builder> change) {
        return Arguments.of(reason, field, change);
    }

    private static Outcome.Builder good() {
        return Outcome.newBuilder()
                .setContactId("call-17")
                .setSource("crm")
                .setVersion(1)
                .setObservedTime(at(Duration.ofMinutes(-1)))
                .setResolved(true);
    }

    private static Timestamp at(final Duration fromNow) {
        return Timestamps.fromMillis(NOW.plus(fromNow).toEpochMilli());
    }
}
