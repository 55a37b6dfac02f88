package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.grpc.StatusRuntimeException;
import io.kairoute.control.v1.ClearQueueOverrideRequest;
import io.kairoute.control.v1.ListQueuesRequest;
import io.kairoute.control.v1.OverrideQueueRequest;
import io.kairoute.control.v1.OverrideQueueResponse;
import io.kairoute.control.v1.Queue;
import io.kairoute.control.v1.QueueState;
import io.kairoute.control.v1.ReportQueueStatesRequest;
import io.kairoute.control.v1.ReportQueueStatesResponse;
import io.kairoute.control.v1.SetSwitchRequest;
import io.kairoute.routing.v1.RouteRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class QueuesTest extends OneNodeTest {
    private static final RouteRequest OUTAGE =
            RouteRequest.newBuilder().setContactId("c").setOccasion("outage").build();

    @Test
    void shouldRedirectAtOnceOutliveARestartAndLetGo() {
        node.queues().overrideQueue(redirect("outage-desk", "overflow"));
        assertEquals("overflow", node.ask(OUTAGE).getQueue());

        restart();
        assertEquals("overflow", node.ask(OUTAGE).getQueue());

        node.queues()
                .clearQueueOverride(ClearQueueOverrideRequest.newBuilder()
                        .setQueue("outage-desk")
                        .build());
        assertEquals("outage-desk", node.ask(OUTAGE).getQueue());
    }

    @Test
    void shouldLetTheNewestOverrideOfAQueueWin() {
        node.queues().overrideQueue(redirect("outage-desk", "overflow"));
        node.queues()
                .overrideQueue(redirect("outage-desk", "").toBuilder()
                        .setKind("closed")
                        .build());

        assertEquals("outage-desk", node.ask(OUTAGE).getQueue());
        assertEquals("CLOSED", queue("outage-desk").getOverride().getKind());
    }

    @Test
    void shouldTellWhatAnOverrideReplaces() {
        final OverrideQueueResponse first = node.queues().overrideQueue(redirect("outage-desk", "overflow"));
        final OverrideQueueRequest closed =
                redirect("outage-desk", "").toBuilder().setKind("closed").build();

        final OverrideQueueResponse checked = node.queues()
                .overrideQueue(closed.toBuilder().setValidateOnly(true).build());
        final OverrideQueueRequest named =
                closed.toBuilder().setRequestId("close").build();
        final OverrideQueueResponse second = node.queues().overrideQueue(named);
        restart();

        assertFalse(first.hasReplaced());
        assertEquals(first.getOverride(), checked.getReplaced());
        assertEquals(first.getOverride(), second.getReplaced());
        assertEquals(second, node.queues().overrideQueue(named), "a repeated call is told the same");
        assertFalse(node.queues().overrideQueue(redirect("general", "overflow")).hasReplaced());
    }

    @Test
    void shouldTellOfNoOverrideThatHasEnded() {
        node.queues()
                .overrideQueue(redirect("outage-desk", "overflow").toBuilder()
                        .setExpireTime(in(150))
                        .build());
        while (queue("outage-desk").hasOverride()) {
            Thread.onSpinWait();
        }

        final OverrideQueueRequest next = redirect("outage-desk", "general");

        assertFalse(node.queues()
                .overrideQueue(next.toBuilder().setValidateOnly(true).build())
                .hasReplaced());
        assertFalse(node.queues().overrideQueue(next).hasReplaced());
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        node.queues().overrideQueue(redirect("overflow", "general"));
        node.queues().overrideQueue(redirect("general", "outage-desk"));

        assertRefused("REDIRECT_CYCLE", redirect("outage-desk", "overflow"));
        assertRefused("REDIRECT_CYCLE", redirect("outage-desk", "outage-desk"));
        assertRefused("UNKNOWN_QUEUE", redirect("outage-desk", "overfloww"));
        assertRefused("UNKNOWN_QUEUE", redirect("nowhere", "overflow"));
        assertRefused(
                "UNKNOWN_KIND",
                redirect("outage-desk", "").toBuilder().setKind("SLOW").build());
        assertRefused(
                "REQUIRED",
                redirect("outage-desk", "").toBuilder()
                        .setKind("OPEN")
                        .clearReason()
                        .build());
        assertRefused(
                "IN_THE_PAST",
                redirect("outage-desk", "general").toBuilder()
                        .setKind("OPEN")
                        .clearRedirectTo()
                        .setStartTime(Timestamps.fromMillis(1))
                        .setExpireTime(Timestamps.fromMillis(2))
                        .build());
        assertEquals("outage-desk", node.ask(OUTAGE).getQueue());
    }

    @Test
    void shouldTakeStatesInBatchesAndShowThem() {
        final long nowMs = System.currentTimeMillis();
        final ReportQueueStatesResponse first = node.queues()
                .reportQueueStates(ReportQueueStatesRequest.newBuilder()
                        .addStates(state("general", nowMs, 5))
                        .addStates(state("outage-desk", nowMs - 3_600_000, 7))
                        .addStates(state("nowhere", nowMs, 9))
                        .build());
        final ReportQueueStatesResponse second = node.queues()
                .reportQueueStates(ReportQueueStatesRequest.newBuilder()
                        .addStates(state("general", nowMs - 1, 99))
                        .build());

        assertEquals(2, first.getTaken());
        assertEquals("nowhere", first.getUnknownQueues(0));
        assertEquals(1, second.getOutdated());
        final Queue general = queue("general");
        assertEquals(5, general.getState().getDepth());
        assertTrue(general.getFresh());
        assertFalse(queue("outage-desk").getFresh());
        assertThrows(StatusRuntimeException.class, () -> node.queues()
                .reportQueueStates(ReportQueueStatesRequest.newBuilder()
                        .addStates(state("general", nowMs + 3_600_000, 1))
                        .build()));
    }

    @Test
    void shouldSwitchStageTwoOffAndOn() {
        node.queues()
                .setSwitch(SetSwitchRequest.newBuilder()
                        .setSwitch("stage_two")
                        .setOff(true)
                        .setReason("bad set")
                        .setExpireTime(in(60_000))
                        .build());
        assertTrue(node.ask(OUTAGE).getFlagsList().contains("STAGE_TWO_OFF"));

        node.queues()
                .setSwitch(SetSwitchRequest.newBuilder()
                        .setSwitch("stage_two")
                        .setReason("mended")
                        .build());

        assertFalse(node.ask(OUTAGE).getFlagsList().contains("STAGE_TWO_OFF"));
    }

    @Test
    void shouldServeTheSameOverJson() throws Exception {
        final HttpResponse<String> held = post(
                "queues/outage-desk:override",
                "{\"kind\":\"redirect\",\"redirect_to\":\"overflow\",\"reason\":\"full\",\"expire_time\":\""
                        + Timestamps.toString(in(60_000)) + "\"}");
        final HttpResponse<String> unknown = post("queues/outage-desk:override", "{\"knd\":\"redirect\"}");
        final HttpResponse<String> wrong = post("queues/nowhere:override", "{\"kind\":\"open\",\"reason\":\"x\"}");
        final HttpResponse<String> list =
                send(HttpRequest.newBuilder(uri("queues")).GET());
        final HttpResponse<String> other =
                send(HttpRequest.newBuilder(uri("queues")).DELETE());

        assertEquals(200, held.statusCode(), held.body());
        assertEquals("overflow", node.ask(OUTAGE).getQueue());
        assertEquals(400, unknown.statusCode());
        assertEquals(400, wrong.statusCode());
        assertTrue(wrong.body().contains("\"reason\":\"UNKNOWN_QUEUE\""), wrong.body());
        assertTrue(list.body().replace(" ", "").contains("\"redirect_to\":\"overflow\""), list.body());
        assertEquals(405, other.statusCode());
    }

    private HttpResponse<String> post(final String path, final String json) throws Exception {
        return send(HttpRequest.newBuilder(uri(path))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private HttpResponse<String> send(final HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(final String path) {
        return URI.create("http://127.0.0.1:" + node.adminPort() + "/v1/tenants/default/" + path);
    }

    private Queue queue(final String id) {
        return node.queues().listQueues(ListQueuesRequest.getDefaultInstance()).getQueuesList().stream()
                .filter(queue -> queue.getQueue().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void assertRefused(final String reason, final OverrideQueueRequest request) {
        final StatusRuntimeException refused =
                assertThrows(StatusRuntimeException.class, () -> node.queues().overrideQueue(request), reason);
        assertEquals(reason, Reasons.of(refused));
    }

    private static OverrideQueueRequest redirect(final String queue, final String to) {
        return OverrideQueueRequest.newBuilder()
                .setQueue(queue)
                .setKind("REDIRECT")
                .setRedirectTo(to)
                .setReason("full")
                .setExpireTime(in(60_000))
                .build();
    }

    private static QueueState state(final String queue, final long atMs, final int depth) {
        return QueueState.newBuilder()
                .setQueue(queue)
                .setAt(Timestamps.fromMillis(atMs))
                .setDepth(depth)
                .build();
    }

    private static Timestamp in(final long ms) {
        return Timestamps.fromMillis(System.currentTimeMillis() + ms);
    }
}
