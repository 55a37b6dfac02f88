package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import com.google.rpc.Code;
import io.grpc.StatusRuntimeException;
import io.kairoute.control.v1.ClearQueueOverrideRequest;
import io.kairoute.control.v1.DeclareLiveOccasionRequest;
import io.kairoute.control.v1.DiffTablesRequest;
import io.kairoute.control.v1.ExtendLiveOccasionRequest;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.OverrideQueueRequest;
import io.kairoute.control.v1.QueueOverride;
import io.kairoute.control.v1.QueueState;
import io.kairoute.control.v1.ReportQueueStatesRequest;
import io.kairoute.control.v1.ResolveLiveOccasionRequest;
import io.kairoute.control.v1.SetSwitchRequest;
import io.kairoute.control.v1.ValidateTableRequest;
import io.kairoute.gateway.Refused;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void shouldRefuseToCheckNoTableOrTwo() {
        final Refused none = Refused.by(() -> validate(""));

        assertEquals(
                new Refused(
                        Code.INVALID_ARGUMENT,
                        "DOCUMENT_OR_TABLE",
                        "Send a table in the field document, or name one in the field table: current, revision:NUMBER or"
                                + " draft:ID; one of both."),
                none);
        assertRefused("DOCUMENT_OR_TABLE", () -> node.tables()
                .validateTable(ValidateTableRequest.newBuilder()
                        .setDocument("x")
                        .setTable("current")
                        .build()));
        validate("current");
    }

    @ParameterizedTest
    @CsvSource({"'', current, from", "current, '', to"})
    void shouldNameTheTableThatIsMissingWhereTwoAreCompared(final String from, final String to, final String missing) {
        final Refused refused = Refused.by(() -> node.tables()
                .diffTables(
                        DiffTablesRequest.newBuilder().setFrom(from).setTo(to).build()));

        assertEquals(new Refused(Code.INVALID_ARGUMENT, "REQUIRED", "The field " + missing + " is needed."), refused);
    }

    @Test
    void shouldNameAFieldOfALiveOccasionByItsWholeName() {
        final LiveOccasion.Builder outage =
                LiveOccasion.newBuilder().setOccasion("outage").setReason("x");
        final DeclareLiveOccasionRequest endless =
                DeclareLiveOccasionRequest.newBuilder().setLiveOccasion(outage).build();
        final DeclareLiveOccasionRequest past = DeclareLiveOccasionRequest.newBuilder()
                .setLiveOccasion(outage.setExpireTime(Timestamps.fromMillis(1)))
                .build();

        assertEquals(
                "The field live_occasion.expire_time is needed.",
                Refused.by(() -> node.live().declareLiveOccasion(endless)).sentence());
        assertEquals(
                "The field live_occasion.expire_time must be after now.",
                Refused.by(() -> node.live().declareLiveOccasion(past)).sentence());
        final DeclareLiveOccasionRequest backwards = DeclareLiveOccasionRequest.newBuilder()
                .setLiveOccasion(outage.setExpireTime(inAnHour())
                        .setStartTime(Timestamps.add(inAnHour(), Durations.fromSeconds(60))))
                .build();
        assertEquals(
                "The field live_occasion.expire_time must be after the start_time; the window is backwards.",
                Refused.by(() -> node.live().declareLiveOccasion(backwards)).sentence());
    }

    @Test
    void shouldRefuseALiveOccasionOfAnAccountWithoutItsType() {
        final DeclareLiveOccasionRequest untyped = DeclareLiveOccasionRequest.newBuilder()
                .setLiveOccasion(LiveOccasion.newBuilder()
                        .setOccasion("outage")
                        .setReason("x")
                        .setExpireTime(inAnHour())
                        .addAccounts("4711"))
                .build();

        final Refused refused = Refused.by(() -> node.live().declareLiveOccasion(untyped));

        assertEquals("NOT_TYPED", refused.reason());
    }

    @Test
    void shouldAnswerWhatWouldBeDeclaredWithoutWhatComesWithADeclaration() {
        final LiveOccasion asked = LiveOccasion.newBuilder()
                .setOccasion("outage")
                .addRegions("au-vic")
                .setReason("x")
                .setStartTime(Timestamps.fromMillis(1_000))
                .setExpireTime(inAnHour())
                .build();

        final LiveOccasion answered = node.live()
                .declareLiveOccasion(DeclareLiveOccasionRequest.newBuilder()
                        .setLiveOccasion(asked)
                        .setValidateOnly(true)
                        .build())
                .getLiveOccasion();

        assertEquals(asked.toBuilder().setRegions(0, "AU-VIC").setConfidence(1).build(), answered);
    }

    @Test
    void shouldAnswerWhatWouldHoldAQueueWithoutWhoSetIt() {
        final QueueOverride answered = node.queues()
                .overrideQueue(OverrideQueueRequest.newBuilder()
                        .setQueue("general")
                        .setKind("closed")
                        .setExpireTime(inAnHour())
                        .setReason("x")
                        .setValidateOnly(true)
                        .build())
                .getOverride();

        assertEquals("CLOSED", answered.getKind());
        assertEquals("", answered.getSetBy());
        assertFalse(answered.hasSetTime());
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

    private static void validate(final String table) {
        final Object unused = node.tables()
                .validateTable(ValidateTableRequest.newBuilder().setTable(table).build());
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
