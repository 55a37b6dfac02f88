package io.kairoute.gateway.sets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.Code;
import io.kairoute.control.v1.ActivateSegmentSetRequest;
import io.kairoute.control.v1.GetSegmentStatisticsRequest;
import io.kairoute.control.v1.RollbackSegmentSetRequest;
import io.kairoute.gateway.Refused;
import io.kairoute.gateway.control.ControlRefusal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Whoever imports, counts or switches segment sets is told what to do instead where that cannot be done. */
class SegmentSetRefusalsTest extends OneCustomersNodeTest {
    @Test
    void shouldSayWhatIsWrongWithTheMappingOfAnImport() throws Exception {
        final String mapping = Base64.getUrlEncoder()
                .encodeToString(Upload.MAPPING.replace("tiers:", "teirs:").getBytes(StandardCharsets.UTF_8));

        final HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.adminPort()
                                        + "/v1/tenants/default/segmentSets:import?head.mapping=" + mapping))
                                .PUT(HttpRequest.BodyPublishers.ofString("id,value\n1,5\n"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertEquals(400, answer.statusCode());
        final Refused refused = Refused.in(answer.body());
        assertEquals(Code.INVALID_ARGUMENT, refused.code());
        assertEquals("BAD_MAPPING", refused.reason());
        assertTrue(
                refused.sentence()
                        .startsWith("The mapping:4:1: teirs: unknown key; there are account, alternate_keys, "),
                refused.sentence());
    }

    @Test
    void shouldNameTheListOfSetsToWhoeverAsksForOneThatIsNotKept() {
        activate(TestSets.write(node.folder(), "silver", Instant.now(), 3, "silver"));

        final Refused activated = Refused.by(() -> activate(99));
        final Refused counted = Refused.by(() -> count(99));

        assertEquals(
                new Refused(
                        Code.NOT_FOUND,
                        "NO_SUCH_SET",
                        "No segment set 99 is kept; kairoute segments list, or ListSegmentSets, names those that are."),
                activated);
        assertEquals(activated.code(), counted.code());
        assertEquals(activated.reason(), counted.reason());
        assertEquals(
                "No segment set 99 is kept, as the field number asks; kairoute segments list, or ListSegmentSets, names"
                        + " those that are.",
                counted.sentence());
        assertEquals("silver", node.ask("crm:1").getTier());
    }

    @Test
    void shouldSayWhatToDoWhereThereIsNoSetToGoBackTo() {
        final int first = TestSets.write(node.folder(), "silver", Instant.now(), 3, "silver");
        activate(first);

        final Refused refused = Refused.by(() -> node.calls()
                .rollbackSegmentSet(
                        RollbackSegmentSetRequest.newBuilder().setReason("back").build()));

        assertEquals(
                new Refused(
                        Code.FAILED_PRECONDITION,
                        "NO_SET_BEFORE",
                        "No segment set is kept that was served before the active one, so there is nothing to go back to;"
                                + " activate another one by its number, or import one."),
                refused);
        assertEquals("silver", node.ask("crm:1").getTier());
    }

    @Test
    void shouldRefuseAChangeThatWaitsTooLongForItsTurnAndDoTheNext() throws Exception {
        final Turn turn = new Turn(0);
        final CountDownLatch isRunning = new CountDownLatch(1);
        final CountDownLatch mayEnd = new CountDownLatch(1);
        final CompletableFuture<Void> first = CompletableFuture.runAsync(() -> turn.run(() -> {
            isRunning.countDown();
            await(mayEnd);
        }));
        isRunning.await();

        final ControlRefusal refused = assertThrows(ControlRefusal.class, () -> turn.take(() -> 7));

        assertEquals(
                new Refused(
                        Code.UNAVAILABLE,
                        "SETS_BUSY",
                        "Another change of this tenant's segment sets takes long; try again shortly."),
                new Refused(
                        refused.refusal().code(),
                        refused.refusal().reason(),
                        refused.refusal().message()));
        mayEnd.countDown();
        first.join();
        assertEquals(7, turn.take(() -> 7));
    }

    private void activate(final int number) {
        final var unused = node.calls()
                .activateSegmentSet(ActivateSegmentSetRequest.newBuilder()
                        .setNumber(number)
                        .setReason("test")
                        .build());
    }

    private void count(final int number) {
        final var unused = node.calls()
                .getSegmentStatistics(GetSegmentStatisticsRequest.newBuilder()
                        .setNumber(number)
                        .build());
    }

    private static void await(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
