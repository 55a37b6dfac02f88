package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.grpc.StatusRuntimeException;
import io.kairoute.control.v1.ApproveDraftRequest;
import io.kairoute.control.v1.ClearQueueOverrideRequest;
import io.kairoute.control.v1.CreateDraftRequest;
import io.kairoute.control.v1.CreateDraftResponse;
import io.kairoute.control.v1.DeclareLiveOccasionRequest;
import io.kairoute.control.v1.DeleteDraftRequest;
import io.kairoute.control.v1.ImportTuningRequest;
import io.kairoute.control.v1.ImportTuningResponse;
import io.kairoute.control.v1.ListDraftsRequest;
import io.kairoute.control.v1.ListLiveOccasionsRequest;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.OverrideQueueRequest;
import io.kairoute.control.v1.PublishTableRequest;
import io.kairoute.control.v1.ResolveLiveOccasionRequest;
import io.kairoute.control.v1.SetSwitchRequest;
import io.kairoute.control.v1.UpdateDraftRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A write that is repeated with its request_id is done once and answered alike, also after a restart. */
class RequestIdTest extends OneNodeTest {
    @Test
    void shouldDeclareALiveOccasionOnceAlsoAcrossARestart() {
        final DeclareLiveOccasionRequest request = outage("r1", "a cable is cut");
        final LiveOccasion first = node.live().declareLiveOccasion(request).getLiveOccasion();

        assertEquals(first, node.live().declareLiveOccasion(request).getLiveOccasion());
        restart();

        assertEquals(first, node.live().declareLiveOccasion(request).getLiveOccasion());
        assertEquals(
                List.of(first),
                node.live()
                        .listLiveOccasions(ListLiveOccasionsRequest.getDefaultInstance())
                        .getLiveOccasionsList());
    }

    @Test
    void shouldResolveOnceAndAnswerTheSame() {
        final LiveOccasion declared =
                node.live().declareLiveOccasion(outage("r1", "x")).getLiveOccasion();
        final ResolveLiveOccasionRequest resolve = ResolveLiveOccasionRequest.newBuilder()
                .setId(declared.getId())
                .setRequestId("r2")
                .build();

        final LiveOccasion resolved = node.live().resolveLiveOccasion(resolve).getLiveOccasion();

        assertEquals(resolved, node.live().resolveLiveOccasion(resolve).getLiveOccasion());
    }

    @Test
    void shouldRefuseAnIdThatAnotherContentHad() {
        node.live().declareLiveOccasion(outage("r1", "one"));
        node.tables().publishTable(publish("p1", 1));

        reused(() -> node.live().declareLiveOccasion(outage("r1", "another")));
        reused(() -> node.tables()
                .createDraft(CreateDraftRequest.newBuilder().setRequestId("r1").build()));
        reused(() -> node.live().declareLiveOccasion(outage("p1", "one")));
        reused(() -> node.tables().publishTable(publish("r1", 2)));
    }

    @Test
    void shouldDoWritesWithoutAnIdEachTime() {
        node.live().declareLiveOccasion(outage("", "one"));
        node.live().declareLiveOccasion(outage("", "one"));

        assertEquals(
                2,
                node.live()
                        .listLiveOccasions(ListLiveOccasionsRequest.getDefaultInstance())
                        .getLiveOccasionsCount());
    }

    @Test
    void shouldRememberNoWriteThatWasRefused() {
        final DeclareLiveOccasionRequest.Builder bad = outage("r1", "x").toBuilder();
        bad.getLiveOccasionBuilder().setOccasion("outtage");
        assertThrows(StatusRuntimeException.class, () -> node.live().declareLiveOccasion(bad.build()));

        assertEquals(
                "outage",
                node.live()
                        .declareLiveOccasion(outage("r1", "x"))
                        .getLiveOccasion()
                        .getOccasion());
    }

