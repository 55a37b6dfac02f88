package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.CancelScheduledPublishRequest;
import io.kairoute.control.v1.CreateDraftRequest;
import io.kairoute.control.v1.DeleteDraftRequest;
import io.kairoute.control.v1.SchedulePublishRequest;
import io.kairoute.gateway.control.state.ScheduledPublish;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A control plane that the test steps, with clocks that the test sets. */
class PlannedPublishesTest {
    private static final int MOST_WAITING = 1_024;
    private static final long HOUR_MS = 3_600_000;

    @TempDir
    private Path directory = Path.of("");

    @SuppressWarnings("NullAway.Init") // the plane opens its log as it is made
    private FailingLog log;

    private SteppedPlane node;

    @BeforeEach
    void start() {
        node = new SteppedPlane(directory, opened -> {
            log = new FailingLog(opened);
            return log;
        });
        create("spring", ControlTables.withPriority(70));
        plan("spring", 0, 1_000);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void shouldPublishWhenTheTimeHasCome() {
        node.loop().jump(999);
        run();
        assertEquals(0, newestRevision());

        node.loop().jump(1);
        run();

        assertEquals(1, newestRevision());
    }

    @Test
    void shouldTryAgainWhereTheControlThreadHadNoRoom() {
        node.loop().jump(1_000);
        final var proxy = node.loop().loop().proxy();
        final CompletableFuture<Integer> filling = proxy.call(() -> {
            for (int i = 0; i < MOST_WAITING; i++) {
                final CompletableFuture<Integer> unused = proxy.call(() -> 0);
            }
            return MOST_WAITING;
        });
        node.loop().tick();
        compiled();
        assertTrue(filling.isDone());

        run();
        run();

        assertEquals(1, newestRevision());
    }

    @Test
    void shouldGoOnAfterWorkThatEndedInAnErrorAndCountIt() {
        final CompletableFuture<String> broken = node.loop().loop().proxy().call(() -> {
            throw new StackOverflowError("made up");
        });
        node.loop().jump(1_000);

        run();

        assertInstanceOf(
                StackOverflowError.class,
                assertThrows(CompletionException.class, broken::join).getCause());
        assertEquals(1, node.plane().faults());
        assertEquals(1, newestRevision());
    }

    @Test
    void shouldPublishWhatIsOverdueOnceAfterARestart() {
        node.loop().jump(30 * 24 * HOUR_MS);
        node.restart();

        run();
        run();
        node.restart();
        run();

        assertEquals(1, newestRevision());
        assertEquals(1, revisions());
    }

    @Test
    void shouldPublishOnceWhereTwoNodesFindAPlanDue() {
        final PlannedPublishes other = new PlannedPublishes(
                node.loop().loop(),
                node.plane().work(),
                new PublishLook(new Approvals(0)),
                node.plane().publisher(),
                node.loop().clock(),
                new RetryPauses(new Random(1)));
        node.loop().jump(1_000);

        node.work(tenant -> {
            other.tick(tenant, node.nowMs());
            return 0;
        });
        run();
        node.work(tenant -> {
            other.tick(tenant, node.nowMs());
            return 0;
        });
        run();

        assertEquals(1, revisions());
        assertEquals(0, node.plane().faults());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, -1})
    void shouldRefuseAPlanThatReplacesAnotherRevisionThanTheCurrentOne(final long base) {
        create("autumn", ControlTables.withPriority(71));

        final CompletionException refused = assertThrows(CompletionException.class, () -> plan("autumn", base, 1_000));

        assertEquals(
                "BASE_REVISION",
                assertInstanceOf(ControlRefusal.class, refused.getCause())
                        .refusal()
                        .reason());
        assertNull(planOf("autumn"));
    }

    @Test
    void shouldCallOffWhatCanNeverBePublishedAsPlanned() {
        create("autumn", ControlTables.withPriority(71));
        plan("autumn", 0, 2_000);
        create("winter", "no table");
        plan("winter", 0, 500);
        node.loop().jump(500);

        run();
        assertNull(planOf("winter"));
        node.loop().jump(500);
        run();
        assertNotNull(planOf("autumn"));
        node.loop().jump(1_000);
        run();

        // Spring came before it, and so replaced what autumn was to replace.
        assertNull(planOf("autumn"));
        assertEquals(1, newestRevision());
        assertEquals(0, node.plane().faults());
    }

    @Test
    void shouldNotPublishWhatWasCancelled() {
        node.done(ControlCalls.cancel(
                node.plane(),
                SteppedPlane.ANN,
                CancelScheduledPublishRequest.newBuilder().setDraft("spring").build()));
        node.loop().jump(HOUR_MS);

        run();

        assertEquals(0, newestRevision());
    }

