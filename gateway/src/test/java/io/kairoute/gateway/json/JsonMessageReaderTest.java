package io.kairoute.gateway.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.JsonFormat;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.routing.v1.Alternative;
import io.kairoute.routing.v1.Explain;
import io.kairoute.routing.v1.RouteRequest;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMessageReaderTest {
    private final JsonMessageReader reader = new JsonMessageReader(true, FieldAliases.NONE);

    @Test
    void shouldReadWhatProtobufsOwnPrinterWrites() throws Exception {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            final RouteRequest request = request(random);
            final JsonFormat.Printer printer = JsonFormat.printer();

            final RouteRequest camelCase = read(printer.print(request));
            final RouteRequest snakeCase =
                    read(printer.preservingProtoFieldNames().print(request));

            assertEquals(request, camelCase, "seed=" + seed);
            assertEquals(request, snakeCase, "seed=" + seed);
        }
    }

    @Test
    void shouldBeTolerantWherePlatformsAreSloppy() throws Exception {
        final RouteRequest request = read("""
                {"contact_id": 17, "confidence": "0.75", "attempt": "2", "waitedMs": 1500.0, "dry_run": "TRUE",
                 "explain": "FULL", "intent_confidence": "", "timestamp": "", "language": null,
                 "labels": {"n": 1, "b": true, "none": null}, "unknown": {"deep": [1, {"x": 2}]}}""");

        assertEquals(
                RouteRequest.newBuilder()
                        .setContactId("17")
                        .setConfidence(0.75)
                        .setAttempt(2)
                        .setWaitedMs(1500)
                        .setDryRun(true)
                        .setExplain(Explain.EXPLAIN_FULL)
                        .putLabels("n", "1")
                        .putLabels("b", "true")
                        .build(),
                request);
    }

    @Test
    void shouldReadTimesWithTheirOffset() throws Exception {
        final RouteRequest request = read("{\"timestamp\": \"2026-11-21T10:00:00.5+11:00\"}");

        assertEquals(
                Timestamp.newBuilder()
                        .setSeconds(1_795_215_600L)
                        .setNanos(500_000_000)
                        .build(),
                request.getTimestamp());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"attempt\": -1}                        | attempt",
                "{\"attempt\": 4294967296}                | attempt",
                "{\"attempt\": 1.5}                       | attempt",
                "{\"attempt\": 1e99999999}                | attempt",
                "{\"attempt\": \"many\"}                  | attempt",
                "{\"confidence\": \"sure\"}               | confidence",
                "{\"alternatives\": [{\"confidence\":[]}]}| alternatives.confidence",
                "{\"alternatives\": {}}                   | alternatives",
                "{\"alternate_keys\": [null]}             | alternate_keys",
                "{\"labels\": {\"a\": {}}}                | labels",
                "{\"labels\": []}                         | labels",
                "{\"timestamp\": \"yesterday\"}           | timestamp",
                "{\"contact_id\": {}}                     | contact_id",
                "{\"contact_id\": \"\\ud800\"}            | contact_id",
                "{\"explain\": \"LOUD\"}                  | explain",
                "{\"contact_id\": \"a\", \"contactId\": \"a\"} | contact_id",
            })
    void shouldNameTheFieldAtFault(final String json, final String field) {
        assertEquals(field, refusal(json).field());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "7",
                "{",
                "{}{}",
                "{} x",
                "{\"a\": 1, \"a\": 2}",
                "{\"contact_id\": \"a\", \"contact_id\": \"a\"}",
                "{'contact_id': 'a'}",
                "{\"contact_id\": \"a\",}",
                "{\"x\": [[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]}",
            })
    void shouldRefuseWhatIsNotOneObject(final String json) {
        assertEquals("MALFORMED_BODY", refusal(json).reason());
    }

    @Test
    void shouldRefuseWhatIsNotUtf8() {
        final JsonRefused refused = assertThrows(
                JsonRefused.class,
                () -> reader.read("{\"contact_id\": \"é\"}".getBytes(StandardCharsets.ISO_8859_1), builder()));

        assertEquals("The body is not UTF-8.", refused.refusal().message());
    }

    @Test
    void shouldNeverRepeatWhatWasSent() {
        for (final String json : new String[] {
            "{\"attempt\": \"tel:+61400123456\"}",
            "{\"tel:+61400123456\": 1, \"tel:+61400123456\": 2}",
            "{\"labels\": {\"tel:+61400123456\": []}}",
            "{\"contact_id\": tel:+61400123456}",
        }) {
            assertFalse(refusal(json).toString().contains("61400"), json);
        }
    }

    @Test
    void shouldRefuseUnknownFieldsWhenTold() {
        final JsonRefused refused =
                assertThrows(JsonRefused.class, () -> new JsonMessageReader(false, FieldAliases.NONE)
                        .read("{\"alternatives\": [{\"x\": 1}]}".getBytes(StandardCharsets.UTF_8), builder()));

        assertTrue(
                refused.refusal().message().startsWith("The object alternatives names a field x that"),
                refused.toString());
    }

    @Test
    void shouldNameTheFieldThatWasMeantWhenOneIsMisspelled() {
        final JsonRefused refused = assertThrows(JsonRefused.class, () -> JsonMessageReader.strict("The body")
                .read("{\"ocasion\": \"outage\"}".getBytes(StandardCharsets.UTF_8), builder()));

        assertTrue(
                refused.refusal().message().endsWith("; did you mean \"occasion\"?"),
                refused.refusal().message());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"contact_id": 17}                     | contact_id
                    {"contact_id": true}                   | contact_id
                    {"timestamp": 1764400000}              | timestamp
                    {"labels": {"line": 7}}                | labels
                    {"alternate_keys": ["crm:1", 2]}       | alternate_keys
                    {"alternatives": [{"intent": 5}]}      | alternatives.intent
                    """)
    void shouldTakeNoNumberForTextWhereItIsStrict(final String json, final String field) {
        final JsonRefused refused = assertThrows(JsonRefused.class, () -> JsonMessageReader.strict("The body")
                .read(json.getBytes(StandardCharsets.UTF_8), builder()));

        assertEquals(
                "The field " + field + " must be text, in quotes.",
                refused.refusal().message());
    }

    @Test
    void shouldTakeQuotedNumbersAndTruthValuesWhereItIsStrict() throws Exception {
        final RouteRequest.Builder request = builder();

        JsonMessageReader.strict("The query")
                .read("{\"attempt\": \"2\", \"dry_run\": \"true\"}".getBytes(StandardCharsets.UTF_8), request);

        assertEquals(RouteRequest.newBuilder().setAttempt(2).setDryRun(true).build(), request.build());
    }

    private Refusal refusal(final String json) {
        return assertThrows(JsonRefused.class, () -> read(json), json).refusal();
    }

    private RouteRequest read(final String json) throws JsonRefused {
        final RouteRequest.Builder builder = builder();
        reader.read(json.getBytes(StandardCharsets.UTF_8), builder);
        return builder.build();
    }

    private static RouteRequest.Builder builder() {
        return RouteRequest.newBuilder();
    }

    private static RouteRequest request(final Random random) throws InvalidProtocolBufferException {
        final RouteRequest.Builder request = RouteRequest.newBuilder();
        if (random.nextBoolean()) {
            request.setContactId("c-" + random.nextInt()).setCustomerKey("crm:é\"\\\n😀" + random.nextInt());
        }
        if (random.nextBoolean()) {
            request.setConfidence(random.nextDouble()).setAttempt(random.nextInt());
        }
        if (random.nextBoolean()) {
            request.setTimestamp(Timestamp.newBuilder()
                    .setSeconds(random.nextInt(2_000_000_000))
                    .setNanos(random.nextInt(1_000_000_000)));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            request.addAlternateKeys("k" + i)
                    .putLabels("l" + i, "v" + random.nextInt())
                    .addAlternatives(Alternative.newBuilder().setIntent("i" + i).setConfidence(random.nextDouble()));
        }
        return request.setWaitedMs(random.nextLong())
                .setDryRun(random.nextBoolean())
                .setExplainValue(random.nextInt(2))
                .build();
    }
}
