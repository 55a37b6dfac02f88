package io.kairoute.gateway.sets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.ActivateSegmentSetRequest;
import io.kairoute.control.v1.ApproveDraftRequest;
import io.kairoute.control.v1.AuditEntry;
import io.kairoute.control.v1.CancelScheduledPublishRequest;
import io.kairoute.control.v1.ClearQueueOverrideRequest;
import io.kairoute.control.v1.CreateDraftRequest;
import io.kairoute.control.v1.CustomerProfile;
import io.kairoute.control.v1.DeclareLiveOccasionRequest;
import io.kairoute.control.v1.DeleteCustomerRequest;
import io.kairoute.control.v1.DeleteDraftRequest;
import io.kairoute.control.v1.Draft;
import io.kairoute.control.v1.EraseCustomerRequest;
import io.kairoute.control.v1.ExportTuningRequest;
import io.kairoute.control.v1.ExtendLiveOccasionRequest;
import io.kairoute.control.v1.ImportTuningRequest;
import io.kairoute.control.v1.ListDraftsRequest;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.LiveOccasionServiceGrpc;
import io.kairoute.control.v1.Note;
import io.kairoute.control.v1.NoteServiceGrpc;
import io.kairoute.control.v1.OverrideQueueRequest;
import io.kairoute.control.v1.PublishTableRequest;
import io.kairoute.control.v1.QueueServiceGrpc;
import io.kairoute.control.v1.QueueState;
import io.kairoute.control.v1.ReportQueueStatesRequest;
import io.kairoute.control.v1.ResolveLiveOccasionRequest;
import io.kairoute.control.v1.RollbackSegmentSetRequest;
import io.kairoute.control.v1.RollbackTableRequest;
import io.kairoute.control.v1.SaveNoteRequest;
import io.kairoute.control.v1.SchedulePublishRequest;
import io.kairoute.control.v1.SetSwitchRequest;
import io.kairoute.control.v1.TableServiceGrpc;
import io.kairoute.control.v1.UpdateDraftRequest;
import io.kairoute.control.v1.UpsertCustomerRequest;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.ControlApi;
import io.kairoute.gateway.control.ControlCalls;
import io.kairoute.gateway.identity.Role;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever changes something by the API leaves a record in the control log, or the reason stands here. */
class WritesMakeRecordsTest {
    private static final Map<String, String> WITHOUT_A_RECORD = Map.of(
            "ReportOutcomes", "what became of contacts, thousands a second; chunks of their own keep them",
            "StreamOutcomes", "what became of contacts, thousands a second; chunks of their own keep them",
            "ReportQueueStates", "a measurement that comes every second, and is worth nothing a minute later",
            "UpsertCustomer", "it names a customer, and the log cannot forget; corrections are kept beside it",
            "DeleteCustomer", "it names a customer, and the log cannot forget; corrections are kept beside it");

    @TempDir
    private Path directory;

    private CustomersNode node;
    private TableServiceGrpc.TableServiceBlockingStub tables;
    private QueueServiceGrpc.QueueServiceBlockingStub queues;
    private LiveOccasionServiceGrpc.LiveOccasionServiceBlockingStub live;

    /** A call of one method, with the kind of the record that it makes. */
    private record Written(String kind, Runnable call) {}

