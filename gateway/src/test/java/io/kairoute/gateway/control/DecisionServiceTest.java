package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.kairoute.control.v1.CreateDraftRequest;
import io.kairoute.control.v1.DecisionFilter;
import io.kairoute.control.v1.DecisionServiceGrpc;
import io.kairoute.control.v1.DeclareLiveOccasionRequest;
import io.kairoute.control.v1.Draft;
import io.kairoute.control.v1.ExportDecisionsRequest;
import io.kairoute.control.v1.ExportDecisionsResponse;
import io.kairoute.control.v1.ExportTuningRequest;
import io.kairoute.control.v1.GetPublicationRequest;
import io.kairoute.control.v1.GetPublicationResponse;
import io.kairoute.control.v1.ImportTuningRequest;
import io.kairoute.control.v1.ImportTuningResponse;
import io.kairoute.control.v1.ListDecisionsRequest;
import io.kairoute.control.v1.ListLiveOccasionsRequest;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.LoggedDecision;
import io.kairoute.control.v1.PreviewLiveOccasionRequest;
import io.kairoute.control.v1.PreviewLiveOccasionResponse;
import io.kairoute.control.v1.SimulateTableRequest;
import io.kairoute.control.v1.SimulationReport;
import io.kairoute.control.v1.StreamSimulationRequest;
import io.kairoute.control.v1.StreamSimulationResponse;
import io.kairoute.control.v1.TryDecisionRequest;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.history.DecisionLog;
import io.kairoute.gateway.history.DecisionLogSettings;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running node tells of the decisions that it logged. */
class DecisionServiceTest {
    private static final int CONTACTS = 180;

    @TempDir
    private Path directory;

    private DecisionLog log;
    private ControlNode node;

    @BeforeEach
    void route() {
        log = new DecisionLog(
                ordinal -> directory.resolve("decisions"), DecisionLogSettings.DEFAULT, InstantSource.system());
        node = ControlNode.start(
                directory, ControlSettings.DEFAULT, InstantSource.system(), Map.of(Property.EVENT_LOOPS, "2"), log);
        node.publish(ControlTables.withPriority(70), 0);
        for (int i = 0; i < CONTACTS; i++) {
            node.ask(RouteRequest.newBuilder()
                    .setContactId("c" + i)
                    .setCustomerKey("crm:" + i)
                    .setAccountKey("acct:" + i % 9)
                    .setRegion(i % 3 == 0 ? "AU-VIC-3000" : i % 3 == 1 ? "AU-NSW" : "au-stra\u00dfe")
                    .setIntent(i % 2 == 0 ? "no_internet" : "other")
                    .build());
        }
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (newest(CONTACTS).size() < CONTACTS) {
            assertTrue(System.nanoTime() < deadlineNs, "they were never logged");
        }
    }

    @AfterEach
    void stop() {
        node.close();
        log.close();
    }

    @Test
    void shouldGiveTheNewestThatFitWithoutTheirKeys() {
        final List<LoggedDecision> tail = newest(3);
        final List<LoggedDecision> outages = node.decisions()
                .listDecisions(ListDecisionsRequest.newBuilder()
                        .setFilter(DecisionFilter.newBuilder().setOccasion("outage"))
                        .setPageSize(1_000)
                        .build())
                .getDecisionsList();

        assertEquals(
                List.of("c177", "c178", "c179"),
                tail.stream().map(one -> one.getDecision().getContactId()).toList());
        assertEquals(CONTACTS / 2, outages.size());
        assertEquals("no_internet", outages.get(0).getRequest().getIntent());
        assertFalse(outages.toString().contains("crm"), "a customer key or its hash");
        assertEquals("", outages.get(0).getRequest().getAccountKey());
        final StatusRuntimeException refused = assertThrows(StatusRuntimeException.class, () -> newest(1_001));
        assertEquals("OUT_OF_RANGE", Reasons.of(refused));
    }

    @Test
    void shouldAnswerInJsonToo() throws Exception {
        final HttpResponse<String> listed =
                post("/v1/tenants/default/decisions:list", "{\"filter\": {\"contact_id\": \"c7\"}, \"page_size\": 5}");
        final HttpResponse<String> simulated = post("/v1/tenants/default/tables/current:simulate", "{}");

        assertEquals(200, listed.statusCode(), listed.body());
        assertTrue(listed.body().contains("\"contact_id\": \"c7\""), listed.body());
        assertEquals(200, simulated.statusCode(), simulated.body());
        assertTrue(simulated.body().contains("\"contacts\": \"" + CONTACTS + "\""), simulated.body());
    }

