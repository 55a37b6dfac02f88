package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.DeclareLiveOccasionRequest;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.OverrideQueueRequest;
import io.kairoute.control.v1.QueueState;
import io.kairoute.control.v1.ReportQueueStatesRequest;
import io.kairoute.control.v1.ResolveLiveOccasionRequest;
import io.kairoute.control.v1.SetSwitchRequest;
import io.kairoute.gateway.control.TenantFigures.Held;
import io.kairoute.gateway.control.TenantFigures.Reports;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantFiguresTest {
    private static final Held NONE = new Held(0, OptionalLong.empty());
    private static final long MINUTE_MS = 60_000;

    @TempDir
    private Path directory = Path.of("");

    @SuppressWarnings("NullAway.Init") // opened before each test
    private SteppedPlane node;

    @BeforeEach
    void start() {
        node = new SteppedPlane(directory);
        node.publishTable();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void shouldSayThatNothingIsHeldAndThatNoQueueEverReported() {
        assertEquals(
                new TenantFigures(
                        0,
                        NONE,
                        NONE,
                        Map.of("stage_two", false, "experiments", false),
                        new Reports(0, 0, 3, OptionalLong.empty(), OptionalLong.empty())),
                figures());
    }

    @Test
    void shouldCountLiveOccasionsFromTheirBeginningToTheirEndWithTheTimeLeftOfTheFirst() {
        declare(0, 10);
        final String resolved = declare(0, 3);
        declare(5, 8);
        node.done(ControlCalls.resolve(
                node.plane(),
                SteppedPlane.ANN,
                ResolveLiveOccasionRequest.newBuilder()
                        .setId(resolved)
                        .setReason("over")
                        .build()));
        assertEquals(new Held(1, OptionalLong.of(10 * MINUTE_MS)), figures().live());

        node.jump(6 * MINUTE_MS);
        assertEquals(new Held(2, OptionalLong.of(2 * MINUTE_MS)), figures().live());

        node.jump(5 * MINUTE_MS);
        assertEquals(NONE, figures().live());
    }

    @Test
    void shouldCountOverridesWithTheTimeLeftOfTheFirst() {
        override("general", 10);
        override("overflow", 4);
        assertEquals(new Held(2, OptionalLong.of(4 * MINUTE_MS)), figures().overrides());

        node.jump(4 * MINUTE_MS);

        assertEquals(new Held(1, OptionalLong.of(6 * MINUTE_MS)), figures().overrides());
    }

    @Test
    void shouldSayWhichSwitchIsOffUntilItComesOnByItself() {
        node.done(ControlCalls.set(
                node.plane(),
                SteppedPlane.ANN,
                SetSwitchRequest.newBuilder()
                        .setSwitch("stage_two")
                        .setOff(true)
                        .setReason("bad set")
                        .setExpireTime(in(1))
                        .build()));
        assertEquals(Map.of("stage_two", true, "experiments", false), figures().off());

        node.jump(MINUTE_MS);

        assertEquals(Map.of("stage_two", false, "experiments", false), figures().off());
    }

    @Test
    void shouldTellFreshQueueStatesFromStaleOnesAndHowOldTheNewestAndTheOldestAre() {
        final long freshForMs = node.work(tenant ->
                tenant.revisions().needCurrent().definition().queues().get(0).freshForMs());
        report("general");
        node.jump(freshForMs);
        report("overflow");
        assertEquals(
                new Reports(2, 0, 1, OptionalLong.of(0), OptionalLong.of(freshForMs)),
                figures().queues());

        node.jump(1);

        assertEquals(
                new Reports(1, 1, 1, OptionalLong.of(1), OptionalLong.of(freshForMs + 1)),
                figures().queues());
    }

    private TenantFigures figures() {
        return node.done(node.plane().figures("default"));
    }

    private String declare(final int fromMinutes, final int toMinutes) {
        return node.done(ControlCalls.declare(
                        node.plane(),
                        SteppedPlane.ANN,
                        DeclareLiveOccasionRequest.newBuilder()
                                .setLiveOccasion(LiveOccasion.newBuilder()
                                        .setOccasion("outage")
                                        .addRegions("US-FL-" + toMinutes)
                                        .setReason("cable cut")
                                        .setStartTime(in(fromMinutes))
                                        .setExpireTime(in(toMinutes)))
                                .build()))
                .getLiveOccasion()
                .getId();
    }

    private void override(final String queue, final int minutes) {
        final var unused = node.done(ControlCalls.override(
                node.plane(),
                SteppedPlane.ANN,
                OverrideQueueRequest.newBuilder()
                        .setQueue(queue)
                        .setKind("CLOSED")
                        .setReason("fire drill")
                        .setExpireTime(in(minutes))
                        .build()));
    }

    private void report(final String queue) {
        final var unused = node.work(tenant -> node.plane()
                .queues()
                .report(
                        tenant,
                        SteppedPlane.ANN,
                        ReportQueueStatesRequest.newBuilder()
                                .addStates(QueueState.newBuilder()
                                        .setQueue(queue)
                                        .setDepth(1)
                                        .setAt(in(0)))
                                .build()));
    }

    private Timestamp in(final int minutes) {
        return Timestamps.fromMillis(node.nowMs() + minutes * MINUTE_MS);
    }
}
