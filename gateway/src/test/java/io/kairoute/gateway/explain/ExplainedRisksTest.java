package io.kairoute.gateway.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.JsonFormat;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.identity.NewKey;
import io.kairoute.gateway.node.Node;
import io.kairoute.gateway.node.Served;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.compile.Horizon;
import io.kairoute.router.compile.ReadableSet;
import io.kairoute.router.compile.SnapshotBuilder;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.SegmentLookup;
import io.kairoute.router.segment.SegmentSetHeader;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.check.TableLoader;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.Trace;
import io.kairoute.routing.v1.TraceRule;
import io.kairoute.routing.v1.TraceStep;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever may not see a customer's risks in the record cannot read them out of an explanation either. */
class ExplainedRisksTest {
    private static final Path TABLE = Path.of("../deploy/examples/telecom/table.yaml");
    private static final String DISPUTE = """
            {"contact_id": "c", "customer_key": "crm:1", "intent": "billing_error", "intent_confidence": 1,
             "timestamp": "2026-12-01T17:00:00Z", "explain": "EXPLAIN_FULL"}""";

    private static final NewKey VIEWER = NewKey.make(new SecureRandom());
    private static final NewKey DATA = NewKey.make(new SecureRandom());

    @TempDir
    private static Path directory;

    private static Node server;

    @BeforeAll
    static void start() throws Exception {
        final Path credentials =
                Files.writeString(directory.resolve("credentials.yaml"), """
                keys:
                  - {name: viewer, tenant: default, roles: [route, viewer], sha256: %s}
                  - {name: data, tenant: default, roles: [route, viewer, data], sha256: %s}
                """.formatted(VIEWER.sha256(), DATA.sha256()));
        server =
                TestGateways.start(Map.of(Property.IDENTITY_CREDENTIALS, credentials.toString()), Served.of(tenants()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void shouldTellAViewerNothingThatHangsOnRisks() throws Exception {
        final RouteResponse answer = ask(VIEWER);

        final Trace trace = answer.getTrace();
        assertEquals("careful", answer.getScript());
        assertTrue(trace.getRisksHidden());
        assertEquals(
                List.of("t-payment-plan", "p-vulnerable"),
                trace.getRulesList().stream()
                        .filter(TraceRule::getWithheld)
                        .map(TraceRule::getId)
                        .toList());
        trace.getRulesList().forEach(rule -> assertFalse(rule.getWithheld() && rule.getMatched(), rule::toString));
        for (final TraceStep step : trace.getStepsList()) {
            assertFalse(step.getKind().equals("PROTECTION"), step::toString);
            assertFalse(step.getId().equals("t-payment-plan"), step::toString);
            assertFalse(step.toString().contains("\"payment-plan\""), step::toString);
        }
        assertTrue(
                trace.getGuardrailsList().stream().noneMatch(one -> one.getId().equals("PROTECTION")));
    }

    @Test
    void shouldTellWhoeverMaySeeRisksWhatTheyChanged() throws Exception {
        final RouteResponse answer = ask(DATA);

        final Trace trace = answer.getTrace();
        assertFalse(trace.getRisksHidden());
        assertTrue(trace.getRulesList().stream().noneMatch(TraceRule::getWithheld));
        assertTrue(
                trace.getStepsList()
                        .contains(step("script", "bill-review", "payment-plan", "TUNING", "t-payment-plan")),
                trace::toString);
        assertTrue(
                trace.getStepsList().contains(step("script", "payment-plan", "careful", "PROTECTION", "p-vulnerable")),
                trace::toString);
    }

    @Test
    void shouldGiveBothTheSameDecision() throws Exception {
        assertEquals(
                ask(DATA).toBuilder().clearTrace().build(),
                ask(VIEWER).toBuilder().clearTrace().build());
    }

    private static TraceStep step(
            final String field, final String before, final String after, final String kind, final String id) {
        return TraceStep.newBuilder()
                .setField(field)
                .setBefore(before)
                .setAfter(after)
                .setKind(kind)
                .setId(id)
                .build();
    }

    private static RouteResponse ask(final NewKey key) throws Exception {
        final HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.routePort() + "/v1/route"))
                                .header("content-type", "application/json")
                                .header("x-api-key", key.key())
                                .POST(HttpRequest.BodyPublishers.ofString(DISPUTE))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer::body);
        final RouteResponse.Builder decision = RouteResponse.newBuilder();
        JsonFormat.parser().merge(answer.body(), decision);
        return decision.build();
    }

    private static TenantDirectory tenants() {
        final TableDefinition table = Objects.requireNonNull(
                TableLoader.load(TABLE, LocalDate.of(2026, 12, 1)).table());
        final SegmentSetHeader header = new SegmentSetHeader(
                "test",
                1_796_000_000_000L,
                1,
                1,
                Map.of(
                        ProfileAttribute.TIER,
                        List.of("platinum", "gold", "silver", "standard"),
                        ProfileAttribute.RISK,
                        List.of("vulnerable", "payment_difficulty")));
        final TenantDirectory tenants = new TenantDirectory(List.of(TenantDirectory.DEFAULT_TENANT));
        tenants.holder(0)
                .publish(new SnapshotBuilder(
                                TenantDirectory.DEFAULT_TENANT,
                                new KeyHasher(new byte[KeyHasher.SECRET_BYTES]),
                                CompiledRevision.of(1, table, Horizon.around(1_796_000_000_000L)))
                        .segments(new ReadableSet(new OneAtRisk(), header))
                        .build());
        return tenants;
    }

    /** Knows everybody as a gold customer who is vulnerable and has difficulty to pay. */
    private static final class OneAtRisk implements SegmentLookup {
        @Override
        public int profile(final SegmentKey key, final ProfileFlyweight into) {
            into.reset()
                    .ordinal(ProfileAttribute.TIER, 2)
                    .consent(ProfileFlyweight.CONSENT_PERSONALIZATION)
                    .addRisk(1)
                    .addRisk(2)
                    .seal();
            return FOUND;
        }

        @Override
        public boolean isAvailable() {
            return true;
        }
    }
}
