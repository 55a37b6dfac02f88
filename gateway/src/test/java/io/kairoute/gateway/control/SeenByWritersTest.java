package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.grpc.StatusRuntimeException;
import io.kairoute.control.v1.AuditServiceGrpc;
import io.kairoute.control.v1.CreateDraftRequest;
import io.kairoute.control.v1.DeclareLiveOccasionRequest;
import io.kairoute.control.v1.DeleteDraftRequest;
import io.kairoute.control.v1.DiffTablesRequest;
import io.kairoute.control.v1.DiffTablesResponse;
import io.kairoute.control.v1.Draft;
import io.kairoute.control.v1.ExportTableRequest;
import io.kairoute.control.v1.ExportTableResponse;
import io.kairoute.control.v1.ExportTuningRequest;
import io.kairoute.control.v1.ExportTuningResponse;
import io.kairoute.control.v1.ImportTuningRequest;
import io.kairoute.control.v1.ListAuditEntriesRequest;
import io.kairoute.control.v1.ListDraftsRequest;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.PlannedPublish;
import io.kairoute.control.v1.PublishTableRequest;
import io.kairoute.control.v1.PublishTableResponse;
import io.kairoute.control.v1.RollbackTableRequest;
import io.kairoute.control.v1.RollbackTableResponse;
import io.kairoute.control.v1.SchedulePublishRequest;
import io.kairoute.control.v1.UpdateDraftRequest;
import io.kairoute.control.v1.UpdateDraftResponse;
import io.kairoute.gateway.control.log.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a writer saw goes with the write, and what a write does to others' work is answered. */
class SeenByWritersTest extends OneNodeTest {
    private static final String WITH_A_WARNING = ControlTables.withPriority(70).replaceFirst("signals:\\n.*\\n", "");

    @Test
    void shouldTellWithATableWhatItIs() {
        create("spring", ControlTables.withPriority(80));
        node.publish(ControlTables.withPriority(90), 1);

        final ExportTableResponse current = export("current");
        final ExportTableResponse draft = export("draft:spring");

        assertEquals("default", current.getTenant());
        assertEquals(2, current.getRevision());
        assertEquals(2, current.getBaseRevision());
        assertEquals(sha256(ControlTables.withPriority(90)), current.getDocumentSha256());
        assertEquals(1, draft.getBaseRevision());
        assertEquals(sha256(ControlTables.withPriority(80)), draft.getDocumentSha256());
        assertEquals(draft("spring").getEtag(), draft.getEtag());
        assertEquals(draft.getDocumentSha256(), draft("spring").getDocumentSha256());
    }

    @Test
    void shouldTellWithTuningRulesOfWhichTableTheyAre() {
        create("spring", ControlTables.rich(80));

        final ExportTuningResponse tuning = node.tables()
                .exportTuning(ExportTuningRequest.newBuilder()
                        .setTable("draft:spring")
                        .build());

        assertEquals("default", tuning.getTenant());
        assertEquals(draft("spring").getEtag(), tuning.getEtag());
        assertEquals(0, tuning.getRevision());
        assertEquals(1, tuning.getBaseRevision());
        assertEquals(sha256(ControlTables.rich(80)), tuning.getDocumentSha256());
    }

    @Test
    void shouldKeepWhichRevisionADraftWasMadeFrom() {
        node.publish(ControlTables.withPriority(90), 1);

        final Draft made = node.tables()
                .createDraft(CreateDraftRequest.newBuilder()
                        .setDraft("spring")
                        .setDocument(ControlTables.withPriority(80))
                        .setBaseRevision(1)
                        .build())
                .getDraft();
        final Draft rewritten = update(made, 75).getDraft();
        final Draft caughtUp = node.tables()
                .updateDraft(UpdateDraftRequest.newBuilder()
                        .setDraft("spring")
                        .setEtag(rewritten.getEtag())
                        .setDocument(ControlTables.withPriority(76))
                        .setBaseRevision(2)
                        .build())
                .getDraft();

        assertEquals(1, made.getBaseRevision());
        assertEquals(1, rewritten.getBaseRevision());
        assertEquals(2, caughtUp.getBaseRevision());
        assertRefused("UNKNOWN_REVISION", () -> node.tables()
                .createDraft(CreateDraftRequest.newBuilder().setBaseRevision(7).build()));
    }