    @Test
    void shouldExportEveryDecisionInTheOrderOfTheLog() {
        final List<ExportDecisionsResponse> answers = new ArrayList<>();
        node.decisions()
                .exportDecisions(ExportDecisionsRequest.getDefaultInstance())
                .forEachRemaining(answers::add);

        final List<String> contacts = answers.stream()
                .flatMap(answer -> answer.getDecisionsList().stream())
                .map(one -> one.getDecision().getContactId())
                .toList();
        assertEquals(CONTACTS, contacts.size());
        assertEquals("c0", contacts.get(0));
        assertEquals("c179", contacts.get(CONTACTS - 1));
        final ExportDecisionsResponse last = answers.get(answers.size() - 1);
        assertEquals(0, last.getDamaged() + last.getLost());
        assertTrue(last.getReadBytes() > 0 && last.getTotalBytes() > 0, last::toString);
    }

    @Test
    void shouldAnswerOtherQuestionsWhileAnExportIsNotRead() {
        for (int i = 0; i < 4_000; i++) {
            node.ask(RouteRequest.newBuilder()
                    .setContactId("c" + i)
                    .putLabels("note", "x".repeat(200))
                    .build());
        }
        final ClientCallStreamObserver<?>[] export = new ClientCallStreamObserver<?>[1];
        final CompletableFuture<Boolean> hasBegun = new CompletableFuture<>();
        DecisionServiceGrpc.newStub(node.admin())
                .exportDecisions(
                        ExportDecisionsRequest.getDefaultInstance(),
                        new ClientResponseObserver<ExportDecisionsRequest, ExportDecisionsResponse>() {
                            @Override
                            public void beforeStart(final ClientCallStreamObserver<ExportDecisionsRequest> call) {
                                export[0] = call;
                                call.disableAutoRequestWithInitial(1);
                            }

                            @Override
                            public void onNext(final ExportDecisionsResponse answer) {
                                hasBegun.complete(true);
                            }

                            @Override
                            public void onError(final Throwable fault) {}

                            @Override
                            public void onCompleted() {}
                        });
        assertTrue(hasBegun.orTimeout(60, TimeUnit.SECONDS).join());

        for (int i = 0; i < 20; i++) {
            assertEquals(3, newest(3).size());
        }
        export[0].cancel("that was all", null);
    }

    @Test
    void shouldSimulateADraftTheSameWithAndWithoutProgress() {
        node.tables()
                .createDraft(CreateDraftRequest.newBuilder()
                        .setDraft("d")
                        .setDocument(
                                ControlTables.withPriority(50).replace("queue: outage-desk, ", "queue: overflow, "))
                        .build());

        final SimulationReport report = node.tables()
                .simulateTable(
                        SimulateTableRequest.newBuilder().setTable("draft:d").build())
                .getReport();
        final List<StreamSimulationResponse> stream = new ArrayList<>();
        node.tables()
                .streamSimulation(
                        StreamSimulationRequest.newBuilder().setTable("draft:d").build())
                .forEachRemaining(stream::add);

        assertEquals(CONTACTS, report.getContacts());
        assertEquals(CONTACTS / 2, report.getMovedQueue());
        assertEquals("outage", report.getOccasions(1).getId());
        assertEquals(-20.0, report.getOccasions(1).getMeanPriority());
        assertEquals(10, report.getWorstCount());
        assertEquals(report, stream.get(stream.size() - 1).getReport());
        final StatusRuntimeException refused = assertThrows(StatusRuntimeException.class, () -> node.tables()
                .streamSimulation(StreamSimulationRequest.newBuilder()
                        .setTable("draft:none")
                        .build())
                .next());
        assertEquals("UNKNOWN_DRAFT", Reasons.of(refused));
    }

