package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.rpc.Code;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.PreviewLiveOccasionRequest;
import io.kairoute.control.v1.SimulateTableRequest;
import io.kairoute.gateway.Refused;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.history.DecisionLog;
import io.kairoute.gateway.history.DecisionLogSettings;
import io.kairoute.gateway.history.decisions.DecisionArchive;
import io.kairoute.gateway.history.decisions.LivePreview;
import io.kairoute.gateway.history.decisions.Simulations;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.router.decide.Router;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.routing.v1.RouteRequest;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.NanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever asks about more decisions than can be read while they wait is told how to ask for fewer. */
class LongReadsTest {
    private static final Call ANN = Call.by("ann", "here", Router.ANY_TENANT);

    @TempDir
    private Path directory;

    private DecisionLog log;
    private ControlNode node;
    private DecisionArchive archive;

    @BeforeEach
    void route() {
        log = new DecisionLog(
                ordinal -> directory.resolve("decisions"), DecisionLogSettings.DEFAULT, InstantSource.system());
        node = ControlNode.start(directory, ControlSettings.DEFAULT, InstantSource.system(), Map.of(), log);
        node.publish(ControlTables.withPriority(70), 0);
        node.ask(RouteRequest.newBuilder().setContactId("c").build());
        log.endChunk(0).join();
        archive = new DecisionArchive(
                directory.resolve("control.db"),
                ChainKey.read(directory.resolve("control.key")),
                Map.of("default", new KeyHasher(new byte[KeyHasher.SECRET_BYTES])),
                tenant -> directory.resolve("decisions"));
    }

    @AfterEach
    void stop() {
        archive.close();
        node.close();
        log.close();
    }

    @Test
    void shouldEndASimulationThatTakesTooLongAndNameTheStream() {
        final Refused refused = refused(new Simulations(node.plane(), archive, eachTime(15))
                .simulate(ANN, SimulateTableRequest.getDefaultInstance()));

        assertEquals(
                new Refused(
                        Code.RESOURCE_EXHAUSTED,
                        "TOO_MANY_DECISIONS",
                        "The simulation took too long, or nobody waits for it any more; narrow filter.since, or use"
                                + " StreamSimulation."),
                refused);
        assertEquals(
                1,
                new Simulations(node.plane(), archive, eachTime(0))
                        .simulate(ANN, SimulateTableRequest.getDefaultInstance())
                        .join()
                        .getReport()
                        .getContacts());
    }

    @Test
    void shouldEndAPreviewThatTakesTooLongAndAskForAShorterWindow() {
        final PreviewLiveOccasionRequest request = PreviewLiveOccasionRequest.newBuilder()
                .setLiveOccasion(LiveOccasion.newBuilder().setOccasion("outage"))
                .build();

        final Refused refused = refused(preview(eachTime(29)).preview(ANN, request));

        assertEquals(
                new Refused(
                        Code.RESOURCE_EXHAUSTED,
                        "TOO_MANY_DECISIONS",
                        "The preview took too long; look at a shorter window_s."),
                refused);
        assertEquals(1, preview(eachTime(0)).preview(ANN, request).join().getContacts());
    }

    private LivePreview preview(final NanoClock nanoClock) {
        return new LivePreview(node.plane(), archive, InstantSource.system(), nanoClock);
    }

    /** A clock that goes on by some seconds whenever it is looked at. */
    private static NanoClock eachTime(final long seconds) {
        final AtomicLong nowNs = new AtomicLong();
        return () -> nowNs.getAndAdd(TimeUnit.SECONDS.toNanos(seconds));
    }

    private static Refused refused(final CompletableFuture<?> call) {
        final CompletionException thrown = assertThrows(CompletionException.class, call::join);
        final Refusal refusal =
                assertInstanceOf(ControlRefusal.class, thrown.getCause()).refusal();
        return new Refused(refusal.code(), refusal.reason(), refusal.message());
    }
}
