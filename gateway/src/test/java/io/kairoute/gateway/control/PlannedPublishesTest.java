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
import java.time.Instant;
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

    private final ControlThread thread = ControlThread.stepped();
    private long nowMs = 1_800_000_000_000L;
    private long steppedMs;
    private ControlPlane plane;

    @BeforeEach
    void start() {
        plane = new ControlPlane(
                SqliteControlLog.open(
                        directory.resolve("control.db"), ChainKey.open(directory.resolve("control.key"), false)),
                new TenantDirectory(List.of("default")),
                Map.of("default", new KeyHasher(new byte[KeyHasher.SECRET_BYTES])),
                ControlSettings.DEFAULT,
                () -> Instant.ofEpochMilli(nowMs),
                thread);
        work(tenant -> plane.drafts()
                .create(
                        tenant,
                        ANN,
                        CreateDraftRequest.newBuilder()
                                .setDraft("spring")
                                .setDocument(ControlTables.withPriority(70))
                                .build()));
        work(tenant -> plane.drafts()
                .schedule(
                        tenant,
                        ANN,
                        SchedulePublishRequest.newBuilder()
                                .setDraft("spring")
                                .setReason("spring")
                                .setBaseRevision(0)
                                .setAcceptWarnings(true)
                                .setPublishTime(Timestamps.fromMillis(nowMs + 1_000))
                                .build()));
    }

    @AfterEach
    void stop() {
        plane.close();
    }

    @Test
    void shouldPublishWhenTheTimeHasCome() {
        nowMs += 1_000;

        tick();
        compiled();
        tick();

        assertEquals(1, newestRevision());
    }

    @Test
    void shouldTryAgainWhereTheControlThreadHadNoRoom() {
        nowMs += 1_000;
        final CompletableFuture<Integer> filling = thread.call(() -> {
            for (int i = 0; i < MOST_WAITING; i++) {
                final CompletableFuture<Integer> unused = thread.call(() -> 0);
            }
            return MOST_WAITING;
        });
        tick();
        compiled();
        assertTrue(filling.isDone());

        tick();
        compiled();
        tick();

        assertEquals(1, newestRevision());
    }

    @Test
    void shouldGoOnAfterWorkThatEndedInAnErrorAndCountIt() {
        final CompletableFuture<String> broken = thread.call(() -> {
            throw new StackOverflowError("made up");
        });
        nowMs += 1_000;

        tick();
        compiled();
        tick();

        assertInstanceOf(
                StackOverflowError.class,
                assertThrows(CompletionException.class, broken::join).getCause());
        assertEquals(1, plane.faults());
        assertEquals(1, newestRevision());
    }

    private long newestRevision() {
        return work(tenant -> tenant.state().newestRevision());
    }

    private void tick() {
        steppedMs += 1_000;
        thread.step(steppedMs);
    }

    /** Whatever was to be compiled beside the thread is compiled. */
    private void compiled() {
        plane.beside(() -> "").join();
    }

    private <R> R work(final Function<TenantControl, R> change) {
        final CompletableFuture<R> done = plane.with(ANN, "", change);
        thread.step(steppedMs);
        return done.join();
    }
}
