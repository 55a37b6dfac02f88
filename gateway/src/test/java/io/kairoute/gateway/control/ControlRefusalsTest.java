package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.kairoute.control.v1.CancelScheduledPublishRequest;
import io.kairoute.control.v1.CreateDraftRequest;
import io.kairoute.control.v1.DeclareLiveOccasionRequest;
import io.kairoute.control.v1.DeleteDraftRequest;
import io.kairoute.control.v1.ListDraftsRequest;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.PublishTableRequest;
import io.kairoute.control.v1.ResolveLiveOccasionRequest;
import io.kairoute.control.v1.UpdateDraftRequest;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.loop.ControlLoop;
import io.kairoute.gateway.control.loop.ControlProxy;
import io.kairoute.gateway.control.loop.ControlRunner;
import io.kairoute.gateway.control.loop.LoopClock;
import io.kairoute.gateway.control.loop.NotTaken;
import io.kairoute.router.Limits;
import io.kairoute.router.decide.Router;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What protects control state says no at its bound, by its reason, and takes the next change once there is room. */
class ControlRefusalsTest extends OneNodeTest {
    private static final Call ANN = Call.by("ann", "here", Router.ANY_TENANT);
    private static final int MOST_WAITING = 1_024;
    private static final int MOST_DRAFTS = 256;

    @Test
    void shouldRefuseMoreChangesThanMayWaitAndDoAllThatWaited() throws Exception {
        final ControlLoop loop = new ControlLoop(LoopClock.of(InstantSource.system()));
        final ControlProxy proxy = loop.proxy();
        try (ControlRunner runner = new ControlRunner(loop)) {
            runner.start();
            final CountDownLatch isRunning = new CountDownLatch(1);
            final CountDownLatch mayEnd = new CountDownLatch(1);
            final CompletableFuture<Integer> first = proxy.call(() -> {
                isRunning.countDown();
                mayEnd.await();
                return -1;
            });
            isRunning.await();
            final List<CompletableFuture<Integer>> waiting = new ArrayList<>();
            for (int i = 0; i < MOST_WAITING; i++) {
                final int number = i;
                waiting.add(proxy.call(() -> number));
            }

            final CompletableFuture<Integer> refused = proxy.call(() -> MOST_WAITING);

            final CompletionException cause = assertThrows(CompletionException.class, refused::join);
            assertInstanceOf(NotTaken.class, cause.getCause());
            assertTrue(String.valueOf(cause.getCause()).contains("Too many changes are waiting"), cause.toString());
            mayEnd.countDown();
            assertEquals(-1, first.join());
            for (int i = 0; i < MOST_WAITING; i++) {
                assertEquals(i, waiting.get(i).join());
            }
            assertEquals(7, proxy.call(() -> 7).join());
        }
    }

    @Test
    void shouldSayThatAChangeMayStillComeWhereItIsWaitedForInVain() {
        final CompletableFuture<String> never = new CompletableFuture<>();

        final ControlRefusal fault = assertThrows(ControlRefusal.class, () -> ControlWait.join(never, 0));

        assertEquals("OUTCOME_UNKNOWN", fault.refusal().reason());
    }

    @Test
    void shouldAnswerControlBusyToACallThatFindsTheQueueFull() throws Exception {
        final CountDownLatch isRunning = new CountDownLatch(1);
        final CountDownLatch mayEnd = new CountDownLatch(1);
        final CompletableFuture<Boolean> blocked = hold(isRunning, mayEnd);
        isRunning.await();
        for (int i = 0; i < MOST_WAITING; i++) {
            final CompletableFuture<String> unused = node.plane().tenantOf(ANN, "");
        }

        assertRefused("CONTROL_BUSY", Status.Code.UNAVAILABLE, () -> node.tables()
                .createDraft(CreateDraftRequest.newBuilder().setDraft("one").build()));

        mayEnd.countDown();
        blocked.join();
        node.tables()
                .createDraft(CreateDraftRequest.newBuilder().setDraft("two").build());
    }

    @Test
    void shouldRefuseOneDraftTooManyAndTakeItOnceAnotherIsDeleted() {
        for (int i = 0; i < MOST_DRAFTS; i++) {
            draft("d-" + i);
        }

        assertRefused("TOO_MANY_DRAFTS", Status.Code.RESOURCE_EXHAUSTED, () -> draft("more"));

        node.tables()
                .deleteDraft(DeleteDraftRequest.newBuilder().setDraft("d-7").build());
        draft("more");
    }

