package io.kairoute.gateway.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kairoute.routing.v1.RouteRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormMessageReaderTest {
    private final FormMessageReader reader = new FormMessageReader(FieldAliases.NONE);

    @Test
    void shouldReadFieldsListsAndMaps() throws Exception {
        final RouteRequest request = read("contact_id=c%201&customerKey=tel:%2B61400&alternate_keys=a&alternate_keys=b"
                + "&labels.vip=yes+please&labels.x=&confidence=0.5&attempt=&dry_run=true&CallSid=CA1&format=flat&&=&x");

        assertEquals(
                RouteRequest.newBuilder()
                        .setContactId("c 1")
                        .setCustomerKey("tel:+61400")
                        .addAlternateKeys("a")
                        .addAlternateKeys("b")
                        .putLabels("vip", "yes please")
                        .putLabels("x", "")
                        .setConfidence(0.5)
                        .setDryRun(true)
                        .build(),
                request);
    }

    @ParameterizedTest
    @CsvSource({
        "contact_id=a&contactId=b, contact_id",
        "labels.a=1&labels.a=2,    labels",
        "attempt=-1,               attempt",
        "timestamp=now,            timestamp",
    })
    void shouldNameTheFieldAtFault(final String form, final String field) {
        assertEquals(
                field,
                assertThrows(JsonRefused.class, () -> read(form)).refusal().field());
    }

    @ParameterizedTest
    @CsvSource({"contact_id=%", "contact_id=%zz", "contact_id=%ff", "%c3%28=1"})
    void shouldRefuseWhatCannotBeDecoded(final String form) {
        assertEquals(
                "MALFORMED_BODY",
                assertThrows(JsonRefused.class, () -> read(form)).refusal().reason());
    }

    private RouteRequest read(final String form) throws JsonRefused {
        final RouteRequest.Builder builder = RouteRequest.newBuilder();
        reader.read(form, builder);
        return builder.build();
    }
}
