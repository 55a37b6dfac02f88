package io.kairoute.node.contacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.routing.v1.RouteRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ContactReaderTest {
    private static final String MAPPING = """
            format: 1
            fields:
              contact_id: {column: id}
              channel: {column: way, values: {Call: VOICE, Web: MESSAGE}}
              direction: {value: INBOUND}
              intent_confidence: {column: sure}
            labels:
              city: {column: city}
            timestamp: {instant: at}
            customer: {file: people.csv, key_column: number, type: crm, stride: 2, unknown_every: 4}
            """;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldFillEveryFieldThatTheMappingNames() throws IOException {
        final List<RouteRequest> requests = read("id,way,sure,city,at\n7,Call,0.5,Paris,2026-06-23T14:05:00Z\n");

        final RouteRequest request = requests.get(0);
        assertEquals("7", request.getContactId());
        assertEquals("VOICE", request.getChannel());
        assertEquals("INBOUND", request.getDirection());
        assertEquals(0.5, request.getIntentConfidence());
        assertEquals("Paris", request.getLabelsOrThrow("city"));
        assertEquals(1_782_223_500L, request.getTimestamp().getSeconds());
        assertEquals("crm:a", request.getCustomerKey());
    }

    @Test
    void shouldLeaveOutWhatTheFileDoesNotSay() throws IOException {
        final RouteRequest request =
                read("id,way,sure,city,at\n7,Pigeon,,,2026-06-23T14:05:00Z\n").get(0);

        assertEquals("", request.getChannel());
        assertTrue(!request.hasIntentConfidence());
        assertEquals(0, request.getLabelsCount());
    }

    @Test
    void shouldWalkTheCustomersByItsStrideAndBringSomebodyUnknownNowAndThen() throws IOException {
        final StringBuilder rows = new StringBuilder("id,way,sure,city,at\n");
        for (int i = 0; i < 6; i++) {
            rows.append(i).append(",Call,1,x,2026-06-23T14:05:00Z\n");
        }

        final List<String> keys =
                read(rows.toString()).stream().map(RouteRequest::getCustomerKey).toList();

        assertEquals(List.of("crm:a", "crm:c", "crm:b", "crm:unknown-3", "crm:c", "crm:b"), keys);
    }

    @Test
    void shouldCountABadRowAsARowAndSayWhereItIs() throws IOException {
        try (ContactReader reader = open(
                "id,way,sure,city,at\n1,Call,much,x,2026-06-23T14:05:00Z\n2,Call\n3,Call,1,x,2026-06-23T14:05:00Z\n")) {
            final Contact contact = reader.next();

            assertEquals(2, contact == null ? -1 : contact.index());
            assertEquals("crm:b", contact == null ? "" : contact.request().getCustomerKey());
            assertEquals(2, reader.badRowCount());
            assertTrue(
                    reader.badRows().get(0).endsWith("contacts.csv:2: column sure: \"much\" is no number"),
                    reader.badRows().get(0));
            assertTrue(
                    reader.badRows().get(1).endsWith("contacts.csv:3: 2 fields where the titles are 5"),
                    reader.badRows().get(1));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            id,way,sure,city      | column at is missing
            ''                    | is empty
            id,id,way,sure,at     | stands there twice
            """)
    void shouldRefuseAFileThatDoesNotFitTheMapping(final String titles, final String reason) {
        final Refusal refusal = assertThrows(Refusal.class, () -> open(titles).close());

        assertTrue(String.valueOf(refusal.getMessage()).contains(reason), refusal.getMessage());
    }

    @Test
    void shouldRefuseAQuoteThatNeverEnds() throws IOException {
        try (ContactReader reader = open("id,way,sure,city,at\n1,\"Call,1,x,2026-06-23T14:05:00Z\n2,Call\n")) {
            final Refusal refusal = assertThrows(Refusal.class, reader::next);

            assertTrue(String.valueOf(refusal.getMessage()).contains("contacts.csv:2"), refusal.getMessage());
        }
    }

    private List<RouteRequest> read(final String content) throws IOException {
        final List<RouteRequest> requests = new ArrayList<>();
        try (ContactReader reader = open(content)) {
            for (Contact contact = reader.next(); contact != null; contact = reader.next()) {
                requests.add(contact.request());
            }
        }
        return requests;
    }

    private ContactReader open(final String content) throws IOException {
        Files.writeString(directory.resolve("people.csv"), "number,name\na,Ann\nb,Bob\nc,Cho\n");
        final Path contacts = Files.writeString(directory.resolve("contacts.csv"), content);
        final Path mapping = Files.writeString(directory.resolve("mapping.yaml"), MAPPING);
        return ContactReader.open(contacts, YamlRecords.read(mapping, ContactMapping.class), null);
    }
}