    @Test
    void shouldSayHowManyContactsADeclarationWouldHaveMatched() {
        final PreviewLiveOccasionResponse region =
                preview(LiveOccasion.newBuilder().setOccasion("outage").addRegions("au-vic"));
        final PreviewLiveOccasionResponse account = preview(LiveOccasion.newBuilder()
                .setOccasion("outage")
                .addAccounts("acct:4")
                .addRegions("AU"));

        final PreviewLiveOccasionResponse beyondAscii =
                preview(LiveOccasion.newBuilder().setOccasion("outage").addRegions("AU-Stra\u00dfe"));

        assertEquals(CONTACTS, region.getContacts());
        assertEquals(CONTACTS / 3, region.getMatched());
        assertEquals(CONTACTS / 3, beyondAscii.getMatched());
        assertEquals(CONTACTS / 6, region.getMatchedAlready());
        assertEquals(CONTACTS / 9, account.getMatched());
        assertEquals(
                0,
                node.live()
                        .listLiveOccasions(ListLiveOccasionsRequest.getDefaultInstance())
                        .getLiveOccasionsCount());
        final StatusRuntimeException refused = assertThrows(
                StatusRuntimeException.class,
                () -> preview(LiveOccasion.newBuilder().setOccasion("outge")));
        assertEquals("UNKNOWN_OCCASION", Reasons.of(refused));
    }

    @Test
    void shouldSayHowManyDecisionsADeclarationWouldChangeGivenWhatIsLive() {
        final LiveOccasion.Builder region =
                LiveOccasion.newBuilder().setOccasion("outage").addRegions("AU-VIC");
        final LiveOccasion.Builder everywhere =
                LiveOccasion.newBuilder().setOccasion("outage").addRegions("AU");
        final LiveOccasion.Builder account =
                LiveOccasion.newBuilder().setOccasion("outage").addAccounts("acct:3");
        assertEquals(CONTACTS / 6, preview(region).getChanged(), "half of them are an outage by their intent");
        assertEquals(CONTACTS / 2, preview(everywhere).getChanged());
        assertEquals(CONTACTS / 18, preview(account).getChanged());

        node.live()
                .declareLiveOccasion(DeclareLiveOccasionRequest.newBuilder()
                        .setLiveOccasion(region.clone()
                                .setExpireTime(Timestamps.fromMillis(System.currentTimeMillis() + 600_000))
                                .setReason("a test"))
                        .build());

        assertEquals(0, preview(region).getChanged(), "an equal one changes nothing");
        assertEquals(CONTACTS / 3, preview(region).getMatched());
        assertEquals(CONTACTS / 3, preview(everywhere).getChanged());
        assertEquals(0, preview(account).getChanged(), "every third account is in the region");
    }

    @Test
    void shouldTryALoggedContactWithSomethingChanged() {
        final LoggedDecision logged = node.decisions()
                .listDecisions(ListDecisionsRequest.newBuilder()
                        .setFilter(DecisionFilter.newBuilder().setContactId("c7"))
                        .build())
                .getDecisions(0);
        assertEquals("general", logged.getDecision().getOccasion());
        final TryDecisionRequest asked = TryDecisionRequest.newBuilder()
                .setDecisionId(logged.getDecision().getDecisionId())
                .setTime(logged.getTime())
                .setContact(logged.getRequest())
                .build();

        final RouteResponse same = node.decisions().tryDecision(asked).getDecision();
        final RouteResponse other = node.decisions()
                .tryDecision(asked.toBuilder()
                        .setContact(logged.getRequest().toBuilder()
                                .setIntent("no_internet")
                                .setCustomerKey("crm:8"))
                        .build())
                .getDecision();

        assertEquals(logged.getDecision(), same.toBuilder().clearTrace().build());
        assertEquals("outage", other.getOccasion());
        assertEquals(logged.getDecision().getDecisionId(), other.getDecisionId(), "the contact is the same");
        assertTrue(other.getTrace().getStepsCount() > 0);
        for (final int revision : List.of(-1, 2)) {
            final StatusRuntimeException refused = assertThrows(StatusRuntimeException.class, () -> node.decisions()
                    .tryDecision(asked.toBuilder().setRevision(revision).build()));
            assertEquals("UNKNOWN_REVISION", Reasons.of(refused));
        }
        assertEquals(CONTACTS, newest(1_000).size(), "nothing of it is logged");
    }