    @Test
    void shouldRefuseToPublishOrPlanADraftThatIsAnotherThanWasSeen() {
        final Draft seen = create("spring", ControlTables.withPriority(80));
        update(seen, 81);

        assertRefused("STALE_ETAG", () -> node.tables()
                .publishTable(PublishTableRequest.newBuilder()
                        .setDraft("spring")
                        .setEtag(seen.getEtag())
                        .setBaseRevision(1)
                        .setReason("test")
                        .build()));
        assertRefused("STALE_ETAG", () -> node.tables()
                .schedulePublish(plan("spring").setEtag(seen.getEtag()).build()));
    }

    @Test
    void shouldCompareATableWithADocumentThatIsSent() {
        final DiffTablesResponse diff = node.tables()
                .diffTables(DiffTablesRequest.newBuilder()
                        .setFrom("current")
                        .setToDocument(ControlTables.withPriority(80))
                        .build());

        assertEquals(1, diff.getChangeCount());
        assertEquals("treatment.priority", diff.getChanges(0).getField());
        assertEquals("80", diff.getChanges(0).getAfter());
        assertRefused("DOCUMENT_OR_TABLE", () -> node.tables()
                .diffTables(DiffTablesRequest.newBuilder()
                        .setFrom("current")
                        .setTo("current")
                        .setToDocument("x")
                        .build()));
        assertRefused("TABLE_ERRORS", () -> node.tables()
                .diffTables(DiffTablesRequest.newBuilder()
                        .setFrom("current")
                        .setToDocument("table: x\n")
                        .build()));
    }

    @Test
    void shouldCheckAPublishAndPublishNothing() {
        final PublishTableResponse checked = node.tables()
                .publishTable(publish(1, WITH_A_WARNING).setAcceptWarnings(true).build());

        assertEquals(1, checked.getWarnings());
        assertEquals(0, checked.getRevision().getRevision());
        assertEquals(1, checked.getRevision().getBaseRevision());
        assertEquals(sha256(WITH_A_WARNING), checked.getRevision().getDocumentSha256());
        assertFalse(checked.getRevision().hasPublishTime());
        assertEquals(1, export("current").getRevision());
    }

    @Test
    void shouldRefuseACheckAsThePublishWouldBe() {
        node.publish(ControlTables.withPriority(80), 1);

        assertRefused("BASE_REVISION", () -> node.tables()
                .publishTable(publish(1, ControlTables.withPriority(81)).build()));
        assertRefused("TABLE_ERRORS", () -> node.tables()
                .publishTable(publish(2, "table: x\n").build()));
        assertRefused("TABLE_WARNINGS", () -> node.tables()
                .publishTable(publish(2, WITH_A_WARNING).build()));
        assertRefused("UNKNOWN_REVISION", () -> node.tables()
                .rollbackTable(rollback(2, 9).setValidateOnly(true).build()));
    }

    @Test
    void shouldCheckARollbackAndPublishNothing() {
        node.publish(ControlTables.withPriority(80), 1);

        final RollbackTableResponse checked =
                node.tables().rollbackTable(rollback(2, 1).setValidateOnly(true).build());

        assertEquals(1, checked.getRevision().getRollbackOf());
        assertEquals(0, checked.getRevision().getRevision());
        assertEquals(2, export("current").getRevision());
    }

