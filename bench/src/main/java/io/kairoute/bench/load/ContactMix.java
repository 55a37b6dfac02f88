package io.kairoute.bench.load;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.kairoute.bench.subject.Contacts;
import io.kairoute.bench.subject.Customers;
import io.kairoute.bench.subject.Scenario;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.node.contacts.Contact;
import io.kairoute.node.contacts.ContactMapping;
import io.kairoute.node.contacts.ContactReader;
import io.kairoute.node.contacts.YamlRecords;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteStreamRequest;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The contacts that a load is drawn from.
 *
 * @param requests the contacts
 * @param badRows rows of the file that make no contact, each with file, line and reason; the first ones
 * @param badRowCount how many there were
 */
public record ContactMix(List<RouteRequest> requests, List<String> badRows, long badRowCount) {
    private static final int PREFIX_BYTES = 5;
    private static final int MOST = 100_000;

    /** Copies the lists. */
    public ContactMix {
        requests = List.copyOf(requests);
        badRows = List.copyOf(badRows);
    }

    /**
     * Reads a recorded contact file; timestamps are left out, since the contacts come now.
     *
     * @throws Refusal when it cannot be read or not one row makes a contact
     */
    public static ContactMix recorded(final Path file, final Path mapping, final @Nullable Path customers) {
        try (ContactReader reader =
                ContactReader.open(file, YamlRecords.read(mapping, ContactMapping.class), customers)) {
            final List<RouteRequest> requests = new ArrayList<>();
            for (Contact next = reader.next(); next != null && requests.size() < MOST; next = reader.next()) {
                requests.add(next.request().toBuilder().clearTimestamp().build());
            }
            if (requests.isEmpty()) {
                throw new Refusal(file + " holds no row that makes a contact"
                        + (reader.badRows().isEmpty()
                                ? ""
                                : "; the first bad one is " + reader.badRows().get(0)));
            }
            return new ContactMix(requests, reader.badRows(), reader.badRowCount());
        }
    }

    /** Contacts of the generated customers and the generated table. */
    public static ContactMix generated(final int count, final long customers, final int rules, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final List<RouteRequest> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final long customer = random.nextLong(customers);
            final Scenario scenario = Customers.hasConsent(customer) ? Scenario.HIT : Scenario.CONSENT_OFF;
            requests.add(Contacts.request(scenario, i, customer, random.nextInt(rules)));
        }
        return new ContactMix(requests, List.of(), 0);
    }

    /** What is sent for each contact. */
    Buffer[] encoded(final Protocol protocol) {
        return requests.stream().map(request -> encode(protocol, request)).toArray(Buffer[]::new);
    }

    /** One of the contacts as JSON. */
    public Buffer json(final int index) {
        return encode(Protocol.JSON, requests.get(index));
    }

    private static Buffer encode(final Protocol protocol, final RouteRequest request) {
        return switch (protocol) {
            case UNARY -> frame(request.toByteArray());
            case STREAM ->
                frame(RouteStreamRequest.newBuilder()
                        .setRequest(request)
                        .build()
                        .toByteArray());
            case JSON -> Buffer.buffer(json(request));
        };
    }

    /** A message in a gRPC frame. */
    public static Buffer frame(final byte[] message) {
        return Buffer.buffer(PREFIX_BYTES + message.length)
                .appendByte((byte) 0)
                .appendInt(message.length)
                .appendBytes(message);
    }

    private static String json(final RouteRequest request) {
        try {
            return JsonFormat.printer()
                    .preservingProtoFieldNames()
                    .omittingInsignificantWhitespace()
                    .print(request);
        } catch (final InvalidProtocolBufferException e) {
            throw new IllegalStateException("a contact cannot be written as JSON", e);
        }
    }
}