    @Test
    void shouldTryALoggedContactForTheSamePersonWhateverIsSaidOfWhoItIs() {
        node.live()
                .declareLiveOccasion(DeclareLiveOccasionRequest.newBuilder()
                        .setLiveOccasion(LiveOccasion.newBuilder()
                                .setOccasion("outage")
                                .addAccounts("acct:1")
                                .setExpireTime(Timestamps.fromMillis(System.currentTimeMillis() + 600_000))
                                .setReason("a test"))
                        .build());
        final RouteRequest.Builder mine =
                RouteRequest.newBuilder().setAccountKey("acct:1").setAttempt(1).setIntent("other");
        for (final RouteRequest.Builder asked : List.of(
                mine.clone().setContactId("by-key").setCustomerKey("crm:7"),
                mine.clone().setContactId("by-alternate").addAlternateKeys("crm:7"))) {
            final RouteResponse decided = node.ask(asked.build());
            assertEquals("LIVE", decided.getOccasionSource());
            assertEquals("UNKNOWN_CUSTOMER", decided.getFallbackCause());
            awaitLogged(asked.getContactId());

            final RouteResponse told = node.decisions()
                    .tryDecision(TryDecisionRequest.newBuilder()
                            .setDecisionId(decided.getDecisionId())
                            .setContact(RouteRequest.newBuilder()
                                    .setContactId("another's")
                                    .setTenantId("another's")
                                    .setAccountKey("acct:3")
                                    .setAttempt(2)
                                    .setIntent("other"))
                            .build())
                    .getDecision();

            assertEquals(decided, told.toBuilder().clearTrace().build());
        }
    }

    private void awaitLogged(final String contactId) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!newest(1).get(0).getDecision().getContactId().equals(contactId)) {
            assertTrue(System.nanoTime() < deadlineNs, contactId + " was never logged");
        }
    }

    @Test
    void shouldSayWhatEachEventLoopRoutesBy() {
        node.publish(ControlTables.withPriority(71), 1);

        final GetPublicationResponse publication =
                node.tables().getPublication(GetPublicationRequest.getDefaultInstance());

        assertEquals("APPLIED", publication.getState());
        assertEquals(2, publication.getNewestRevision());
        assertEquals(2, publication.getLoopsCount());
        publication.getLoopsList().forEach(loop -> {
            assertEquals(2, loop.getRevision());
            assertEquals("APPLIED", loop.getState());
        });
    }

    @Test
    void shouldTakeTuningRulesFromACsvIntoADraft() {
        final Draft draft = node.tables()
                .createDraft(CreateDraftRequest.newBuilder()
                        .setDraft("d")
                        .setDocument(ControlTables.rich(70))
                        .build())
                .getDraft();
        final String csv = node.tables()
                .exportTuning(
                        ExportTuningRequest.newBuilder().setTable("draft:d").build())
                .getCsv();
        assertEquals("""
                id,when.tier,when.labels,adjust.priority,adjust.sla
                t1,gold,,7,
                t2,,"{""line"": [""l1""]}",,'-10s
                """, csv);

        final ImportTuningResponse imported = importTuning(draft.getEtag(), csv.replace("gold,,7", "gold,,9"));

        assertEquals(2, imported.getRules());
        assertEquals(
                csv.replace("gold,,7", "gold,,9"),
                node.tables()
                        .exportTuning(ExportTuningRequest.newBuilder()
                                .setTable("draft:d")
                                .build())
                        .getCsv());
        final StatusRuntimeException stale =
                assertThrows(StatusRuntimeException.class, () -> importTuning(draft.getEtag(), csv));
        assertEquals("STALE_ETAG", Reasons.of(stale));
        final StatusRuntimeException bad = assertThrows(
                StatusRuntimeException.class,
                () -> importTuning(imported.getDraft().getEtag(), "id,when.tier\nt1,\"[\"\n"));
        assertEquals("BAD_TUNING_CSV", Reasons.of(bad));
        assertTrue(
                String.valueOf(bad.getStatus().getDescription()).startsWith("Line 2, column when.tier"), bad::toString);
    }

    private ImportTuningResponse importTuning(final String etag, final String csv) {
        return node.tables()
                .importTuning(ImportTuningRequest.newBuilder()
                        .setDraft("d")
                        .setEtag(etag)
                        .setCsv(csv)
                        .build());
    }

    private PreviewLiveOccasionResponse preview(final LiveOccasion.Builder scope) {
        return node.live()
                .previewLiveOccasion(PreviewLiveOccasionRequest.newBuilder()
                        .setLiveOccasion(scope)
                        .build());
    }

    private List<LoggedDecision> newest(final int count) {
        return node.decisions()
                .listDecisions(ListDecisionsRequest.newBuilder()
                        .setPageSize(count)
                        .setFilter(DecisionFilter.newBuilder()
                                .setSince(Timestamps.fromMillis(System.currentTimeMillis() - 600_000)))
                        .build())
                .getDecisionsList();
    }

    private HttpResponse<String> post(final String path, final String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.adminPort() + path))
                                .header("content-type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
