package io.kairoute.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.kairoute.ctl.route.GrpcRouteCaller;
import io.kairoute.ctl.route.JsonRouteCaller;
import io.kairoute.ctl.route.RouteCaller;
import io.kairoute.node.byhand.CustomerByHand;
import io.kairoute.node.byhand.TelecomByHand;
import io.kairoute.node.contacts.Contact;
import io.kairoute.node.contacts.ContactMapping;
import io.kairoute.node.contacts.ContactReader;
import io.kairoute.node.contacts.YamlRecords;
import io.kairoute.node.replay.Replay;
import io.kairoute.router.Limits;
import io.kairoute.router.Needs;
import io.kairoute.router.decide.Router;
import io.kairoute.router.embed.EmbeddedRouting;
import io.kairoute.routing.v1.RouteResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replays real complaints against real customers through the served product, over gRPC and over JSON, and compares every
 * decision in every field with the same table written as plain Java.
 */
final class ReplayRealDataIT {
    private static final Path DATA = Path.of("../../../shared/data");
    private static final Path EXAMPLE = Path.of("../examples/telecom");
    private static final int CONTACTS = 2_224;
    private static final int UNKNOWN_EVERY = 20;
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final LocalDate SURGE_FROM = LocalDate.of(2015, 6, 23);
    private static final LocalDate SURGE_UNTIL = LocalDate.of(2015, 6, 25);
    private static final Set<String> NETWORK_QUEUES = Set.of("outage-desk", "outage-overflow", "internet-support");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldDecideAboutEveryRealContactAsTheTableWrittenByHandDoes() throws Exception {
        requireData();
        final Map<String, CustomerByHand> customers = customersByHand();
        final Path dataDir = directory.resolve("data");
        assertEquals(0, importCustomers(dataDir), () -> read("run.err"));

        final List<RouteResponse> overGrpc;
        final List<RouteResponse> overJson;
        try (ServerProcess server = ServerProcess.start(
                directory,
                "serve",
                "--data-dir=" + dataDir,
                "--table=" + EXAMPLE.resolve("table.yaml"),
                "--route-port=0",
                "--admin-port=0",
                // What is compared is the decision; a machine under load must not turn it into the deadline's, or
                // refuse.
                "--set=route.turn_budget=1s",
                "--set=route.server_deadline=10s")) {
            try (RouteCaller grpc = new GrpcRouteCaller(server.target())) {
                overGrpc = replay(grpc);
            }
            try (RouteCaller json = new JsonRouteCaller(server.target())) {
                overJson = replay(json);
            }
        }

        final List<Contact> contacts = contacts();
        assertEquals(CONTACTS, contacts.size());
        assertEquals(CONTACTS, overGrpc.size());
        assertEquals(overGrpc, overJson);
        for (int i = 0; i < CONTACTS; i++) {
            final Contact contact = contacts.get(i);
            final CustomerByHand customer = customers.get(contact.request().getCustomerKey());
            assertEquals(i % UNKNOWN_EVERY == UNKNOWN_EVERY - 1, customer == null, "contact " + i);
            final RouteResponse expected = TelecomByHand.decide(contact.request(), customer);
            assertEquals(expected, comparable(overGrpc.get(i), expected), "contact " + i + ": " + contact.request());
        }
        reportSurge(contacts, overGrpc, customers);
    }

    @Test
    void shouldAllocateNothingInAMillionDecisionsAboutRealContacts() throws Exception {
        requireData();
        final Path dataDir = directory.resolve("data");
        assertEquals(0, importCustomers(dataDir), () -> read("run.err"));
        final List<UnsafeBuffer> requests = contacts().stream()
                .map(contact -> new UnsafeBuffer(contact.request().toByteArray()))
                .toList();
        final int rounds = 1_000_000 / CONTACTS + 1;
        final long allocated;

        try (EmbeddedRouting routing =
                EmbeddedRouting.open(EXAMPLE.resolve("table.yaml"), dataDir, InstantSource.system())) {
            final Router router = routing.newRouter().router();
            // The virtual machine compiles in the background for a while, and what it undoes shows as a few bytes here.
            routeAll(router, requests, 2 * rounds);
            allocated = routeAll(router, requests, rounds);
        }

        System.out.printf(
                "real data: %d bytes allocated in %,d decisions about %,d contacts and their customers%n",
                allocated, rounds * requests.size(), requests.size());
        assertEquals(0, allocated);
    }