    @Test
    void shouldHoldLetGoAndSwitchOnce() {
        final OverrideQueueRequest hold = OverrideQueueRequest.newBuilder()
                .setQueue("general")
                .setKind("CLOSED")
                .setReason("drill")
                .setExpireTime(inAnHour())
                .setRequestId("q1")
                .build();
        assertEquals(node.queues().overrideQueue(hold), node.queues().overrideQueue(hold));
        final ClearQueueOverrideRequest clear = ClearQueueOverrideRequest.newBuilder()
                .setQueue("general")
                .setRequestId("q2")
                .build();
        assertEquals(node.queues().clearQueueOverride(clear), node.queues().clearQueueOverride(clear));
        final SetSwitchRequest off = SetSwitchRequest.newBuilder()
                .setSwitch("experiments")
                .setOff(true)
                .setReason("odd")
                .setExpireTime(inAnHour())
                .setRequestId("q3")
                .build();
        assertEquals(node.queues().setSwitch(off), node.queues().setSwitch(off));
    }

    @Test
    void shouldWriteADraftOnceAndAnswerAsTheFirstTime() {
        final CreateDraftRequest create = CreateDraftRequest.newBuilder()
                .setTitle("spring")
                .setRequestId("d1")
                .build();
        final CreateDraftResponse created = node.tables().createDraft(create);
        assertEquals(created, node.tables().createDraft(create));
        final UpdateDraftRequest update = UpdateDraftRequest.newBuilder()
                .setDraft(created.getDraft().getDraft())
                .setEtag(created.getDraft().getEtag())
                .setDocument(ControlTables.withPriority(72))
                .setRequestId("d2")
                .build();
        assertEquals(node.tables().updateDraft(update), node.tables().updateDraft(update));
        assertEquals(created, node.tables().createDraft(create), "as it was after the first");
        final DeleteDraftRequest delete = DeleteDraftRequest.newBuilder()
                .setDraft(created.getDraft().getDraft())
                .setRequestId("d3")
                .build();
        assertEquals(node.tables().deleteDraft(delete), node.tables().deleteDraft(delete));
        assertEquals(
                0,
                node.tables().listDrafts(ListDraftsRequest.getDefaultInstance()).getDraftsCount());
        reused(() -> node.tables()
                .approveDraft(ApproveDraftRequest.newBuilder()
                        .setDraft("other")
                        .setRequestId("d3")
                        .build()));
    }

    @Test
    void shouldTakeTuningRulesOnceAndAnswerAsTheFirstTime() {
        final CreateDraftResponse created = node.tables()
                .createDraft(CreateDraftRequest.newBuilder()
                        .setDocument(ControlTables.rich(70))
                        .build());
        final ImportTuningRequest rules = ImportTuningRequest.newBuilder()
                .setDraft(created.getDraft().getDraft())
                .setEtag(created.getDraft().getEtag())
                .setCsv("id,when.tier,adjust.priority\nt1,gold,3\n")
                .setRequestId("t1")
                .build();

        final ImportTuningResponse imported = node.tables().importTuning(rules);

        assertEquals(1, imported.getRules());
        assertEquals(imported, node.tables().importTuning(rules));
        reused(() -> node.tables()
                .importTuning(rules.toBuilder()
                        .setCsv("id,when.tier,adjust.priority\nt1,gold,4\n")
                        .build()));
    }

    private static void reused(final Executable call) {
        assertEquals("REQUEST_ID_REUSED", Reasons.of(assertThrows(StatusRuntimeException.class, call)));
    }

    private static PublishTableRequest publish(final String requestId, final long base) {
        return PublishTableRequest.newBuilder()
                .setDocument(ControlTables.withPriority(73))
                .setBaseRevision(base)
                .setAcceptWarnings(true)
                .setReason("x")
                .setRequestId(requestId)
                .build();
    }

    private static DeclareLiveOccasionRequest outage(final String requestId, final String reason) {
        return DeclareLiveOccasionRequest.newBuilder()
                .setLiveOccasion(LiveOccasion.newBuilder()
                        .setOccasion("outage")
                        .setReason(reason)
                        .setExpireTime(Timestamps.fromMillis(4_000_000_000_000L)))
                .setRequestId(requestId)
                .build();
    }

    private static Timestamp inAnHour() {
        return Timestamps.fromMillis(System.currentTimeMillis() + 3_600_000);
    }
}
