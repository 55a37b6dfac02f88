package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.JsonFormat;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.DeclareLiveOccasionResponse;
import io.kairoute.control.v1.ExplainDecisionResponse;
import io.kairoute.control.v1.GetCallerResponse;
import io.kairoute.control.v1.GetNodeResponse;
import io.kairoute.control.v1.GetRatesResponse;
import io.kairoute.control.v1.ListDecisionsResponse;
import io.kairoute.control.v1.ListQueuesResponse;
import io.kairoute.control.v1.NowLiveOccasion;
import io.kairoute.control.v1.VerifyAuditResponse;
import io.kairoute.control.v1.WatchNowResponse;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.DataOwner;
import io.kairoute.gateway.node.Node;
import io.kairoute.gateway.node.StoredContents;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a page of the console asks of a whole node, as curl would ask it. */
class NowFeedTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String NOW = "/v1/tenants/default/now:watch";
    private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(60);

    @TempDir
    private Path directory;

    private Node start() {
        final GatewayConfig config = TestGateways.config(
                Map.of(Property.DATA_DIR, directory.resolve("data").toString()));
        return Node.of(
                        config,
                        new StoredContents(
                                config,
                                new DataOwner(directory.resolve("data"), "test", note -> {}),
                                Map.of("default", ControlTables.withPriority(70).getBytes(StandardCharsets.UTF_8))))
                .start();
    }

    private static void route(final Node node, final int contacts) throws Exception {
        for (int i = 0; i < contacts; i++) {
            route(node, "{\"contact_id\":\"call-" + i + "\",\"intent\":\"no_internet\"}");
        }
    }

    private static void route(final Node node, final String contact) throws Exception {
        final HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.routePort() + "/v1/route"))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(contact))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
    }

    private static <M extends Message.Builder> M ask(
            final Node node, final String path, final String body, final M into) throws Exception {
        final HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.adminPort() + path));
        if (!body.isEmpty()) {
            request.header("content-type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        }
        final HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        JsonFormat.parser().merge(answer.body(), into);
        return into;
    }

    private static WatchNowResponse message(final EventClient.Event event) throws Exception {
        assertTrue(event.data().getBytes(StandardCharsets.UTF_8).length < 16_000, "a message is short");
        final WatchNowResponse.Builder message = WatchNowResponse.newBuilder();
        JsonFormat.parser().merge(event.data(), message);
        return message.build();
    }

    @Test
    void shouldTellWhatWasDecidedWithAllPartsFirstAndOnlyWhatChangedThen() throws Exception {
        try (Node node = start();
                EventClient watch = EventClient.open(node.adminPort(), NOW, "")) {
            final WatchNowResponse first = message(watch.next());
            assertTrue(first.hasOccasions() && first.hasQueues() && first.hasHeld() && first.hasWarnings());
            assertEquals(1, first.getRevision().getRevision());
            assertEquals(3, first.getQueues().getRowsCount());

            route(node, 30);

            boolean hasLeftOut = false;
            long decisions = 0;
            WatchNowResponse now = first;
            final long untilNs = System.nanoTime() + LONGEST_NS;
            while (now.getTotals().getPerMinute() < 30 && System.nanoTime() < untilNs) {
                final WatchNowResponse next = message(watch.next());
                assertTrue(next.getSequence() > now.getSequence());
                hasLeftOut |= !next.hasRevision();
                decisions += next.getDecisions().getRowsCount();
                now = next;
            }
            assertEquals(30, now.getTotals().getPerMinute());
            assertEquals(30, now.getTotals().getClear());
            assertEquals("outage", now.getOccasions().getRows(0).getOccasion());
            assertEquals(30, now.getOccasions().getRows(0).getClear());
            assertTrue(hasLeftOut, "what did not change is left out");
            assertTrue(decisions > 0 && decisions <= 30);
            assertFalse(now.toString().contains("call-"), "no id of a contact");
        }
    }

    @Test
    void shouldGoOnBehindTheMessageThatACallerHadBeforeItWasCutOff() throws Exception {
        try (Node node = start()) {
            final String seen;
            try (EventClient watch = EventClient.open(node.adminPort(), NOW, "")) {
                seen = watch.next().id();
            }
            try (EventClient again = EventClient.open(node.adminPort(), NOW, seen)) {
                final WatchNowResponse next = message(again.next());
                assertFalse(next.hasRevision(), "it has that");
            }
            try (EventClient stranger = EventClient.open(node.adminPort(), NOW, "17-4-9")) {
                assertTrue(message(stranger.next()).hasRevision(), "of another start");
            }
        }
    }

    @Test
    void shouldSayByeWithATimeToComeAgainWhenTheNodeStops() throws Exception {
        final Node node = start();
        try (EventClient watch = EventClient.open(node.adminPort(), NOW, "")) {
            watch.next();

            node.close();

            EventClient.Event last = watch.next();
            while (last.name().isEmpty()) {
                last = watch.next();
            }
            assertEquals("bye", last.name());
            assertTrue(last.data().contains("STOPPING"), last.data());
        }
    }

    @Test
    void shouldRefuseOneWatcherMoreThanMayBe() throws Exception {
        final List<EventClient> watches = new ArrayList<>();
        try (Node node = start()) {
            for (int i = 0; i < 64; i++) {
                final EventClient watch = EventClient.open(node.adminPort(), NOW, "");
                watches.add(watch);
                watch.next();
            }
            try (EventClient tooMany = EventClient.open(node.adminPort(), NOW, "")) {
                assertEquals(429, tooMany.status());
            }
            watches.remove(0).close();
            final long untilNs = System.nanoTime() + LONGEST_NS;
            int status = 429;
            while (status == 429 && System.nanoTime() < untilNs) {
                try (EventClient next = EventClient.open(node.adminPort(), NOW, "")) {
                    status = next.status();
                }
            }
            assertEquals(200, status, "a place is free again");
        } finally {
            for (final EventClient watch : watches) {
                watch.close();
            }
        }
    }

    @Test
    void shouldGiveRatesByAnyKeyAndAgainAfterARestart() throws Exception {
        final String question = "{\"keys\":[{\"kind\":\"OCCASION_BAND\"},{\"kind\":\"QUEUE\",\"id\":\"outage-desk\"},"
                + "{\"kind\":\"QUEUE\",\"id\":\"nowhere\"}],\"step_s\":60}";
        try (Node node = start()) {
            route(node, 12);
            final GetRatesResponse.Builder rates = awaitSum(node, question, 12);
            assertEquals("outage", rates.getSeries(0).getKey().getId());
            assertEquals("CLEAR", rates.getSeries(0).getKey().getWith());
            assertEquals(12, rates.getSeries(1).getSum());
            assertEquals(0, rates.getSeries(2).getSum());
            assertEquals(rates.getSteps(), rates.getSeries(2).getCountsCount());
        }
        try (Node node = start()) {
            awaitSum(node, question, 12);
        }
    }

    private static GetRatesResponse.Builder awaitSum(final Node node, final String question, final long sum)
            throws Exception {
        final long untilNs = System.nanoTime() + LONGEST_NS;
        GetRatesResponse.Builder rates;
        do {
            rates = ask(node, "/v1/tenants/default/rates:get", question, GetRatesResponse.newBuilder());
        } while ((rates.getSeriesCount() < 3 || rates.getSeries(0).getSum() < sum) && System.nanoTime() < untilNs);
        assertEquals(sum, rates.getSeries(0).getSum());
        return rates;
    }

    @Test
    void shouldTellOfEachLiveOccasionWhomItFitsAndAgainAfterARestart() throws Exception {
        try (Node node = start()) {
            declare(node, "florida", "\"regions\":[\"US-FL\"]");
            declare(node, "georgia", "\"regions\":[\"US-GA\"]");
            declare(node, "account", "\"accounts\":[\"acc:1\"]");
            for (int i = 0; i < 4; i++) {
                route(node, "{\"contact_id\":\"c\",\"region\":\"US-FL\"}");
            }
            route(node, "{\"contact_id\":\"c\",\"account_key\":\"acc:1\"}");

            final Map<String, NowLiveOccasion> rows = awaitFits(node, 4);

            assertEquals(4, row(rows, "florida").getFittedPerMinute());
            assertEquals(1, row(rows, "account").getFittedPerMinute());
            assertTrue(row(rows, "florida").hasLastFitTime());
            assertFalse(row(rows, "florida").hasIdleSinceTime());
            assertEquals(0, row(rows, "georgia").getFittedPerMinute());
            assertFalse(row(rows, "georgia").hasLastFitTime());
            assertTrue(row(rows, "georgia").hasIdleSinceTime());
        }
        try (Node node = start()) {
            final Map<String, NowLiveOccasion> rows = awaitFits(node, 1);

            assertTrue(row(rows, "florida").hasLastFitTime());
            assertTrue(row(rows, "account").hasLastFitTime());
            assertFalse(row(rows, "georgia").hasLastFitTime());
        }
    }

    private static void declare(final Node node, final String id, final String scope) throws Exception {
        ask(
                node,
                "/v1/tenants/default/liveOccasions",
                "{\"live_occasion\":{\"id\":\"" + id + "\",\"occasion\":\"outage\"," + scope
                        + ",\"expire_time\":\"2099-01-01T00:00:00Z\",\"reason\":\"a test\"}}",
                DeclareLiveOccasionResponse.newBuilder());
    }

    private static NowLiveOccasion row(final Map<String, NowLiveOccasion> rows, final String id) {
        return Objects.requireNonNull(rows.get(id), id);
    }

    /** The rows once one has so many fits, and the account's contact is counted, too. */
    private static Map<String, NowLiveOccasion> awaitFits(final Node node, final int fits) throws Exception {
        try (EventClient watch = EventClient.open(node.adminPort(), NOW, "")) {
            final Map<String, NowLiveOccasion> rows = new HashMap<>();
            final long untilNs = System.nanoTime() + LONGEST_NS;
            boolean areThere = false;
            while (!areThere && System.nanoTime() < untilNs) {
                message(watch.next()).getLiveOccasions().getRowsList().forEach(row -> rows.put(row.getId(), row));
                areThere = rows.containsKey("florida")
                        && row(rows, "florida").getFittedPerMinute() >= fits
                        && row(rows, "account").hasLastFitTime();
            }
            return rows;
        }
    }

    @Test
    void shouldMakeALoggedDecisionAgainByteForByteAndSayWhy() throws Exception {
        try (Node node = start()) {
            route(node, 5);
            final ListDecisionsResponse.Builder listed = ListDecisionsResponse.newBuilder();
            final long untilNs = System.nanoTime() + LONGEST_NS;
            while (listed.getDecisionsCount() < 5 && System.nanoTime() < untilNs) {
                listed.clear();
                ask(
                        node,
                        "/v1/tenants/default/decisions:list",
                        "{\"filter\":{\"band\":\"CLEAR\",\"rule\":\"s1\",\"least_priority\":70},\"newest_first\":true}",
                        listed);
            }
            assertEquals(5, listed.getDecisionsCount());
            assertEquals("call-4", listed.getDecisions(0).getDecision().getContactId(), "the newest first");
            final String id = listed.getDecisions(2).getDecision().getDecisionId();

            final ExplainDecisionResponse.Builder why = ask(
                    node, "/v1/tenants/default/decisions/" + id + ":explain", "", ExplainDecisionResponse.newBuilder());

            assertEquals("SAME", why.getOutcome());
            assertEquals(0, why.getDifferencesCount());
            assertEquals("call-2", why.getLogged().getRequest().getContactId());
            assertEquals("outage", why.getAgain().getOccasion());
            assertTrue(why.getAgain().getTrace().getStepsCount() > 0);
            assertEquals(404, status(node, "/v1/tenants/default/decisions/f1-none:explain"), "UNKNOWN_DECISION");
        }
    }

    private static int status(final Node node, final String path) throws Exception {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.adminPort() + path))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void shouldTellACallerWhoItIsAndHowTheNodeIs() throws Exception {
        try (Node node = start()) {
            final GetCallerResponse.Builder caller = ask(node, "/v1/caller", "", GetCallerResponse.newBuilder());
            final GetNodeResponse.Builder how = ask(node, "/v1/tenants/default/node", "", GetNodeResponse.newBuilder());
            final ListQueuesResponse.Builder queues =
                    ask(node, "/v1/tenants/default/queues", "", ListQueuesResponse.newBuilder());

            assertEquals("anybody", caller.getName());
            assertTrue(caller.getOpen());
            assertEquals(List.of("default"), caller.getTenantsList());
            assertEquals(9, caller.getRolesCount());
            assertTrue(how.getDecisionsLogged());
            assertEquals(1, how.getLoopsApplied());
            assertTrue(how.getDiskBytes() > 0);
            assertTrue(Timestamps.toMillis(how.getStartTime()) > 0);
            assertEquals("always", queues.getQueues(0).getCalendar());
            assertEquals("OPEN", queues.getQueues(0).getHours());
            assertFalse(queues.getQueues(0).hasHoursChangeTime());
        }
    }

    @Test
    void shouldTellHowFarTheAuditTrailWasChecked() throws Exception {
        try (Node node = start()) {
            final long untilNs = System.nanoTime() + LONGEST_NS;
            VerifyAuditResponse.Builder verified;
            do {
                verified = ask(node, "/v1/tenants/default/auditVerification", "", VerifyAuditResponse.newBuilder());
            } while (verified.getState().equals("RUNNING") && System.nanoTime() < untilNs);
            assertEquals("INTACT", verified.getState());
            assertEquals(
                    verified.getVerifiedNumber() + ":" + verified.getHash(),
                    verified.getHead().isEmpty() ? "0:" : verified.getHead());
            assertTrue(verified.hasVerifyTime());
            final Timestamp before = verified.getVerifyTime();

            verified = ask(
                    node, "/v1/tenants/default/auditVerification?check_now=true", "", VerifyAuditResponse.newBuilder());

            while (verified.getChecking() && System.nanoTime() < untilNs) {
                verified = ask(node, "/v1/tenants/default/auditVerification", "", VerifyAuditResponse.newBuilder());
            }
            assertTrue(Timestamps.compare(verified.getVerifyTime(), before) > 0, verified::toString);
        }
    }
}