    // Indexed loops, and a reading between rounds: neither an iterator nor the reading itself may count.
    private static long routeAll(final Router router, final List<UnsafeBuffer> requests, final int rounds) {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_BYTES]);
        long allocated = 0;
        for (int round = 0; round < rounds; round++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < requests.size(); i++) {
                final UnsafeBuffer request = requests.get(i);
                if (router.route(request, 0, request.capacity(), Router.ANY_TENANT, 0, response, 0) <= 0) {
                    throw new AssertionError("refused contact " + i);
                }
            }
            allocated += threads.getCurrentThreadAllocatedBytes() - before;
        }
        return allocated;
    }

    // Decision id, set version and age are no matter of the table; what can be said of them is said here.
    private static RouteResponse comparable(final RouteResponse decision, final RouteResponse expected) {
        final String mark = TelecomByHand.isPinned(expected) ? "p1-" : "f1-";
        assertTrue(decision.getDecisionId().matches(mark + "[0-9a-f]{24}"), decision.getDecisionId());
        assertEquals("telco-test", decision.getSegmentSetVersion());
        assertEquals(0, decision.getSegmentAgeS());
        return decision.toBuilder()
                .clearDecisionId()
                .clearSegmentSetVersion()
                .clearSegmentAgeS()
                .build();
    }

    private static void reportSurge(
            final List<Contact> contacts,
            final List<RouteResponse> decisions,
            final Map<String, CustomerByHand> customers) {
        int inSurge = 0;
        int landed = 0;
        int implied = 0;
        for (int i = 0; i < contacts.size(); i++) {
            final Contact contact = contacts.get(i);
            final LocalDate day = contact.at() == null
                    ? LocalDate.EPOCH
                    : contact.at().atZone(ZONE).toLocalDate();
            if (!day.isBefore(SURGE_FROM) && !day.isAfter(SURGE_UNTIL)) {
                inSurge++;
                landed += NETWORK_QUEUES.contains(decisions.get(i).getQueue()) ? 1 : 0;
                implied += NETWORK_QUEUES.contains(TelecomByHand.decide(
                                        contact.request(),
                                        customers.get(contact.request().getCustomerKey()))
                                .getQueue())
                        ? 1
                        : 0;
            }
        }
        System.out.printf(
                "23 to 25 June: %d of %d contacts (%.1f %%) landed on the outage and slow-internet queues;"
                        + " the table implies %d (%.1f %%)%n",
                landed, inSurge, 100.0 * landed / inSurge, implied, 100.0 * implied / inSurge);
        assertEquals(implied, landed);
        assertTrue(landed > 0);
    }

    private int importCustomers(final Path dataDir) throws IOException, InterruptedException {
        return ServerProcess.run(
                directory,
                "segments",
                "import",
                DATA.resolve("telco-customers.csv").toString(),
                "--mapping=" + EXAMPLE.resolve("customers-mapping.yaml"),
                "--data-dir=" + dataDir,
                "--set-version=telco-test",
                "--rejects=" + directory.resolve("rejects.csv"));
    }

    private static List<RouteResponse> replay(final RouteCaller caller) throws InterruptedException {
        final List<RouteResponse> decisions = new ArrayList<>();
        try (ContactReader reader = open()) {
            new Replay(caller).run(reader, (contact, decision, failure, latencyNs) -> {
                if (decision == null) {
                    throw new AssertionError("contact " + contact.index() + " got no decision", failure);
                }
                decisions.add(decision);
            });
        }
        return decisions;
    }

    private static List<Contact> contacts() {
        final List<Contact> contacts = new ArrayList<>();
        try (ContactReader reader = open()) {
            for (Contact contact = reader.next(); contact != null; contact = reader.next()) {
                contacts.add(contact);
            }
            assertEquals(List.of(), reader.badRows());
        }
        return contacts;
    }

    private static ContactReader open() {
        return ContactReader.open(
                DATA.resolve("telecom-complaints.csv"),
                YamlRecords.read(EXAMPLE.resolve("contacts-mapping.yaml"), ContactMapping.class),
                null);
    }

    private static Map<String, CustomerByHand> customersByHand() throws IOException {
        final Map<String, CustomerByHand> customers = new HashMap<>();
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder().ofNamedCsvRecord(DATA.resolve("telco-customers.csv"))) {
            for (final NamedCsvRecord row : rows) {
                customers.put("crm:" + row.getField("customerID"), CustomerByHand.of(row::getField));
            }
        }
        assertEquals(7_043, customers.size());
        return customers;
    }

    private String read(final String file) {
        try {
            return Files.readString(directory.resolve(file));
        } catch (final IOException e) {
            return e.toString();
        }
    }

    private static void requireData() {
        if (Files.isReadable(DATA.resolve("telecom-complaints.csv"))
                && Files.isReadable(DATA.resolve("telco-customers.csv"))) {
            return;
        }
        Needs.present(
                "telecom-complaints",
                "the real complaints and customers are not in "
                        + DATA.toAbsolutePath().normalize() + "; docs/HACKING.md says what they are");
    }
}