    @Test
    void shouldNotTakeTheRequestIdOfACheckForARepeatedRequest() {
        final PublishTableRequest real = publish(1, ControlTables.withPriority(80))
                .setValidateOnly(false)
                .setRequestId("one")
                .build();
        node.tables().publishTable(real.toBuilder().setValidateOnly(true).build());

        final PublishTableResponse published = node.tables().publishTable(real);
        final PublishTableResponse checked = node.tables()
                .publishTable(publish(2, ControlTables.withPriority(81))
                        .setRequestId("one")
                        .build());
        final PublishTableResponse repeated = node.tables().publishTable(real);

        assertFalse(published.getRepeated());
        assertFalse(checked.getRepeated());
        assertTrue(repeated.getRepeated());
    }

    @Test
    void shouldNotTakeTheRequestIdOfADeclarationThatIsOnlyCheckedForARepeatedOne() {
        final DeclareLiveOccasionRequest real = DeclareLiveOccasionRequest.newBuilder()
                .setLiveOccasion(LiveOccasion.newBuilder()
                        .setOccasion("outage")
                        .setReason("x")
                        .setExpireTime(inAnHour()))
                .setRequestId("one")
                .build();
        node.live().declareLiveOccasion(real);

        final LiveOccasion checked = node.live()
                .declareLiveOccasion(real.toBuilder().setValidateOnly(true).build())
                .getLiveOccasion();

        assertEquals("", checked.getId());
    }

    @Test
    void shouldSayThatTheCurrentRevisionHoldsTheContentAlready() {
        node.publish(ControlTables.withPriority(80), 1);
        node.tables().rollbackTable(rollback(2, 1).build());

        final RollbackTableResponse itself =
                node.tables().rollbackTable(rollback(3, 3).build());
        final RollbackTableResponse again =
                node.tables().rollbackTable(rollback(3, 1).build());

        assertTrue(itself.getUnchanged());
        assertTrue(again.getUnchanged());
        assertEquals(3, again.getRevision().getRevision());
        assertEquals(3, export("current").getRevision());
    }

    @Test
    void shouldRefuseAPlanForADraftThatCouldNotBePublished() {
        create("broken", "table: x\n");
        create("doubtful", WITH_A_WARNING);

        assertRefused("TABLE_ERRORS", () -> node.tables()
                .schedulePublish(plan("broken").build()));
        assertRefused("TABLE_WARNINGS", () -> node.tables()
                .schedulePublish(plan("doubtful").build()));
        node.tables().schedulePublish(plan("doubtful").setAcceptWarnings(true).build());

        assertFalse(draft("broken").hasPlan());
        assertTrue(draft("doubtful").hasPlan());
    }

    @Test
    void shouldPlanOnceHoweverOftenTheRequestIsRepeated() {
        create("spring", ControlTables.withPriority(80));
        final SchedulePublishRequest request =
                plan("spring").setRequestId("one").build();

        node.tables().schedulePublish(request);
        final Draft again = node.tables().schedulePublish(request).getDraft();

        assertFalse(node.tables().schedulePublish(request).hasEndedPlan());
        assertEquals(draft("spring").getEtag(), again.getEtag());
        assertEquals("why", draft("spring").getPlan().getReason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"update", "delete", "tuning", "plan"})
    void shouldSayWhichPlanAChangeOfADraftEnds(final String change) {
        final Draft draft = create("spring", ControlTables.rich(80));
        node.tables().schedulePublish(plan("spring").setAcceptWarnings(true).build());

        final PlannedPublish ended = ended(change, draft);
        restart();

        assertEquals("why", ended.getReason());
        assertEquals("anybody", ended.getPlannedBy());
        assertEquals(1, ended.getBaseRevision());
        assertEquals(ended, ended(change, draft), "repeated after a restart");
        assertTrue(
                AuditServiceGrpc.newBlockingStub(node.admin())
                        .listAuditEntries(ListAuditEntriesRequest.getDefaultInstance())
                        .getEntries(0)
                        .toString()
                        .contains("ended_plan"),
                "the audit trail tells it");
    }

