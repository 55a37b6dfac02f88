package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.JsonFormat;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.kairoute.control.v1.DecisionFilter;
import io.kairoute.control.v1.ListDecisionsRequest;
import io.kairoute.control.v1.ListDecisionsResponse;
import io.kairoute.gateway.history.DecisionLog;
import io.kairoute.gateway.history.DecisionLogSettings;
import io.kairoute.routing.v1.RouteRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The newest decisions page by page, and the tokens that say where the next page begins. */
@Timeout(120)
class DecisionPagesTest {
    private static final int CONTACTS = 30;
    private static final DecisionFilter ALL = DecisionFilter.getDefaultInstance();
    private static final DecisionFilter OUTAGES =
            DecisionFilter.newBuilder().setOccasion("outage").build();

    @TempDir
    static Path directory;

    private static DecisionLog log;
    private static ControlNode node;

    @BeforeAll
    static void route() throws Exception {
        log = new DecisionLog(
                ordinal -> directory.resolve("decisions"), DecisionLogSettings.DEFAULT, InstantSource.system());
        node = ControlNode.start(directory, ControlSettings.DEFAULT, InstantSource.system(), Map.of(), log);
        node.publish(ControlTables.withPriority(70), 0);
        for (int i = 0; i < CONTACTS; i++) {
            assertEquals(
                    "c" + i,
                    node.ask(RouteRequest.newBuilder()
                                    .setContactId("c" + i)
                                    .setIntent("no_internet")
                                    .build())
                            .getContactId());
        }
        while (log.written() < CONTACTS) {
            Thread.onSpinWait();
        }
    }

    @AfterAll
    static void stop() {
        node.close();
        log.close();
    }

    @Test
    void shouldGoOnWhereThePageBeforeEnded() {
        final List<String> contacts = new ArrayList<>();
        String token = "";
        do {
            final ListDecisionsResponse page = list(ALL, token);
            final List<String> newestLast = new ArrayList<>(page.getDecisionsList().stream()
                    .map(one -> one.getDecision().getContactId())
                    .toList());
            Collections.reverse(newestLast);
            contacts.addAll(newestLast);
            token = page.getNextPageToken();
        } while (!token.isEmpty());

        assertEquals(
                IntStream.range(0, CONTACTS)
                        .mapToObj(i -> "c" + (CONTACTS - 1 - i))
                        .toList(),
                contacts);
    }

    @Test
    void shouldRefuseATokenOfAnotherFilter() throws Exception {
        final String token = list(ALL, "").getNextPageToken();

        assertRefused(OUTAGES, token);
        assertRefused(ALL, list(OUTAGES, "").getNextPageToken());
        assertFalse(list(ALL, token).getDecisionsList().isEmpty(), "the token itself is fine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "***", "next", "AAAA", "\u00e9"})
    void shouldRefuseATokenThatNoPageGave(final String token) throws Exception {
        assertRefused(ALL, token);
    }

    @Test
    void shouldRefuseATokenThatWasSpoiled() throws Exception {
        final String token = list(ALL, "").getNextPageToken();

        assertRefused(ALL, token.substring(1));
        assertRefused(ALL, token.substring(0, token.length() - 2));
        assertRefused(ALL, token + token);
        // The version is in the first letters, what the filter was in the last ones.
        assertRefused(ALL, "_" + token.substring(1));
        assertRefused(ALL, token.substring(0, token.length() - 3) + (token.endsWith("AAA") ? "BBB" : "AAA"));
    }

    private static ListDecisionsResponse list(final DecisionFilter filter, final String token) {
        return node.decisions().listDecisions(request(filter, token));
    }

    private static ListDecisionsRequest request(final DecisionFilter filter, final String token) {
        return ListDecisionsRequest.newBuilder()
                .setFilter(filter)
                .setPageSize(4)
                .setPageToken(token)
                .build();
    }

    /** Over gRPC, then as JSON. */
    private static void assertRefused(final DecisionFilter filter, final String token) throws Exception {
        final StatusRuntimeException refused =
                assertThrows(StatusRuntimeException.class, () -> list(filter, token), token);
        final HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://127.0.0.1:" + node.adminPort() + "/v1/tenants/default/decisions:list"))
                                .header("content-type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        JsonFormat.printer().print(request(filter, token))))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertEquals(Status.Code.INVALID_ARGUMENT, refused.getStatus().getCode());
        assertEquals("BAD_PAGE_TOKEN", Reasons.of(refused));
        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("\"BAD_PAGE_TOKEN\""), answer.body());
    }
}