    @BeforeEach
    void start() {
        node = CustomersNode.start(directory);
        tables = TableServiceGrpc.newBlockingStub(node.admin());
        queues = QueueServiceGrpc.newBlockingStub(node.admin());
        live = LiveOccasionServiceGrpc.newBlockingStub(node.admin());
        for (final String version : List.of("one", "two")) {
            TestSets.write(node.folder(), version, Instant.now().minusSeconds(3_600), 20, "silver");
        }
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void shouldMakeARecordForEachMethodThatWritesOrSayWhyNot() {
        final Map<String, Written> writes = writes();
        final Set<String> known = new HashSet<>(writes.keySet());
        known.addAll(WITHOUT_A_RECORD.keySet());
        final Set<String> offered = new HashSet<>();
        ControlApi.methods().stream()
                .filter(method -> Role.neededBy(method) != Role.VIEWER && Role.neededBy(method) != Role.ANY)
                .map(MethodDescriptor::getName)
                .forEach(offered::add);
        assertEquals(offered, known, "each method that writes stands in one of the two lists");

        writes.forEach((method, written) -> {
            final int before = node.audit().getEntriesCount();
            written.call().run();
            final List<AuditEntry> entries = node.audit().getEntriesList();
            assertTrue(entries.size() > before, method + " made no record");
            assertEquals(written.kind(), entries.get(0).getKind(), method);
        });
    }

    @Test
    void shouldMakeNoRecordOfAMeasurementOrACorrection() {
        node.calls().activateSegmentSet(activation(1));
        final int before = node.audit().getEntriesCount();

        final var unusedStates = queues.reportQueueStates(ReportQueueStatesRequest.newBuilder()
                .addStates(QueueState.newBuilder().setQueue("general").setDepth(1))
                .build());
        final var unusedCorrection = node.calls()
                .upsertCustomer(UpsertCustomerRequest.newBuilder()
                        .setCustomerKey("crm:7")
                        .setProfile(CustomerProfile.newBuilder().setTier("gold"))
                        .setSourceVersion(1)
                        .build());
        final var unusedDelete = node.calls()
                .deleteCustomer(DeleteCustomerRequest.newBuilder()
                        .setCustomerKey("crm:7")
                        .setSourceVersion(2)
                        .build());

        assertEquals(before, node.audit().getEntriesCount());
    }

    // In this order: later ones stand on earlier ones.
    private Map<String, Written> writes() {
        final Map<String, Written> writes = new LinkedHashMap<>();
        writes.put("DeclareLiveOccasion", new Written("live_occasion_declared", this::declare));
        writes.put(
                "ExtendLiveOccasion",
                new Written(
                        "live_occasion_extended",
                        () -> live.extendLiveOccasion(ExtendLiveOccasionRequest.newBuilder()
                                .setId("o")
                                .setReason("x")
                                .setExpireTime(later())
                                .build())));
        writes.put(
                "ResolveLiveOccasion",
                new Written(
                        "live_occasion_resolved",
                        () -> live.resolveLiveOccasion(ResolveLiveOccasionRequest.newBuilder()
                                .setId("o")
                                .setReason("x")
                                .build())));
        writes.put("SaveNote", new Written("note_saved", () -> NoteServiceGrpc.newBlockingStub(node.admin())
                .saveNote(SaveNoteRequest.newBuilder()
                        .setNote(Note.newBuilder()
                                .setKind("HANDOVER")
                                .setTitle("x")
                                .setMarkdown("x"))
                        .build())));
        writes.put(
                "OverrideQueue",
                new Written(
                        "queue_overridden",
                        () -> queues.overrideQueue(OverrideQueueRequest.newBuilder()
                                .setQueue("general")
                                .setKind("OPEN")
                                .setReason("x")
                                .setExpireTime(later())
                                .build())));
        writes.put(
                "ClearQueueOverride",
                new Written(
                        "queue_override_cleared",
                        () -> queues.clearQueueOverride(ClearQueueOverrideRequest.newBuilder()
                                .setQueue("general")
                                .setReason("x")
                                .build())));
        writes.put(
                "SetSwitch",
                new Written(
                        "switch_set",
                        () -> queues.setSwitch(SetSwitchRequest.newBuilder()
                                .setSwitch("experiments")
                                .setOff(true)
                                .setReason("x")
                                .setExpireTime(later())
                                .build())));
        drafts(writes);
        writes.put("ActivateSegmentSet", new Written("segment_set_activated", () -> {
            node.calls().activateSegmentSet(activation(1));
            node.calls().activateSegmentSet(activation(2));
        }));
        writes.put("RollbackSegmentSet", new Written("segment_set_activated", () -> node.calls()
                .rollbackSegmentSet(
                        RollbackSegmentSetRequest.newBuilder().setReason("x").build())));
        writes.put("ImportSegmentSet", new Written("segment_set_activated", this::importSet));
        writes.put("EraseCustomer", new Written("customer_erased", () -> node.calls()
                .eraseCustomer(EraseCustomerRequest.newBuilder()
                        .setCustomerKey("crm:1")
                        .setReason("asked for")
                        .build())));
        return writes;
    }

    private void drafts(final Map<String, Written> writes) {
        writes.put(
                "CreateDraft",
                new Written(
                        "draft_saved",
                        () -> tables.createDraft(
                                CreateDraftRequest.newBuilder().setDraft("d").build())));
        writes.put(
                "UpdateDraft",
                new Written(
                        "draft_saved",
                        () -> tables.updateDraft(UpdateDraftRequest.newBuilder()
                                .setDraft("d")
                                .setEtag(draft().getEtag())
                                .setTitle("t")
                                .setDocument(CustomersNode.document())
                                .build())));
        writes.put(
                "ImportTuning",
                new Written(
                        "draft_saved",
                        () -> tables.importTuning(ImportTuningRequest.newBuilder()
                                .setDraft("d")
                                .setEtag(draft().getEtag())
                                .setCsv(tables.exportTuning(ExportTuningRequest.getDefaultInstance())
                                        .getCsv())
                                .build())));
        // Somebody else, behind the listener, since an open one knows nobody by name.
        writes.put("ApproveDraft", new Written("draft_approved", () -> ControlCalls.approve(
                        node.plane(),
                        Call.by("key:bob", "here", 0),
                        ApproveDraftRequest.newBuilder()
                                .setDraft("d")
                                .setEtag(draft().getEtag())
                                .build())
                .join()));
        writes.put(
                "SchedulePublish",
                new Written(
                        "publish_scheduled",
                        () -> tables.schedulePublish(SchedulePublishRequest.newBuilder()
                                .setDraft("d")
                                .setAcceptWarnings(true)
                                .setReason("x")
                                .setBaseRevision(1)
                                .setPublishTime(later())
                                .build())));
        writes.put(
                "CancelScheduledPublish",
                new Written(
                        "schedule_cancelled",
                        () -> tables.cancelScheduledPublish(CancelScheduledPublishRequest.newBuilder()
                                .setDraft("d")
                                .build())));
        writes.put(
                "DeleteDraft",
                new Written(
                        "draft_deleted",
                        () -> tables.deleteDraft(
                                DeleteDraftRequest.newBuilder().setDraft("d").build())));
        writes.put(
                "PublishTable",
                new Written(
                        "table_published",
                        () -> tables.publishTable(PublishTableRequest.newBuilder()
                                .setDocument(CustomersNode.document() + "# changed\n")
                                .setBaseRevision(1)
                                .setAcceptWarnings(true)
                                .setReason("x")
                                .build())));
        writes.put(
                "RollbackTable",
                new Written(
                        "table_published",
                        () -> tables.rollbackTable(RollbackTableRequest.newBuilder()
                                .setRevision(1)
                                .setBaseRevision(2)
                                .setReason("x")
                                .build())));
    }

    private void declare() {
        final var unused = live.declareLiveOccasion(DeclareLiveOccasionRequest.newBuilder()
                .setLiveOccasion(LiveOccasion.newBuilder()
                        .setId("o")
                        .setOccasion("general")
                        .setReason("x")
                        .setExpireTime(later()))
                .build());
    }

    private void importSet() {
        try {
            final var unused = Upload.begin(
                            node, Upload.head().setActivate(true).setReason("x"))
                    .send("id,value\n1,5\n")
                    .end()
                    .result();
        } catch (final Exception e) {
            throw new AssertionError(e);
        }
    }

    private Draft draft() {
        return tables.listDrafts(ListDraftsRequest.getDefaultInstance()).getDrafts(0);
    }

    private static ActivateSegmentSetRequest activation(final int number) {
        return ActivateSegmentSetRequest.newBuilder()
                .setNumber(number)
                .setReason("x")
                .build();
    }

    private static com.google.protobuf.Timestamp later() {
        return Timestamps.fromMillis(System.currentTimeMillis() + 600_000);
    }
}
