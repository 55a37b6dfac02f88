package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.CreateDraftRequest;
import io.kairoute.control.v1.SchedulePublishRequest;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.router.Router;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.snapshot.TenantDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A control plane that the test steps, with a clock that the test sets. */
class PlannedPublishesTest {
    private static final Call ANN = Call.by("ann", "here", Router.ANY_TENANT);
    private static final int MOST_WAITING = 1_024;

    @TempDir
    private Path directory = Path.of("");

    private final SteppedLoop loop = new SteppedLoop(1_800_000_000_000L);
    private ControlPlane plane;

    @BeforeEach
    void start() {
        plane = new ControlPlane(
                SqliteControlLog.open(
                        directory.resolve("control.db"), ChainKey.open(directory.resolve("control.key"), false)),
                new TenantDirectory(List.of("default")),
                Map.of("default", new KeyHasher(new byte[KeyHasher.SECRET_BYTES])),
                ControlSettings.DEFAULT,
                loop.clock(),
                loop.loop());
        changed(ControlCalls.create(plane, ANN, CreateDraftRequest.newBuilder()
                                .setDraft("spring")
                                .setDocument(ControlTables.withPriority(70))
                                .build()));
        changed(ControlCalls.schedule(plane, ANN, SchedulePublishRequest.newBuilder()
                                .setDraft("spring")
                                .setReason("spring")
                                .setBaseRevision(0)
                                .setAcceptWarnings(true)
                                .setPublishTime(Timestamps.fromMillis(loop.nowMs() + 1_000))
                                .build()));
    }

    @AfterEach
    void stop() {
        plane.close();
    }

    @Test
    void shouldPublishWhenTheTimeHasCome() {
        loop.jump(1_000);

        loop.tick();
        compiled();
        loop.tick();

        assertEquals(1, newestRevision());
    }

    @Test
    void shouldTryAgainWhereTheControlThreadHadNoRoom() {
        loop.jump(1_000);
        final CompletableFuture<Integer> filling = loop.loop().proxy().call(() -> {
            for (int i = 0; i < MOST_WAITING; i++) {
                final CompletableFuture<Integer> unused = loop.loop().proxy().call(() -> 0);
            }
            return MOST_WAITING;
        });
        loop.tick();
        compiled();
        assertTrue(filling.isDone());

        loop.tick();
        compiled();
        loop.tick();

        assertEquals(1, newestRevision());
    }

    @Test
    void shouldGoOnAfterWorkThatEndedInAnErrorAndCountIt() {
        final CompletableFuture<String> broken = loop.loop().proxy().call(() -> {
            throw new StackOverflowError("made up");
        });
        loop.jump(1_000);

        loop.tick();
        compiled();
        loop.tick();

        assertInstanceOf(
                StackOverflowError.class,
                assertThrows(CompletionException.class, broken::join).getCause());
        assertEquals(1, plane.faults());
        assertEquals(1, newestRevision());
    }

    private long newestRevision() {
        return work(tenant -> tenant.state().newestRevision());
    }

    /** Whatever was to be compiled beside the thread is compiled. */
    private void compiled() {
        plane.work().beside(() -> "").join();
    }

    private <R> R work(final Function<TenantControl, R> change) {
        final CompletableFuture<R> done = plane.work().with(ANN, "", change);
        loop.step();
        return done.join();
    }

    private <R> R changed(final CompletableFuture<R> change) {
        loop.step();
        return change.join();
    }
}