    @Test
    void shouldKeepAPlanThatWasMadeWhileTheOneBeforeFailed() {
        create("winter", "no table");
        plan("winter", 0, 500);
        node.loop().jump(500);
        final CountDownLatch mayCompile = heldCompiler();
        node.loop().tick();

        plan("winter", 0, HOUR_MS);
        mayCompile.countDown();
        run();

        final ScheduledPublish kept = planOf("winter");
        assertNotNull(kept);
        assertEquals(node.nowMs() + HOUR_MS, kept.atMs());
    }

    @Test
    void shouldForgetAPlanWhoseDraftIsGoneWhenItIsPublished() {
        node.loop().jump(1_000);
        final CountDownLatch mayCompile = heldCompiler();
        node.loop().tick();

        node.done(ControlCalls.delete(
                node.plane(),
                SteppedPlane.ANN,
                DeleteDraftRequest.newBuilder().setDraft("spring").build()));
        mayCompile.countDown();
        run();
        run();

        assertEquals(0, newestRevision());
        assertEquals(0, node.plane().faults());
    }

    @Test
    void shouldTryAgainAfterGrowingRestsWhereTheDiskFails() {
        log.refuse("table_published");
        node.loop().jump(1_000);

        run();
        assertEquals(1, node.plane().faults());
        for (int i = 0; i < 20; i++) {
            run(250);
        }

        // At once, after one second, after two more; the next one would be after four more.
        assertEquals(3, node.plane().faults());
        assertNotNull(planOf("spring"));
        for (int i = 0; i < 60; i++) {
            run(60_000);
        }
        final long attempts = node.plane().faults();
        assertTrue(attempts >= 16 && attempts <= 23, "attempts in an hour: " + attempts);
        assertNotNull(planOf("spring"));
    }

    @Test
    void shouldKeepAPlanOverARestartAndPublishItOnceTheDiskTakesIt() {
        log.refuse("table_published");
        node.loop().jump(1_000);
        run();
        assertEquals(0, newestRevision());

        node.restart();
        log.refuse("table_published");
        run();
        assertEquals(0, newestRevision());
        assertNotNull(planOf("spring"));
        log.takeAgain();
        run(1_000);

        assertEquals(1, newestRevision());
    }

    @Test
    void shouldTryAgainToCallOffWhereTheDiskFails() {
        create("winter", "no table");
        plan("winter", 0, 500);
        log.refuse("schedule_cancelled");
        node.loop().jump(500);
        run();
        assertNotNull(planOf("winter"));

        log.takeAgain();
        run(1_000);

        assertNull(planOf("winter"));
        assertEquals("node", node.work(tenant -> tenant.state().last().actor()));
    }

    @ParameterizedTest
    @CsvSource({"0,-1", "1,-1", "2,-1", "3,-1", "0,1", "1,1", "2,1", "3,1"})
    void shouldPublishOnceWhereTheClockIsSetByAnHourAtAnyStep(final int step, final int hours) {
        log.refuse("table_published");
        for (int i = 0; i < 4; i++) {
            if (i == step) {
                node.loop().jump(hours * HOUR_MS);
            }
            node.loop().jump(1_000);
            if (i == 2) {
                log.takeAgain();
            }
            run();
        }
        node.loop().jump(HOUR_MS);
        run(60_000);
        run(60_000);

        assertEquals(1, newestRevision());
        assertEquals(1, revisions());
        assertNull(planOf("spring"));
    }

    private CountDownLatch heldCompiler() {
        final CountDownLatch mayCompile = new CountDownLatch(1);
        final var unused = node.plane().work().beside("default", () -> {
            try {
                mayCompile.await();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "";
        });
        return mayCompile;
    }

    /** Ticks, compiles, proposes, and calls off what cannot be. */
    private void run() {
        run(1_000);
    }

    private void run(final long millis) {
        node.loop().tick(millis);
        compiled();
        node.loop().step();
        node.loop().step();
    }

    /** Whatever was to be compiled beside the thread is compiled. */
    private void compiled() {
        node.plane().work().beside("default", () -> "").join();
    }

    private long newestRevision() {
        return node.work(tenant -> tenant.state().newestRevision());
    }

    private int revisions() {
        return node.work(tenant -> tenant.state().revisions().size());
    }

    private @Nullable ScheduledPublish planOf(final String draft) {
        return node.work(tenant -> {
                    final var record = tenant.state().drafts().get(draft);
                    return Optional.ofNullable(record == null ? null : record.schedule());
                })
                .orElse(null);
    }

    private void create(final String draft, final String document) {
        node.done(ControlCalls.create(
                node.plane(),
                SteppedPlane.ANN,
                CreateDraftRequest.newBuilder()
                        .setDraft(draft)
                        .setDocument(document)
                        .build()));
    }

    private void plan(final String draft, final long base, final long inMs) {
        node.done(ControlCalls.schedule(
                node.plane(),
                SteppedPlane.ANN,
                SchedulePublishRequest.newBuilder()
                        .setDraft(draft)
                        .setReason(draft)
                        .setBaseRevision(base)
                        .setAcceptWarnings(true)
                        .setPublishTime(Timestamps.fromMillis(node.nowMs() + inMs))
                        .build()));
    }
}