    @Test
    void shouldNotTellOfAPlanWhereThereWasNone() {
        final Draft draft = create("spring", ControlTables.withPriority(80));

        assertFalse(node.tables()
                .updateDraft(UpdateDraftRequest.newBuilder()
                        .setDraft("spring")
                        .setEtag(draft.getEtag())
                        .setDocument("x")
                        .build())
                .hasEndedPlan());
        assertFalse(node.tables()
                .deleteDraft(DeleteDraftRequest.newBuilder().setDraft("spring").build())
                .hasEndedPlan());
    }

    private PlannedPublish ended(final String change, final Draft draft) {
        return switch (change) {
            case "update" ->
                node.tables()
                        .updateDraft(UpdateDraftRequest.newBuilder()
                                .setDraft("spring")
                                .setEtag(draft.getEtag())
                                .setDocument(ControlTables.withPriority(81))
                                .setRequestId("change")
                                .build())
                        .getEndedPlan();
            case "delete" ->
                node.tables()
                        .deleteDraft(DeleteDraftRequest.newBuilder()
                                .setDraft("spring")
                                .setRequestId("change")
                                .build())
                        .getEndedPlan();
            case "tuning" ->
                node.tables()
                        .importTuning(ImportTuningRequest.newBuilder()
                                .setDraft("spring")
                                .setEtag(draft.getEtag())
                                .setCsv("id,when.tier,adjust.priority\nt1,gold,8\n")
                                .setRequestId("change")
                                .build())
                        .getEndedPlan();
            default ->
                node.tables()
                        .schedulePublish(plan("spring")
                                .setAcceptWarnings(true)
                                .setPublishTime(Timestamps.fromSeconds(4_000_000_000L))
                                .setRequestId("change")
                                .build())
                        .getEndedPlan();
        };
    }

    private Draft create(final String id, final String document) {
        return node.tables()
                .createDraft(CreateDraftRequest.newBuilder()
                        .setDraft(id)
                        .setDocument(document)
                        .build())
                .getDraft();
    }

    private UpdateDraftResponse update(final Draft seen, final int priority) {
        return node.tables()
                .updateDraft(UpdateDraftRequest.newBuilder()
                        .setDraft(seen.getDraft())
                        .setEtag(seen.getEtag())
                        .setDocument(ControlTables.withPriority(priority))
                        .build());
    }

    private Draft draft(final String id) {
        return node.tables().listDrafts(ListDraftsRequest.getDefaultInstance()).getDraftsList().stream()
                .filter(one -> one.getDraft().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private ExportTableResponse export(final String table) {
        return node.tables()
                .exportTable(ExportTableRequest.newBuilder().setTable(table).build());
    }

    private static SchedulePublishRequest.Builder plan(final String draft) {
        return SchedulePublishRequest.newBuilder()
                .setDraft(draft)
                .setBaseRevision(1)
                .setPublishTime(inAnHour())
                .setReason("why");
    }

    private static PublishTableRequest.Builder publish(final long base, final String document) {
        return PublishTableRequest.newBuilder()
                .setDocument(document)
                .setBaseRevision(base)
                .setReason("test")
                .setValidateOnly(true);
    }

    private static RollbackTableRequest.Builder rollback(final long base, final long revision) {
        return RollbackTableRequest.newBuilder()
                .setRevision(revision)
                .setBaseRevision(base)
                .setReason("test");
    }

    private static Timestamp inAnHour() {
        return Timestamps.fromMillis(System.currentTimeMillis() + 3_600_000);
    }

    private static String sha256(final String document) {
        return HexFormat.of().formatHex(Sha256.of(document.getBytes(StandardCharsets.UTF_8)));
    }

    private static void assertRefused(final String reason, final Executable call) {
        assertEquals(reason, Reasons.of(assertThrows(StatusRuntimeException.class, call, reason)));
    }
}
