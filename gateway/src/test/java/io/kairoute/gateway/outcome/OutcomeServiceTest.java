package io.kairoute.gateway.outcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.Code;
import io.grpc.stub.StreamObserver;
import io.kairoute.control.v1.GetOutcomeCoverageRequest;
import io.kairoute.control.v1.GetOutcomeCoverageResponse;
import io.kairoute.control.v1.GetOutcomeRequest;
import io.kairoute.control.v1.HourOfOutcomes;
import io.kairoute.control.v1.ListOutcomesRequest;
import io.kairoute.control.v1.ListOutcomesResponse;
import io.kairoute.control.v1.Outcome;
import io.kairoute.control.v1.OutcomeResult;
import io.kairoute.control.v1.ReportedOutcome;
import io.kairoute.control.v1.StreamOutcomesRequest;
import io.kairoute.control.v1.StreamOutcomesResponse;
import io.kairoute.gateway.Refused;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.config.Property;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node does with what it is told of contacts, over both of its protocols. */
class OutcomeServiceTest {
    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";

    @TempDir
    private Path data = Path.of("");

    private OutcomesNode node;

    @BeforeEach
    void start() {
        node = OutcomesNode.start(data, Map.of(Property.OUTCOMES_SOURCES, "sales,crm"));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void shouldJoinAnOutcomeToTheDecisionOfItsContactAndAttempt() {
        final RouteResponse decided = node.route(
                RouteRequest.newBuilder().setContactId("call-17").setAttempt(2).build());
        node.report(TestOutcomes.of("call-17", 1).setAttempt(2).setTransfers(1).build());

        final var known = node.calls()
                .getOutcome(GetOutcomeRequest.newBuilder()
                        .setDecisionId(decided.getDecisionId())
                        .build());

        assertEquals(1, known.getMerged().getTransfers());
        assertTrue(decided.getDecisionId()
                .endsWith("-" + known.getReports(0).getOutcome().getDecisionId()));
        assertEquals("", known.getReports(0).getOutcome().getContactId(), "the contact's id is not kept");
    }

    @Test
    void shouldTakeTheSameAgainAndALowerVersionWithoutCountingThemTwice() {
        assertEquals(List.of("ACCEPTED"), node.statuses(TestOutcomes.handled("a", 2, 200)));
        assertEquals(
                List.of("DUPLICATE", "OLDER", "ACCEPTED", "DUPLICATE"),
                node.statuses(
                        TestOutcomes.handled("a", 2, 999),
                        TestOutcomes.of("a", 1).setHandleMs(100).setTransfers(1).build(),
                        TestOutcomes.handled("a", 3, 300),
                        TestOutcomes.handled("a", 3, 300)));

        assertEquals(300, node.known("a").getMerged().getHandleMs());
        assertEquals(1, node.known("a").getMerged().getTransfers(), "what only the older version says");
        assertEquals(3, node.known("a").getReportsCount());
        assertEquals(2, TestGateways.metric(node.server(), "kairoute_outcomes_total{status=\"duplicate\"}"));
        assertEquals(1, TestGateways.metric(node.server(), "kairoute_outcomes_total{status=\"older\"}"));
    }

    @Test
    void shouldRefuseABadOutcomeAndKeepThoseBesideIt() {
        final List<OutcomeResult> results = node.report(
                TestOutcomes.handled("a", 1, 10),
                TestOutcomes.handled("b", 0, 10),
                TestOutcomes.handled("c", 1, -1),
                TestOutcomes.handled("d", 1, 10));

        assertEquals(
                List.of("ACCEPTED", "REFUSED", "REFUSED", "ACCEPTED"),
                results.stream().map(OutcomeResult::getStatus).toList());
        assertEquals("BAD_VERSION", results.get(1).getReason());
        assertEquals("OUT_OF_RANGE", results.get(2).getReason());
        assertEquals("handle_ms", results.get(2).getField());
        assertEquals(10, node.known("d").getMerged().getHandleMs());
        assertEquals("UNKNOWN_OUTCOME", Refused.by(() -> node.known("b")).reason());
    }

    @Test
    void shouldRefuseACallOfTooManyOrTooLargeOutcomesAsAWhole() {
        final Outcome[] many = IntStream.range(0, 1_001)
                .mapToObj(i -> TestOutcomes.handled("many-" + i, 1, i))
                .toArray(Outcome[]::new);
        final Outcome large = TestOutcomes.of("large", 1)
                .setTransfers(1)
                .setResolvedBy("x".repeat(1024 * 1024))
                .build();

        for (final Outcome[] outcomes : List.of(many, new Outcome[] {large}, new Outcome[0])) {
            final Refused refused = Refused.by(() -> node.report(outcomes));

            assertEquals(Code.INVALID_ARGUMENT, refused.code());
            assertEquals("LIMIT_EXCEEDED", refused.reason());
        }
        assertEquals(0, node.list(ListOutcomesRequest.getDefaultInstance()).getOutcomesCount());
    }

    @Test
    void shouldTakeAThousandOutcomesInACall() {
        final Outcome[] many = IntStream.range(0, 1_000)
                .mapToObj(i -> TestOutcomes.handled("many-" + i, 1, i))
                .toArray(Outcome[]::new);

        assertEquals(
                1_000, node.statuses(many).stream().filter("ACCEPTED"::equals).count());
        assertEquals(999, node.known("many-999").getMerged().getHandleMs());
    }

    @Test
    void shouldKeepNoMoreOfOneContactThanItsLimit() {
        final Outcome[] versions = IntStream.rangeClosed(1, OutcomeIndex.MOST_OF_A_SUBJECT + 1)
                .mapToObj(version -> TestOutcomes.handled("a", version, version))
                .toArray(Outcome[]::new);

        final List<OutcomeResult> results = node.report(versions);

        assertEquals("ACCEPTED", results.get(OutcomeIndex.MOST_OF_A_SUBJECT - 1).getStatus());
        assertEquals(
                "TOO_MANY_REPORTS", results.get(OutcomeIndex.MOST_OF_A_SUBJECT).getReason());
    }

    @Test
    void shouldKeepWhatWasToldBeforeItsDecisionAndOfNoDecisionAtAll() {
        assertEquals(List.of("ACCEPTED"), node.statuses(TestOutcomes.handled("early", 1, 10)));
        final RouteResponse decided =
                node.route(RouteRequest.newBuilder().setContactId("early").build());

        final var known = node.calls()
                .getOutcome(GetOutcomeRequest.newBuilder()
                        .setDecisionId(decided.getDecisionId())
                        .build());

        assertEquals(10, known.getMerged().getHandleMs());
    }

    @Test
    void shouldStillKnowEverythingAfterARestart() {
        node.report(TestOutcomes.handled("a", 1, 10), TestOutcomes.handled("b", 1, 20));
        node.close();
        node = OutcomesNode.start(data);

        assertEquals(
                List.of("DUPLICATE", "ACCEPTED"),
                node.statuses(TestOutcomes.handled("a", 1, 10), TestOutcomes.handled("b", 2, 21)));
        assertEquals(21, node.known("b").getMerged().getHandleMs());
        assertEquals(2, node.known("b").getReportsCount());
    }

    @Test
    void shouldCountOfWhichLoggedDecisionsSomethingWasTold() {
        for (int i = 0; i < 5; i++) {
            node.route(RouteRequest.newBuilder().setContactId("c-" + i).build());
        }
        node.report(
                TestOutcomes.handled("c-1", 1, 1),
                TestOutcomes.handled("c-3", 1, 1),
                TestOutcomes.handled("c-3", 2, 1),
                TestOutcomes.handled("never routed", 1, 1));
        while (node.coverage().getDecisions() < 5) {
            Thread.onSpinWait();
        }

        final GetOutcomeCoverageResponse found = node.coverage();

        assertEquals(2, found.getTold());
        assertEquals(
                List.of(5L, 2L),
                List.of(
                        found.getHoursList().stream()
                                .mapToLong(HourOfOutcomes::getDecisions)
                                .sum(),
                        found.getHoursList().stream()
                                .mapToLong(HourOfOutcomes::getTold)
                                .sum()));
        assertEquals(0, found.getHours(0).getBeginTime().getSeconds() % 3_600);
        assertEquals(
                0,
                node.calls()
                        .getOutcomeCoverage(GetOutcomeCoverageRequest.newBuilder()
                                .setUntil(TestOutcomes.ago(3_600))
                                .build())
                        .getDecisions());
        final Timestamp until = TestOutcomes.ago(0);
        for (final long sinceS : new long[] {-60, 0, 32 * 86_400, Long.MAX_VALUE}) {
            assertEquals(
                    "OUT_OF_RANGE",
                    Refused.by(() -> node.calls()
                                    .getOutcomeCoverage(GetOutcomeCoverageRequest.newBuilder()
                                            .setSince(Timestamp.newBuilder().setSeconds(until.getSeconds() - sinceS))
                                            .setUntil(until.toBuilder().clearNanos())
                                            .build()))
                            .reason());
        }
    }

    @Test
    void shouldListReportsTheNewestFirstPageByPage() {
        for (int i = 0; i < 7; i++) {
            node.report(TestOutcomes.of("call-" + i, i + 1)
                    .setSource(i % 2 == 0 ? "crm" : "sales")
                    .setTransfers(i)
                    .build());
        }

        final List<Integer> found = new ArrayList<>();
        String token = "";
        do {
            final ListOutcomesResponse page = node.list(ListOutcomesRequest.newBuilder()
                    .setPageSize(3)
                    .setPageToken(token)
                    .build());
            page.getOutcomesList().forEach(one -> found.add(one.getOutcome().getTransfers()));
            token = page.getNextPageToken();
        } while (!token.isEmpty());

        assertEquals(List.of(6, 5, 4, 3, 2, 1, 0), found);
        assertEquals(
                List.of(5, 3, 1),
                node.list(ListOutcomesRequest.newBuilder().setSource("sales").build()).getOutcomesList().stream()
                        .map(ReportedOutcome::getOutcome)
                        .map(Outcome::getTransfers)
                        .toList());
        assertEquals(
                "BAD_PAGE_TOKEN",
                Refused.by(() -> node.list(ListOutcomesRequest.newBuilder()
                                .setPageToken("x")
                                .build()))
                        .reason());
        assertEquals(
                "OUT_OF_RANGE",
                Refused.by(() -> node.list(ListOutcomesRequest.newBuilder()
                                .setPageSize(1_001)
                                .build()))
                        .reason());
    }

    @Test
    void shouldTakeAQuestionOfJsonAndLinesOfJson() throws Exception {
        final String line = JsonFormat.printer()
                .preservingProtoFieldNames()
                .omittingInsignificantWhitespace()
                .print(TestOutcomes.handled("a", 1, 10));

        final HttpResponse<String> whole = node.post("/v1/outcomes", JSON, "{\"outcomes\":[" + line + "]}");
        final HttpResponse<String> lines = node.post(
                "/v1/outcomes?tenant=default",
                LINES,
                "\uFEFF" + line + "\r\n\n" + line.replace("\"1\"", "\"2\"") + "\n");

        assertEquals(200, whole.statusCode(), whole.body());
        assertTrue(whole.body().contains("\"ACCEPTED\""), whole.body());
        assertEquals(200, lines.statusCode(), lines.body());
        assertTrue(lines.body().indexOf("\"DUPLICATE\"") < lines.body().indexOf("\"ACCEPTED\""), lines.body());
        assertEquals(2, node.known("a").getReportsCount());
    }

    @Test
    void shouldRefuseLinesThatAreNoOutcomesAndLinesWhereNoneAreTaken() throws Exception {
        for (final String bad : List.of("not json", "{\"colour\":1}", "[]", "{}{}")) {
            final HttpResponse<String> refused = node.post("/v1/outcomes", LINES, bad);

            assertEquals(400, refused.statusCode(), refused.body());
        }
        assertEquals(415, node.post("/v1/tenants/default/notes", LINES, "{}").statusCode());
        assertEquals(404, node.post("/v1/outcomes?tenant=nobody", LINES, "{}").statusCode());
    }

    @Test
    void shouldNameTheLineThatIsNoneAndKeepNoneOfThoseBesideIt() throws Exception {
        final String line = JsonFormat.printer()
                .preservingProtoFieldNames()
                .omittingInsignificantWhitespace()
                .print(TestOutcomes.handled("a", 1, 10));

        final HttpResponse<String> cut = node.post("/v1/outcomes", LINES, line + "\n\n" + line.substring(0, 20));
        final HttpResponse<String> number =
                node.post("/v1/outcomes", LINES, line + "\n" + line.replace("\"10\"", "\"ten\"") + "\n" + line);

        assertTrue(cut.body().contains("Line 3: It is not JSON"), cut.body());
        assertTrue(number.body().contains("Line 2: The field handle_ms must be"), number.body());
        assertEquals("UNKNOWN_OUTCOME", Refused.by(() -> node.known("a")).reason());
    }

    @Test
    void shouldAnswerEachQuestionOfACallThatGoesOn() throws Exception {
        final List<String> statuses = new ArrayList<>();
        final CompletableFuture<Void> done = new CompletableFuture<>();
        final StreamObserver<StreamOutcomesRequest> call = node.stream().streamOutcomes(heard(statuses::add, done));

        call.onNext(question("", TestOutcomes.handled("a", 1, 1), TestOutcomes.handled("b", 0, 1)));
        call.onNext(question("", TestOutcomes.handled("a", 1, 1)));
        call.onCompleted();
        done.get(20, TimeUnit.SECONDS);

        assertEquals(List.of("ACCEPTED", "REFUSED", "DUPLICATE"), statuses);
    }

    @Test
    void shouldLeavePlacesToOthersHoweverManyCallsGoOn() throws Exception {
        for (int i = 0; i < 5; i++) {
            final CompletableFuture<Void> refused = new CompletableFuture<>();
            node.stream().streamOutcomes(heard(status -> {}, refused)).onNext(question(""));
            assertEquals("LIMIT_EXCEEDED", reason(refused), "takes no place");
        }
        final CompletableFuture<Void> first = new CompletableFuture<>();
        final StreamObserver<StreamOutcomesRequest> one = goingOn("a", first);
        final StreamObserver<StreamOutcomesRequest> two = goingOn("b", new CompletableFuture<>());

        final CompletableFuture<Void> third = new CompletableFuture<>();
        node.stream().streamOutcomes(heard(status -> {}, third)).onNext(question("", TestOutcomes.handled("c", 1, 1)));

        assertEquals("TOO_MANY_STREAMS", reason(third));
        assertEquals(List.of("ACCEPTED"), node.statuses(TestOutcomes.handled("d", 1, 1)));
        one.onCompleted();
        first.get(20, TimeUnit.SECONDS);
        goingOn("e", new CompletableFuture<>()).onCompleted();
        two.onCompleted();
    }

    /** A call whose first question is answered. */
    private StreamObserver<StreamOutcomesRequest> goingOn(final String contact, final CompletableFuture<Void> done)
            throws Exception {
        final CountDownLatch answered = new CountDownLatch(1);
        final StreamObserver<StreamOutcomesRequest> call =
                node.stream().streamOutcomes(heard(status -> answered.countDown(), done));
        call.onNext(question("", TestOutcomes.handled(contact, 1, 1)));
        assertTrue(answered.await(20, TimeUnit.SECONDS));
        return call;
    }

    private static String reason(final CompletableFuture<Void> done) throws Exception {
        final Throwable ended = done.handle((unused, fault) -> fault).get(20, TimeUnit.SECONDS);
        return Refused.by(() -> {
                    throw ended;
                })
                .reason();
    }

    @Test
    void shouldEndACallWhoseQuestionsNameDifferentTenants() throws Exception {
        final CompletableFuture<Void> done = new CompletableFuture<>();
        final StreamObserver<StreamOutcomesRequest> call = node.stream().streamOutcomes(heard(status -> {}, done));

        call.onNext(question("", TestOutcomes.handled("a", 1, 1)));
        call.onNext(question("default", TestOutcomes.handled("b", 1, 1)));

        assertEquals("TENANT_CHANGED", reason(done));
        assertEquals("UNKNOWN_OUTCOME", Refused.by(() -> node.known("b")).reason());
    }

    @Test
    void shouldSayWhatIsWrongWithAQuestionAboutOneSubject() {
        assertEquals(
                "BAD_DECISION_ID",
                Refused.by(() -> node.calls()
                                .getOutcome(GetOutcomeRequest.newBuilder()
                                        .setDecisionId("call-17")
                                        .build()))
                        .reason());
    }

    @Test
    void shouldKeepWhatIsToldOfACustomerWithoutItsKey() {
        node.report(TestOutcomes.of("", 1)
                .setCustomerKey("crm:4711")
                .putMeasures("lifetime_value", 1_200)
                .build());

        final var known = node.calls()
                .getOutcome(GetOutcomeRequest.newBuilder()
                        .setDecisionId("-")
                        .setCustomerKey("crm:4711")
                        .build());

        assertEquals(Map.of("lifetime_value", 1_200.0), known.getMerged().getMeasuresMap());
        assertFalse(known.toString().contains("4711"), known::toString);
        assertEquals("", known.getReports(0).getOutcome().getDecisionId());
    }

    private static StreamOutcomesRequest question(final String tenant, final Outcome... outcomes) {
        return StreamOutcomesRequest.newBuilder()
                .setTenant(tenant)
                .addAllOutcomes(List.of(outcomes))
                .build();
    }

    private static StreamObserver<StreamOutcomesResponse> heard(
            final Consumer<String> statuses, final CompletableFuture<Void> done) {
        return new StreamObserver<>() {
            @Override
            public void onNext(final StreamOutcomesResponse answer) {
                answer.getResultsList().forEach(result -> statuses.accept(result.getStatus()));
            }

            @Override
            public void onError(final Throwable fault) {
                done.completeExceptionally(fault);
            }

            @Override
            public void onCompleted() {
                done.complete(null);
            }
        };
    }
}