    @Test
    void shouldRefuseDraftsThatAreTooLargeTogetherAndTakeOneOnceAnotherIsDeleted() {
        final String large = "#" + "x".repeat(15 << 20);
        for (int i = 0; i < 4; i++) {
            node.tables()
                    .createDraft(CreateDraftRequest.newBuilder()
                            .setDraft("d-" + i)
                            .setDocument(large + i)
                            .build());
        }
        final CreateDraftRequest more = CreateDraftRequest.newBuilder()
                .setDraft("more")
                .setDocument(large + "more")
                .build();

        assertRefused("DRAFTS_TOO_LARGE", Status.Code.RESOURCE_EXHAUSTED, () -> node.tables()
                .createDraft(more));

        node.tables()
                .deleteDraft(DeleteDraftRequest.newBuilder().setDraft("d-2").build());
        node.tables().createDraft(more);
    }

    @Test
    void shouldRefuseOneLiveOccasionTooManyAndTakeItOnceAnotherIsResolved() {
        for (int i = 0; i < Limits.LIVE_OCCASIONS; i++) {
            declare("o-" + i);
        }

        assertRefused("TOO_MANY_LIVE_OCCASIONS", Status.Code.RESOURCE_EXHAUSTED, () -> declare("more"));

        node.live()
                .resolveLiveOccasion(
                        ResolveLiveOccasionRequest.newBuilder().setId("o-7").build());
        declare("more");
    }

    @Test
    void shouldNotPublishADraftThatChangedWhileItWasChecked() throws Exception {
        draft("d");
        final String etag = node.tables()
                .listDrafts(ListDraftsRequest.getDefaultInstance())
                .getDrafts(0)
                .getEtag();
        final CountDownLatch isRunning = new CountDownLatch(1);
        final CountDownLatch mayEnd = new CountDownLatch(1);
        final CompletableFuture<Boolean> blocked = hold(isRunning, mayEnd);
        isRunning.await();

        // Both wait for the thread: the publish reads the draft first, the update goes before the publish's own commit.
        final CompletableFuture<?> publish = node.plane()
                .publisher()
                .publish(
                        ANN,
                        PublishTableRequest.newBuilder()
                                .setDraft("d")
                                .setBaseRevision(1)
                                .setAcceptWarnings(true)
                                .setReason("x")
                                .build());
        final CompletableFuture<?> update = ControlCalls.update(
                node.plane(),
                ANN,
                UpdateDraftRequest.newBuilder()
                        .setDraft("d")
                        .setEtag(etag)
                        .setDocument(ControlTables.withPriority(71))
                        .build());
        mayEnd.countDown();
        blocked.join();
        update.join();

        final CompletionException refused = assertThrows(CompletionException.class, publish::join);
        assertTrue(String.valueOf(refused.getCause()).contains("The draft changed while it was checked"));
        assertEquals(
                "DRAFT_CHANGED",
                assertInstanceOf(ControlRefusal.class, refused.getCause())
                        .refusal()
                        .reason());
    }

    @Test
    void shouldRefuseToCallOffWhatWasNeverPlanned() {
        draft("d");

        assertRefused("NOT_SCHEDULED", Status.Code.FAILED_PRECONDITION, () -> node.tables()
                .cancelScheduledPublish(
                        CancelScheduledPublishRequest.newBuilder().setDraft("d").build()));
    }

    @Test
    void shouldRefuseDraftsOfABadOrATakenId() {
        draft("d");

        assertRefused("DRAFT_EXISTS", Status.Code.ALREADY_EXISTS, () -> draft("d"));
        assertRefused("BAD_ID", Status.Code.INVALID_ARGUMENT, () -> draft("../d"));
    }

    private CompletableFuture<Boolean> hold(final CountDownLatch isRunning, final CountDownLatch mayEnd) {
        return node.plane().work().with(ANN, "", tenant -> {
            isRunning.countDown();
            try {
                mayEnd.await();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return true;
        });
    }

    private void draft(final String id) {
        assertFalse(node.tables()
                .createDraft(CreateDraftRequest.newBuilder().setDraft(id).build())
                .getDraft()
                .getEtag()
                .isEmpty());
    }

    private void declare(final String id) {
        final LiveOccasion declared = node.live()
                .declareLiveOccasion(DeclareLiveOccasionRequest.newBuilder()
                        .setLiveOccasion(LiveOccasion.newBuilder()
                                .setId(id)
                                .setOccasion("outage")
                                .setReason("x")
                                .setExpireTime(Timestamps.fromMillis(System.currentTimeMillis() + 3_600_000)))
                        .build())
                .getLiveOccasion();
        assertEquals(id, declared.getId());
    }

    private static void assertRefused(final String reason, final Status.Code code, final Executable call) {
        final StatusRuntimeException refused = assertThrows(StatusRuntimeException.class, call);

        assertEquals(reason, Reasons.of(refused));
        assertEquals(code, refused.getStatus().getCode());
    }
}
