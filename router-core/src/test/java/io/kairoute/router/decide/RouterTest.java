package io.kairoute.router.decide;

import static io.kairoute.router.SmallTable.NOW_MS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import io.kairoute.router.Limits;
import io.kairoute.router.RouteStatus;
import io.kairoute.router.SmallTable;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {
    private static final RouteRequest OUTAGE =
            RouteRequest.newBuilder().setContactId("c-1").setOccasion("outage").build();

    private final byte[] answer = new byte[Limits.RESPONSE_BYTES];
    private final UnsafeBuffer response = new UnsafeBuffer(answer);

    @Test
    void shouldRefuseATenantThatNobodyHas() {
        final Router router = SmallTable.of().router();

        assertEquals(
                RouteStatus.UNKNOWN_TENANT, route(router, OUTAGE.toBuilder().setTenantId("other"), Router.ANY_TENANT));
    }

    @Test
    void shouldRefuseATenantThatIsNotTheCallers() {
        final Router router = SmallTable.of().router();

        assertEquals(RouteStatus.WRONG_TENANT, route(router, OUTAGE.toBuilder().setTenantId("other"), 0));
        assertTrue(route(router, OUTAGE.toBuilder().setTenantId(SmallTable.TENANT), 0) > 0);
        assertTrue(route(router, OUTAGE.toBuilder(), 0) > 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_024, Integer.MAX_VALUE, -2, -7, Integer.MIN_VALUE})
    void shouldRefuseACallerWhoseTenantThereIsNot(final int caller) {
        final Router router = SmallTable.of().router();

        assertEquals(RouteStatus.UNKNOWN_TENANT, route(router, OUTAGE.toBuilder(), caller));
    }

    @Test
    void shouldRefuseATenantWithoutASnapshot() {
        final Router router = new Router(new TenantDirectory(List.of(SmallTable.TENANT)), true);

        assertEquals(RouteStatus.NO_SNAPSHOT, route(router, OUTAGE.toBuilder(), 0));
        assertEquals(RouteStatus.NO_SNAPSHOT, routeToDefault(router, OUTAGE));
    }

    @Test
    void shouldRefuseBytesThatAreNoMessageAndNameTheFieldThatIsTooLong() {
        final Router router = SmallTable.of().router();
        final byte[] cut = Arrays.copyOf(OUTAGE.toByteArray(), OUTAGE.getSerializedSize() - 1);

        assertEquals(RouteStatus.MALFORMED, router.route(new UnsafeBuffer(cut), 0, cut.length, 0, NOW_MS, response, 0));
        assertEquals(
                RouteStatus.LIMIT_EXCEEDED,
                route(router, OUTAGE.toBuilder().setIntent("i".repeat(Limits.STRING_BYTES + 1)), 0));
        assertEquals(RouteRequest.INTENT_FIELD_NUMBER, router.contact().request.faultField());
    }

    @Test
    void shouldGiveTheDefaultTreatmentWithCauseDeadlineWhereTheTimeRanOut() throws Exception {
        final SmallTable table = SmallTable.of().live("billing", 10_000);
        table.customer("crm:1").tier("gold").agent("anna");
        final Router router = table.router();

        final RouteResponse late = parse(routeToDefault(
                router,
                OUTAGE.toBuilder().setCustomerKey("crm:1").setLanguage("en").build()));

        assertTrue(late.getFallback());
        assertEquals("DEADLINE", late.getFallbackCause());
        assertEquals("general", late.getOccasion());
        assertEquals("NONE", late.getBand());
        assertEquals("standard", late.getTier());
        assertEquals("care", late.getQueue());
        assertEquals("hello", late.getScript());
        assertEquals(40, late.getPriority());
        assertEquals("", late.getPreferredAgent());
        assertEquals(SmallTable.REVISION, late.getTableRevision());
        assertEquals("c-1", late.getContactId());
    }

    @Test
    void shouldStillLeadTheDefaultTreatmentOutOfAClosedQueue() throws Exception {
        final Router router = SmallTable.of().redirect("care", "money").router();

        assertEquals("money", parse(routeToDefault(router, OUTAGE)).getQueue());
    }

    @Test
    void shouldRouteUnderASnapshotThatIsGivenAsUnderTheSameInForce() throws Exception {
        final Router router = SmallTable.of().router();
        route(router, OUTAGE.toBuilder(), 0);
        final Snapshot snapshot = router.contact().snapshot();
        final byte[] inForce = answer.clone();
        final Router stranger = new Router(new TenantDirectory(List.of("somebody-else")), true);
        final byte[] bytes = OUTAGE.toByteArray();

        Arrays.fill(answer, (byte) 0);
        final int length = stranger.routeUnder(snapshot, new UnsafeBuffer(bytes), 0, bytes.length, NOW_MS, response, 0);

        assertEquals("technical", parse(length).getQueue());
        assertArrayEquals(inForce, answer);
    }

    @Test
    void shouldRefuseUnderAGivenSnapshotOnlyWhatCannotBeRead() {
        final Router router = SmallTable.of().router();
        route(router, OUTAGE.toBuilder(), 0);
        final byte[] ofAnother = OUTAGE.toBuilder().setTenantId("other").build().toByteArray();
        final byte[] cut = Arrays.copyOf(ofAnother, ofAnother.length - 1);

        assertTrue(router.routeUnder(
                        router.contact().snapshot(),
                        new UnsafeBuffer(ofAnother),
                        0,
                        ofAnother.length,
                        NOW_MS,
                        response,
                        0)
                > 0);
        assertEquals(
                RouteStatus.MALFORMED,
                router.routeUnder(
                        router.contact().snapshot(), new UnsafeBuffer(cut), 0, cut.length, NOW_MS, response, 0));
    }

    @Test
    void shouldGiveARetryTheSameIdAndAnotherAttemptAnotherOne() {
        final SmallTable table = SmallTable.of();

        final String first = table.route(contact -> {}).getDecisionId();

        assertEquals(first, table.routeAt(NOW_MS + 5_000, contact -> {}).getDecisionId());
        assertNotEquals(first, table.route(contact -> contact.setAttempt(1)).getDecisionId());
        assertNotEquals(
                first, table.route(contact -> contact.setContactId("c-2")).getDecisionId());
        assertTrue(first.startsWith("f" + SmallTable.REVISION + "-"), first);
    }

    @Test
    void shouldSayThatThePinOfARetryExpiredWhereItsRevisionIsNotKept() {
        final RouteResponse retry = SmallTable.of()
                .route(contact -> contact.setAttempt(1).setPreviousDecisionId("p6-00112233445566778899aabb"));
        final RouteResponse ofToday = SmallTable.of()
                .route(contact -> contact.setAttempt(1).setPreviousDecisionId("p7-00112233445566778899aabb"));
        // The attempt is unsigned: this is the highest.
        final RouteResponse last = SmallTable.of()
                .route(contact -> contact.setAttempt(-1).setPreviousDecisionId("p6-00112233445566778899aabb"));
        final RouteResponse first =
                SmallTable.of().route(contact -> contact.setPreviousDecisionId("p6-00112233445566778899aabb"));
        final RouteResponse following = SmallTable.of()
                .route(contact -> contact.setAttempt(1).setPreviousDecisionId("f6-00112233445566778899aabb"));

        assertTrue(retry.getFlagsList().contains("PIN_EXPIRED"));
        assertEquals(SmallTable.REVISION, retry.getTableRevision());
        assertTrue(last.getFlagsList().contains("PIN_EXPIRED"));
        assertFalse(ofToday.getFlagsList().contains("PIN_EXPIRED"));
        assertFalse(following.getFlagsList().contains("PIN_EXPIRED"));
        assertFalse(first.getFlagsList().contains("PIN_EXPIRED"), "a first attempt is none that comes again");
    }

    private int route(final Router router, final RouteRequest.Builder request, final int caller) {
        final byte[] bytes = request.build().toByteArray();
        return router.route(new UnsafeBuffer(bytes), 0, bytes.length, caller, NOW_MS, response, 0);
    }

    private int routeToDefault(final Router router, final RouteRequest request) {
        final byte[] bytes = request.toByteArray();
        return router.routeToDefault(new UnsafeBuffer(bytes), 0, bytes.length, 0, NOW_MS, response, 0);
    }

    private RouteResponse parse(final int length) throws InvalidProtocolBufferException {
        assertTrue(length > 0, () -> "status=" + length);
        return RouteResponse.parseFrom(ByteBuffer.wrap(answer, 0, length));
    }
}
