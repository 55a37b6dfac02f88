package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.kairoute.control.v1.ApproveDraftRequest;
import io.kairoute.control.v1.CreateDraftRequest;
import io.kairoute.control.v1.DiffTablesRequest;
import io.kairoute.control.v1.DiffTablesResponse;
import io.kairoute.control.v1.Draft;
import io.kairoute.control.v1.ExportTableRequest;
import io.kairoute.control.v1.ListDraftsRequest;
import io.kairoute.control.v1.ListRevisionsRequest;
import io.kairoute.control.v1.PublishTableRequest;
import io.kairoute.control.v1.PublishTableResponse;
import io.kairoute.control.v1.Revision;
import io.kairoute.control.v1.RollbackTableRequest;
import io.kairoute.control.v1.SchedulePublishRequest;
import io.kairoute.control.v1.TableServiceGrpc;
import io.kairoute.control.v1.TryContactRequest;
import io.kairoute.control.v1.TryContactResponse;
import io.kairoute.control.v1.UpdateDraftRequest;
import io.kairoute.control.v1.ValidateTableRequest;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.api.Cancellation;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.identity.Role;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.Trace;
import io.kairoute.routing.v1.TraceCandidate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TablesTest extends OneNodeTest {
    private static final int RACES = 200;
    private static final RouteRequest OUTAGE =
            RouteRequest.newBuilder().setContactId("c").setOccasion("outage").build();

    @Test
    void shouldPublishRollBackAndKeepRevisionsOverARestart() {
        final PublishTableResponse second = node.publish(ControlTables.withPriority(80), 1);
        assertEquals(2, second.getRevision().getRevision());
        assertEquals(80, node.ask(OUTAGE).getPriority());

        final Revision third = node.tables()
                .rollbackTable(RollbackTableRequest.newBuilder()
                        .setRevision(1)
                        .setBaseRevision(2)
                        .setReason("too high")
                        .build())
                .getRevision();

        assertEquals(3, third.getRevision());
        assertEquals(1, third.getRollbackOf());
        assertEquals(70, node.ask(OUTAGE).getPriority());
        restart();
        assertEquals(3, node.ask(OUTAGE).getTableRevision());
        assertEquals(
                List.of(3L, 2L, 1L),
                node.tables().listRevisions(ListRevisionsRequest.getDefaultInstance()).getRevisionsList().stream()
                        .map(Revision::getRevision)
                        .toList());
        assertEquals(
                ControlTables.withPriority(80),
                node.tables()
                        .exportTable(ExportTableRequest.newBuilder()
                                .setTable("revision:2")
                                .build())
                        .getDocument());
    }

    @Test
    void shouldKeepAPinnedContactOnItsRevisionWhileThatIsKeptAndSayWhenItIsNot() {
        node.close();
        node = ControlNode.start(directory, new ControlSettings(0, 2), InstantSource.system(), Map.of(), null);
        node.publish(ControlTables.rich(71), 1);
        final RouteResponse first = node.ask(OUTAGE);
        final RouteRequest retry = OUTAGE.toBuilder()
                .setAttempt(1)
                .setPreviousDecisionId(first.getDecisionId())
                .build();

        node.publish(ControlTables.rich(72), 2);
        final RouteResponse pinned = node.ask(retry);
        node.publish(ControlTables.rich(73), 3);
        final RouteResponse expired = node.ask(retry);

        assertEquals(2, pinned.getTableRevision());
        assertEquals(71, pinned.getPriority());
        assertEquals(4, expired.getTableRevision());
        assertTrue(expired.getFlagsList().contains("PIN_EXPIRED"), expired::toString);
        assertTrue(!pinned.getFlagsList().contains("PIN_EXPIRED"), pinned::toString);
    }

    @Test
    void shouldTellALosingPublisherWhatIsDifferent() {
        node.publish(ControlTables.withPriority(80), 1);

        final StatusRuntimeException refused =
                assertThrows(StatusRuntimeException.class, () -> node.publish(ControlTables.withPriority(90), 1));

        assertEquals(Status.Code.ABORTED, refused.getStatus().getCode());
        assertEquals("BASE_REVISION", Reasons.of(refused));
        assertTrue(String.valueOf(refused.getMessage()).contains("Revision 2 is current, not 1"), refused.getMessage());
        assertTrue(String.valueOf(refused.getMessage()).contains("occasion outage"), refused.getMessage());
    }

    @Test
    void shouldLetExactlyOneOfTwoRacingPublishersWin() throws Exception {
        final TableServiceGrpc.TableServiceBlockingStub stub = node.tables();
        final ExecutorService publishers = Executors.newFixedThreadPool(2);
        try {
            for (int race = 0; race < RACES; race++) {
                final long base = race + 1L;
                final List<Future<Boolean>> results = publishers.invokeAll(
                        List.of(() -> wins(stub, base, "a" + base), () -> wins(stub, base, "b" + base)));

                assertTrue(results.get(0).get() ^ results.get(1).get(), "race " + race);
            }
        } finally {
            publishers.shutdownNow();
        }
        assertEquals(RACES + 1, node.ask(OUTAGE).getTableRevision());
    }

    @Test
    void shouldPublishARetriedRequestOnce() {
        final PublishTableRequest request = publish(1).setRequestId("key-1").build();

        final PublishTableResponse first = node.tables().publishTable(request);
        final PublishTableResponse again = node.tables().publishTable(request);
        restart();
        final PublishTableResponse afterRestart = node.tables().publishTable(request);

        assertFalse(first.getRepeated());
        assertTrue(again.getRepeated());
        assertTrue(afterRestart.getRepeated());
        assertEquals(2, afterRestart.getRevision().getRevision());
        assertEquals(2, node.ask(OUTAGE).getTableRevision());
    }

    @Test
    void shouldRefuseARequestIdThatAnotherDocumentHad() {
        node.tables().publishTable(publish(1).setRequestId("key-1").build());

        refused("REQUEST_ID_REUSED", publish(2).setRequestId("key-1"));

        assertEquals(2, node.ask(OUTAGE).getTableRevision());
    }

    @Test
    void shouldRefuseErrorsAndUnacceptedWarnings() {
        refused("TABLE_ERRORS", publish(1).setDocument("table: x\n"));
        refused(
                "TABLE_WARNINGS",
                publish(1)
                        .setDocument(ControlTables.withPriority(70).replaceFirst("signals:\\n.*\\n", ""))
                        .setAcceptWarnings(false));
        refused("REQUIRED", publish(1).clearReason());
        refused("REQUIRED", publish(1).clearBaseRevision());
        refused("DRAFT_OR_DOCUMENT", publish(1).clearDocument());
        refused("UNKNOWN_DRAFT", publish(1).clearDocument().setDraft("nope"));
        assertTrue(node.tables()
                        .validateTable(ValidateTableRequest.newBuilder()
                                .setDocument("table: x\n")
                                .build())
                        .getErrors()
                > 0);
        assertEquals(1, node.ask(OUTAGE).getTableRevision());
    }

    @Test
    void shouldKeepDraftsByEtagAndPublishThem() {
        final Draft draft = node.tables()
                .createDraft(CreateDraftRequest.newBuilder()
                        .setDraft("higher")
                        .setTitle("Outage first")
                        .build())
                .getDraft();
        final Draft updated = node.tables()
                .updateDraft(UpdateDraftRequest.newBuilder()
                        .setDraft("higher")
                        .setEtag(draft.getEtag())
                        .setDocument(ControlTables.withPriority(95))
                        .build())
                .getDraft();

        final StatusRuntimeException stale = assertThrows(StatusRuntimeException.class, () -> node.tables()
                .updateDraft(UpdateDraftRequest.newBuilder()
                        .setDraft("higher")
                        .setEtag(draft.getEtag())
                        .setDocument("other")
                        .build()));

        assertEquals("STALE_ETAG", Reasons.of(stale));
        assertTrue(!updated.getEtag().equals(draft.getEtag()));
        final PublishTableResponse published = node.tables()
                .publishTable(publish(1).clearDocument().setDraft("higher").build());
        assertEquals("higher", published.getRevision().getDraft());
        assertEquals(95, node.ask(OUTAGE).getPriority());
        assertEquals(
                0,
                node.tables().listDrafts(ListDraftsRequest.getDefaultInstance()).getDraftsCount());
    }

    @Test
    void shouldNeedSomebodyElsesApprovalWhereThatIsSet() {
        node.close();
        node = ControlNode.start(directory, new ControlSettings(1, 16), InstantSource.system(), Map.of(), null);
        final Draft draft = node.tables()
                .createDraft(CreateDraftRequest.newBuilder().setDraft("d").build())
                .getDraft();

        refused("APPROVAL_NEEDED", publish(1));
        refused("APPROVAL_NEEDED", publish(1).clearDocument().setDraft("d"));
        final StatusRuntimeException self = assertThrows(StatusRuntimeException.class, () -> node.tables()
                .approveDraft(ApproveDraftRequest.newBuilder()
                        .setDraft("d")
                        .setEtag(draft.getEtag())
                        .build()));

        assertEquals("SELF_APPROVAL", Reasons.of(self));
        // Somebody else, behind the listener, since an open one knows nobody by name.
        final Draft approved = ControlCalls.approve(
                        node.plane(),
                        Call.by("bob", "here", 0),
                        ApproveDraftRequest.newBuilder()
                                .setDraft("d")
                                .setEtag(draft.getEtag())
                                .build())
                .join()
                .getDraft();
        assertEquals(List.of("bob"), approved.getApprovedByList());
        assertEquals(
                2,
                node.tables()
                        .publishTable(publish(1).clearDocument().setDraft("d").build())
                        .getRevision()
                        .getRevision());
    }

    @Test
    void shouldPublishADraftWhenItsTimeHasCome() {
        final AtomicLong nowMs = new AtomicLong(System.currentTimeMillis());
        node.close();
        node = ControlNode.start(
                directory, ControlSettings.DEFAULT, () -> Instant.ofEpochMilli(nowMs.get()), Map.of(), null);
        node.tables()
                .createDraft(CreateDraftRequest.newBuilder()
                        .setDraft("later")
                        .setDocument(ControlTables.withPriority(99))
                        .build());
        node.tables()
                .schedulePublish(SchedulePublishRequest.newBuilder()
                        .setDraft("later")
                        .setBaseRevision(1)
                        .setAcceptWarnings(true)
                        .setReason("tonight")
                        .setPublishTime(Timestamps.fromMillis(nowMs.get() + 3_600_000))
                        .build());

        assertEquals(1, node.ask(OUTAGE).getTableRevision());

        nowMs.addAndGet(3_600_000);

        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (node.ask(OUTAGE).getPriority() != 99) {
            assertTrue(System.nanoTime() < deadlineNs, "it was never published");
        }
        assertEquals(2, node.ask(OUTAGE).getTableRevision());
    }

    @Test
    void shouldSayWhatIsDifferentInTheWordsOfTheTable() {
        node.publish(ControlTables.withPriority(80), 1);

        final DiffTablesResponse diff = node.tables()
                .diffTables(DiffTablesRequest.newBuilder()
                        .setFrom("revision:1")
                        .setTo("current")
                        .build());

        assertEquals(1, diff.getChangeCount());
        assertEquals("occasion", diff.getChanges(0).getPart());
        assertEquals("outage", diff.getChanges(0).getId());
        assertEquals("treatment.priority", diff.getChanges(0).getField());
        assertEquals("70", diff.getChanges(0).getBefore());
        assertEquals("80", diff.getChanges(0).getAfter());
    }

    @Test
    void shouldTryOneContactAgainstADraftWithoutPublishingIt() {
        node.tables()
                .createDraft(CreateDraftRequest.newBuilder()
                        .setDraft("trial")
                        .setDocument(ControlTables.withPriority(99))
                        .build());

        final TryContactResponse tried = node.tables()
                .tryContact(TryContactRequest.newBuilder()
                        .setTable("draft:trial")
                        .setContact(RouteRequest.newBuilder().setIntent("no_internet"))
                        .build());

        assertEquals(99, tried.getDecision().getPriority());
        final Trace trace = tried.getDecision().getTrace();
        assertTrue(
                trace.getRulesList().stream()
                        .anyMatch(rule -> rule.getMatched()
                                && rule.getKind().equals("SIGNAL")
                                && rule.getId().equals("s1")),
                tried::toString);
        assertEquals(
                TraceCandidate.newBuilder()
                        .setOccasion("outage")
                        .setSource("SIGNAL")
                        .setConfidenceBp(10_000)
                        .setOrigin("s1")
                        .setOutcome("won")
                        .build(),
                trace.getCandidates(0));
        assertEquals(70, node.ask(OUTAGE).getPriority());
    }

    @Test
    void shouldHideRisksFromAViewerWhoTriesAContact() {
        final TryContactRequest request = TryContactRequest.newBuilder()
                .setTable("revision:1")
                .setContact(RouteRequest.newBuilder().setIntent("no_internet"))
                .build();

        final Trace seen = tried(Role.VIEWER, request);
        final Trace whole = tried(Role.DATA, request);

        assertTrue(seen.getRisksHidden());
        assertFalse(whole.getRisksHidden());
    }

    private Trace tried(final Role role, final TryContactRequest request) {
        final Call call =
                new Call(new Caller("key:somebody", 0, Set.of(role), ""), 0, "default", "here", new Cancellation());
        return node.plane().trials().attempt(call, request).join().getDecision().getTrace();
    }

    private void refused(final String reason, final PublishTableRequest.Builder request) {
        final StatusRuntimeException refused =
                assertThrows(StatusRuntimeException.class, () -> node.tables().publishTable(request.build()), reason);
        assertEquals(reason, Reasons.of(refused));
    }

    private static boolean wins(
            final TableServiceGrpc.TableServiceBlockingStub stub, final long base, final String requestId) {
        try {
            return stub.publishTable(publish(base).setRequestId(requestId).build())
                            .getRevision()
                            .getRevision()
                    == base + 1;
        } catch (final StatusRuntimeException e) {
            assertEquals(Status.Code.ABORTED, e.getStatus().getCode());
            return false;
        }
    }

    private static PublishTableRequest.Builder publish(final long base) {
        return PublishTableRequest.newBuilder()
                .setDocument(ControlTables.withPriority((int) (base % 100)))
                .setBaseRevision(base)
                .setAcceptWarnings(true)
                .setReason("test");
    }
}
