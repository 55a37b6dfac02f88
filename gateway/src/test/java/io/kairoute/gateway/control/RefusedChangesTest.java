package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.grpc.StatusRuntimeException;
import io.kairoute.control.v1.ClearQueueOverrideRequest;
import io.kairoute.control.v1.DeclareLiveOccasionRequest;
import io.kairoute.control.v1.DiffTablesRequest;
import io.kairoute.control.v1.ExtendLiveOccasionRequest;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.OverrideQueueRequest;
import io.kairoute.control.v1.QueueState;
import io.kairoute.control.v1.ReportQueueStatesRequest;
import io.kairoute.control.v1.ResolveLiveOccasionRequest;
import io.kairoute.control.v1.SetSwitchRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Changes that make no sense as things are, each refused by its reason. */
class RefusedChangesTest {
    @TempDir
    static Path directory;

    private static ControlNode node;

    @BeforeAll
    static void start() {
        node = ControlNode.start(directory);
        node.publish(ControlTables.withPriority(70), 0);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void shouldRefuseALiveOccasionOfAnIdThatIsLive() {
        declare("twice");

        assertRefused("LIVE_OCCASION_EXISTS", () -> declare("twice"));
    }

    @Test
    void shouldRefuseToExtendWhatNeverWasOrHasEnded() {
        declare("ended");
        node.live()
                .resolveLiveOccasion(
                        ResolveLiveOccasionRequest.newBuilder().setId("ended").build());

        assertRefused("UNKNOWN_LIVE_OCCASION", () -> extend("never"));
        assertRefused("ENDED", () -> extend("ended"));
    }

    @Test
    void shouldRefuseOverridesThatMeanNothing() {
        final OverrideQueueRequest.Builder override = OverrideQueueRequest.newBuilder()
                .setQueue("general")
                .setKind("CLOSED")
                .setRedirectTo("overflow")
                .setExpireTime(inAnHour())
                .setReason("x");

        assertRefused("NOT_A_REDIRECT", () -> node.queues().overrideQueue(override.build()));
        assertRefused("NO_OVERRIDE", () -> node.queues()
                .clearQueueOverride(ClearQueueOverrideRequest.newBuilder()
                        .setQueue("general")
                        .build()));
    }

    @Test
    void shouldRefuseStatesOfLater() {
        assertRefused("IN_THE_FUTURE", () -> node.queues()
                .reportQueueStates(ReportQueueStatesRequest.newBuilder()
                        .addStates(QueueState.newBuilder().setQueue("general").setAt(inAnHour()))
                        .build()));
    }

    @Test
    void shouldRefuseASwitchThatThereIsNot() {
        assertRefused("UNKNOWN_SWITCH", () -> node.queues()
                .setSwitch(SetSwitchRequest.newBuilder()
                        .setSwitch("stage_three")
                        .setOff(true)
                        .setExpireTime(inAnHour())
                        .setReason("x")
                        .build()));
    }

    @Test
    void shouldRefuseARevisionThatThereIsNot() {
        assertRefused("UNKNOWN_REVISION", () -> node.tables()
                .diffTables(DiffTablesRequest.newBuilder()
                        .setFrom("revision:99")
                        .setTo("current")
                        .build()));
    }

    @Test
    void shouldSayThatAPathIsNoUtf8() throws Exception {
        final HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + node.adminPort() + "/v1/tenants/%FF/drafts"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("\"BAD_PATH\""), answer.body());
    }

    private static void declare(final String id) {
        assertEquals(
                id,
                node.live()
                        .declareLiveOccasion(DeclareLiveOccasionRequest.newBuilder()
                                .setLiveOccasion(LiveOccasion.newBuilder()
                                        .setId(id)
                                        .setOccasion("outage")
                                        .addRegions("AU")
                                        .setReason("x")
                                        .setExpireTime(inAnHour()))
                                .build())
                        .getLiveOccasion()
                        .getId());
    }

    private static void extend(final String id) {
        final Object unused = node.live()
                .extendLiveOccasion(ExtendLiveOccasionRequest.newBuilder()
                        .setId(id)
                        .setExpireTime(Timestamps.fromMillis(System.currentTimeMillis() + 7_200_000))
                        .build());
    }

    private static Timestamp inAnHour() {
        return Timestamps.fromMillis(System.currentTimeMillis() + 3_600_000);
    }

    private static void assertRefused(final String reason, final Executable call) {
        assertEquals(reason, Reasons.of(assertThrows(StatusRuntimeException.class, call, reason)));
    }
}
