package io.kairoute.gateway.sets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.kairoute.control.v1.ActivateSegmentSetRequest;
import io.kairoute.control.v1.ListSegmentSetsRequest;
import io.kairoute.control.v1.RollbackSegmentSetRequest;
import io.kairoute.control.v1.SegmentSet;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.config.Property;
import io.kairoute.router.segment.IndexBudget;
import io.kairoute.router.store.SegmentSets;
import io.kairoute.routing.v1.RouteResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentSwapTest {
    private static final int CUSTOMERS = 200;
    private static final int SWAPS = 100;
    private static final int CALLERS = 3;
    private final Instant taken = Instant.now().minusSeconds(3_600);

    @TempDir
    private Path data;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSwapSetsUnderLoadWithoutAFailedCallOrAMixedAnswer(final boolean isWithoutIndex) throws Exception {
        final IndexBudget indexes = isWithoutIndex ? new IndexBudget(0) : IndexBudget.ofProcess();
        final AtomicBoolean isOver = new AtomicBoolean();
        final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try (CustomersNode node = CustomersNode.start(data, Map.of(Property.EVENT_LOOPS, "2"), indexes)) {
            final int silver = TestSets.write(node.folder(), "silver", taken, CUSTOMERS, "silver");
            final int gold = TestSets.write(node.folder(), "gold", taken, CUSTOMERS, "gold");
            activate(node, silver);
            final List<Future<Integer>> asked = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                asked.add(callers.submit(() -> ask(node, isOver)));
            }

            for (int swap = 0; swap < SWAPS; swap++) {
                activate(node, swap % 2 == 0 ? gold : silver);
            }

            isOver.set(true);
            int calls = 0;
            for (final Future<Integer> one : asked) {
                calls += one.get();
            }
            assertTrue(calls > SWAPS, "calls=" + calls);
            assertEquals(
                    SWAPS + 1,
                    node.audit().getEntriesList().stream()
                            .filter(entry -> entry.getKind().equals("segment_set_activated"))
                            .count());
            TestGateways.assertNoFault(node.server());
        } finally {
            isOver.set(true);
            callers.shutdownNow();
        }
    }

    @Test
    void shouldGoBackAndSayWhyAndServeTheSameAfterARestart() {
        try (CustomersNode node = CustomersNode.start(data)) {
            activate(node, TestSets.write(node.folder(), "silver", taken, CUSTOMERS, "silver"));
            final int gold = TestSets.write(node.folder(), "gold", taken, CUSTOMERS, "gold");
            activate(node, gold);

            final SegmentSet back = rollBack(node, "wrong tiers");

            assertEquals("silver", back.getVersion());
            assertEquals("silver", node.ask("crm:7").getTier());
            assertEquals("wrong tiers", node.audit().getEntries(0).getReason());
        }
        try (CustomersNode again = CustomersNode.start(data)) {
            assertEquals("silver", again.ask("crm:7").getSegmentSetVersion());
            final List<SegmentSet> sets = again.calls()
                    .listSegmentSets(ListSegmentSetsRequest.getDefaultInstance())
                    .getSegmentSetsList();
            assertEquals(
                    List.of("gold false false", "silver true true"),
                    sets.stream()
                            .map(set -> set.getVersion() + " " + set.getActive() + " " + set.getServed())
                            .toList());
        }
    }

    @Test
    void shouldGoBackToWhatWasServedRatherThanToTheNextLowerNumber() {
        try (CustomersNode node = CustomersNode.start(data)) {
            final int silver = TestSets.write(node.folder(), "silver", taken, CUSTOMERS, "silver");
            TestSets.write(node.folder(), "doubtful", taken, CUSTOMERS, "doubtful");
            final int gold = TestSets.write(node.folder(), "gold", taken, CUSTOMERS, "gold");
            activate(node, silver);
            activate(node, gold);

            final SegmentSet back = rollBack(node, "wrong tiers");

            assertEquals("silver", back.getVersion());
            assertEquals("silver", node.ask("crm:7").getTier());
        }
    }

    @Test
    void shouldGoToAHigherNumberWhereThatWasServedBefore() {
        try (CustomersNode node = CustomersNode.start(data)) {
            final int silver = TestSets.write(node.folder(), "silver", taken, CUSTOMERS, "silver");
            final int gold = TestSets.write(node.folder(), "gold", taken, CUSTOMERS, "gold");
            activate(node, gold);
            activate(node, silver);

            assertEquals("gold", rollBack(node, "it was gold").getVersion());
        }
    }

    @Test
    void shouldWalkBackThroughWhatWasServedAndNeverReturnToWhatWasLeft() {
        final int one;
        try (CustomersNode node = CustomersNode.start(data)) {
            one = TestSets.write(node.folder(), "one", taken, CUSTOMERS, "silver");
            activate(node, one);
            activate(node, TestSets.write(node.folder(), "two", taken, CUSTOMERS, "silver"));
            activate(node, TestSets.write(node.folder(), "three", taken, CUSTOMERS, "silver"));

            assertEquals("two", rollBack(node, "three is bad").getVersion());
        }
        try (CustomersNode again = CustomersNode.start(data)) {
            assertEquals("one", rollBack(again, "two is bad").getVersion());
            assertEquals(Status.Code.FAILED_PRECONDITION, refused(() -> rollBack(again, "there is no more")));
            assertEquals(one, again.segments().served().number());
        }
    }

    @Test
    void shouldKeepWhatARollbackGoesToHoweverManySetsAreImportedSince() {
        try (CustomersNode node = CustomersNode.start(data)) {
            activate(node, TestSets.write(node.folder(), "silver", taken, CUSTOMERS, "silver"));
            for (int month = 1; month <= SegmentSets.KEPT; month++) {
                TestSets.write(node.folder(), "month-" + month, taken, CUSTOMERS, "gold");
            }
            activate(node, TestSets.write(node.folder(), "gold", taken, CUSTOMERS, "gold"));

            assertEquals("silver", rollBack(node, "wrong tiers").getVersion());
            assertEquals("silver", node.ask("crm:7").getTier());
        }
    }

    @Test
    void shouldRefuseASetThatIsNotKeptAndAChangeWithoutAReason() {
        try (CustomersNode node = CustomersNode.start(data)) {
            final int silver = TestSets.write(node.folder(), "silver", taken, CUSTOMERS, "silver");
            activate(node, silver);

            assertEquals(Status.Code.NOT_FOUND, refused(() -> activate(node, 99)));
            assertEquals(Status.Code.INVALID_ARGUMENT, refused(() -> node.calls()
                    .activateSegmentSet(ActivateSegmentSetRequest.newBuilder()
                            .setNumber(silver)
                            .build())));
            assertEquals(Status.Code.FAILED_PRECONDITION, refused(() -> node.calls()
                    .rollbackSegmentSet(RollbackSegmentSetRequest.newBuilder()
                            .setReason("back")
                            .build())));
            assertEquals("silver", node.ask("crm:1").getTier());
        }
    }

    @Test
    void shouldWriteASetThatWasActivatedBesideTheNodeIntoTheAuditTrail() {
        try (CustomersNode node = CustomersNode.start(data)) {
            activate(node, TestSets.write(node.folder(), "silver", taken, CUSTOMERS, "silver"));
            final int gold = TestSets.write(node.folder(), "gold", taken, CUSTOMERS, "gold");
            new SegmentSets(node.folder(), CustomersNode.hasher(node.folder()), InstantSource.system()).activate(gold);
        }

        try (CustomersNode again = CustomersNode.start(data)) {
            assertEquals("gold", again.ask("crm:1").getTier());
            final var newest = again.audit().getEntries(0);
            assertEquals("segment_set_activated", newest.getKind());
            assertEquals("found active at the start", newest.getReason());
        }
    }

    @Test
    void shouldAnswerTheSameInJson() throws Exception {
        try (CustomersNode node = CustomersNode.start(data)) {
            final int silver = TestSets.write(node.folder(), "silver", taken, CUSTOMERS, "silver");

            final HttpResponse<String> activated = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.adminPort()
                                            + "/v1/tenants/default/segmentSets/" + silver + ":activate"))
                                    .header("content-type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString("{\"reason\": \"new month\"}"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertEquals(200, activated.statusCode(), activated.body());
            assertTrue(activated.body().contains("\"version\": \"silver\""), activated.body());
        }
    }

    private static int ask(final CustomersNode node, final AtomicBoolean isOver) {
        int calls = 0;
        while (!isOver.get()) {
            final RouteResponse answer = node.ask("crm:" + calls % CUSTOMERS);
            assertEquals(answer.getSegmentSetVersion(), answer.getTier(), answer::toString);
            calls++;
        }
        return calls;
    }

    private static void activate(final CustomersNode node, final int number) {
        node.calls()
                .activateSegmentSet(ActivateSegmentSetRequest.newBuilder()
                        .setNumber(number)
                        .setReason("test")
                        .build());
    }

    private static SegmentSet rollBack(final CustomersNode node, final String reason) {
        return node.calls()
                .rollbackSegmentSet(
                        RollbackSegmentSetRequest.newBuilder().setReason(reason).build())
                .getSegmentSet();
    }

    private static Status.Code refused(final Runnable call) {
        return assertThrows(StatusRuntimeException.class, call::run).getStatus().getCode();
    }
}
