package io.kairoute.gateway.control;

import com.google.protobuf.ByteString;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.PublishTableRequest;
import io.kairoute.control.v1.PublishTableResponse;
import io.kairoute.control.v1.Revision;
import io.kairoute.control.v1.RollbackTableRequest;
import io.kairoute.control.v1.RollbackTableResponse;
import io.kairoute.control.v1.TablePublished;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.diff.TableDiffer;
import io.kairoute.gateway.control.log.Beside;
import io.kairoute.gateway.control.log.Sha256;
import io.kairoute.router.Router;
import io.kairoute.router.compile.CompiledRevision;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes tables, and older revisions again.
 *
 * <p>A publish takes three steps: look on the control thread, check and compile beside it, and then, on the control thread
 * again, win or lose against whoever came meanwhile. Thread-safe, but for what says that it runs on the control thread.
 */
final class TablePublisher {
    private static final Logger LOG = LoggerFactory.getLogger(TablePublisher.class);

    private final ControlPlane plane;
    private final ControlSettings settings;
    private final InstantSource clock;

    TablePublisher(final ControlPlane plane, final ControlSettings settings, final InstantSource clock) {
        this.plane = plane;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What is to be published, once looked up.
     *
     * @param draft the draft it comes from; null for none
     * @param repeated the revision that an earlier call of the same request made; null for none
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Intent(
            String tenant,
            Call actor,
            byte[] document,
            @Nullable DraftRecord draft,
            long rollbackOf,
            long baseRevision,
            String requestId,
            boolean acceptWarnings,
            String reason,
            boolean isConfigured,
            @Nullable Revision repeated) {}

    /** What a publish came to. */
    record Outcome(Revision revision, boolean isRepeated) {}

    /** Compiles what was published before, up to the revisions that are kept; before the control thread begins. */
    void restore(final TenantControl tenant) {
        int kept = 0;
        for (final RevisionRecord revision :
                tenant.state().revisions().descendingMap().values()) {
            if (kept == settings.keptRevisions()) {
                break;
            }
            try {
                tenant.keep(CheckedTable.of(tenant.document(revision.document()), true, clock.millis())
                        .numbered(revision.number()));
                kept++;
            } catch (final RuntimeException e) {
                tenant.refuse(revision.number(), String.valueOf(e.getMessage()));
                LOG.error("event=revision_refused tenant={} revision={}", tenant.id(), revision.number(), e);
            }
        }
        tenant.publish();
    }

    /** Publishes a draft or document. */
    CompletableFuture<PublishTableResponse> publish(final Call actor, final PublishTableRequest request) {
        return plane.with(actor, request.getTenant(), tenant -> intent(tenant, actor, request))
                .thenCompose(this::publish)
                .thenApply(outcome -> PublishTableResponse.newBuilder()
                        .setRevision(outcome.revision())
                        .setRepeated(outcome.isRepeated())
                        .build());
    }

    /** Publishes an older revision's document again. */
    CompletableFuture<RollbackTableResponse> rollback(final Call actor, final RollbackTableRequest request) {
        return plane.with(actor, request.getTenant(), tenant -> intent(tenant, actor, request))
                .thenCompose(this::publish)
                .thenApply(outcome -> RollbackTableResponse.newBuilder()
                        .setRevision(outcome.revision())
                        .setRepeated(outcome.isRepeated())
                        .build());
    }

    /** Publishes the table that configuration names, if it is not the one that configuration last published. */
    CompletableFuture<Long> configure(final String tenant, final byte[] document) {
        final Call actor = Call.by("configuration", "node", Router.ANY_TENANT);
        final ByteString hash = ByteString.copyFrom(Sha256.of(document));
        return plane.then(tenant, document, (control, bytes) -> {
                    final ByteString last = control.state().revisions().descendingMap().values().stream()
                            .filter(RevisionRecord::isConfigured)
                            .map(RevisionRecord::document)
                            .findFirst()
                            .orElse(ByteString.EMPTY);
                    return last.equals(hash) ? 0L : control.state().newestRevision() + 1;
                })
                .thenCompose(number -> number == 0
                        ? CompletableFuture.completedFuture(0L)
                        : publish(new Intent(
                                        tenant,
                                        actor,
                                        document,
                                        null,
                                        0,
                                        number - 1,
                                        "",
                                        true,
                                        "the configured table file is another",
                                        true,
                                        null))
                                .thenApply(outcome -> outcome.revision().getRevision()));
    }

    /** Publishes a draft as it was planned; on the control thread. */
    CompletableFuture<Outcome> publish(
            final TenantControl tenant, final DraftRecord draft, final Call actor, final ScheduledPublish schedule) {
        try {
            checkBase(tenant, true, schedule.baseRevision());
            checkApprovals(draft);
            return publish(new Intent(
                    tenant.id(),
                    actor,
                    tenant.document(draft.document()),
                    draft,
                    0,
                    schedule.baseRevision(),
                    "",
                    schedule.acceptWarnings(),
                    schedule.reason(),
                    false,
                    null));
        } catch (final RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Intent intent(final TenantControl tenant, final Call actor, final PublishTableRequest request) {
        final String reason = Checks.needed("reason", request.getReason());
        Checks.text("request_id", request.getRequestId());
        final Revision repeated = repeated(tenant, request.getRequestId(), earlier -> isOf(earlier, request));
        if (repeated == null) {
            checkBase(tenant, request.hasBaseRevision(), request.getBaseRevision());
        }
        if (request.getDraft().isEmpty() == request.getDocument().isEmpty()) {
            throw ControlRefusal.field("draft", "DRAFT_OR_DOCUMENT", "Name a draft, or send a document; one of both.");
        }
        final DraftRecord draft =
                request.getDraft().isEmpty() || repeated != null ? null : TableRef.draft(tenant, request.getDraft());
        if (repeated == null) {
            checkApprovals(draft);
        }
        return new Intent(
                tenant.id(),
                actor,
                draft == null ? Tables.document(request.getDocument()) : tenant.document(draft.document()),
                draft,
                0,
                request.getBaseRevision(),
                request.getRequestId(),
                request.getAcceptWarnings(),
                reason,
                false,
                repeated);
    }

    private Intent intent(final TenantControl tenant, final Call actor, final RollbackTableRequest request) {
        final String reason = Checks.needed("reason", request.getReason());
        Checks.text("request_id", request.getRequestId());
        final Revision repeated =
                repeated(tenant, request.getRequestId(), earlier -> earlier.rollbackOf() == request.getRevision());
        if (repeated == null) {
            checkBase(tenant, request.hasBaseRevision(), request.getBaseRevision());
        }
        final TableRef target = TableRef.find(tenant, "revision", "revision:" + request.getRevision());
        return new Intent(
                tenant.id(),
                actor,
                tenant.document(target.document()),
                null,
                request.getRevision(),
                request.getBaseRevision(),
                request.getRequestId(),
                true,
                reason,
                false,
                repeated);
    }

    private CompletableFuture<Outcome> publish(final Intent intent) {
        if (intent.repeated() != null) {
            return CompletableFuture.completedFuture(new Outcome(intent.repeated(), true));
        }
        return plane.beside(() -> CheckedTable.of(intent.document(), intent.acceptWarnings(), clock.millis()))
                .thenCompose(checked ->
                        plane.then(intent.tenant(), checked, (tenant, table) -> commit(tenant, intent, table)));
    }

    // Runs on the control thread: of two publishers on one base, the first one here wins.
    private Outcome commit(final TenantControl tenant, final Intent intent, final CheckedTable table) {
        final Revision repeated = repeated(tenant, intent.requestId(), earlier -> isOf(earlier, intent));
        if (repeated != null) {
            return new Outcome(repeated, true);
        }
        checkBase(tenant, true, intent.baseRevision());
        final DraftRecord draft = intent.draft();
        if (draft != null && !draft.equals(tenant.state().drafts().get(draft.id()))) {
            throw ControlRefusal.aborted("DRAFT_CHANGED", "The draft changed while it was checked; look at it again.");
        }
        final long number = tenant.state().newestRevision() + 1;
        final TablePublished published = TablePublished.newBuilder()
                .setRevision(number)
                .setBaseRevision(intent.baseRevision())
                .setDocument(ByteString.copyFrom(Sha256.of(table.document())))
                .setDraft(draft == null ? "" : draft.id())
                .setRollbackOf(intent.rollbackOf())
                .setRequestId(intent.requestId())
                .setAcceptedWarnings(table.warnings())
                .setConfigured(intent.isConfigured())
                .build();
        tenant.commit(
                intent.actor(),
                clock.millis(),
                intent.reason(),
                Command.newBuilder().setTablePublished(published).build(),
                Beside.document(table.document()));
        tenant.keep(table.numbered(number));
        tenant.publish();
        return new Outcome(Tables.revision(tenant, number), false);
    }

    /** The revision that an earlier call of this request made; refuses an id that another request had. */
    private static @Nullable Revision repeated(
            final TenantControl tenant, final String requestId, final Predicate<RevisionRecord> isSame) {
        final Long number = tenant.state().revisionOfRequest(requestId);
        if (number == null) {
            if (tenant.state().done(requestId) != null) {
                throw ControlRefusal.exists(
                        "REQUEST_ID_REUSED", "Another request had this request_id; give each request its own.");
            }
            return null;
        }
        final RevisionRecord earlier = tenant.state().revisions().get(number);
        if (earlier != null && !isSame.test(earlier)) {
            throw ControlRefusal.exists(
                    "REQUEST_ID_REUSED",
                    "Another publish had this request_id, and made revision " + number
                            + "; give each publish its own.");
        }
        return Tables.revision(tenant, number);
    }

    private static boolean isOf(final RevisionRecord earlier, final PublishTableRequest request) {
        return earlier.rollbackOf() == 0
                && earlier.draft().equals(request.getDraft())
                && (!request.getDraft().isEmpty()
                        || earlier.document()
                                .equals(ByteString.copyFrom(Sha256.of(Tables.document(request.getDocument())))));
    }

    private static boolean isOf(final RevisionRecord earlier, final Intent intent) {
        final DraftRecord draft = intent.draft();
        return earlier.rollbackOf() == intent.rollbackOf()
                && earlier.draft().equals(draft == null ? "" : draft.id())
                && earlier.document().equals(ByteString.copyFrom(Sha256.of(intent.document())));
    }

    private static void checkBase(final TenantControl tenant, final boolean isGiven, final long base) {
        if (!isGiven) {
            throw ControlRefusal.field(
                    "base_revision",
                    "REQUIRED",
                    "The field base_revision is needed: the revision that is replaced, 0 for the first.");
        }
        final RevisionRecord newest = tenant.state().revisions().isEmpty()
                ? null
                : tenant.state().revisions().lastEntry().getValue();
        final long current = newest == null ? 0 : newest.number();
        if (base != current) {
            throw ControlRefusal.aborted(
                    "BASE_REVISION",
                    "Revision " + current + " is current, not " + base + "."
                            + (newest == null
                                    ? ""
                                    : " It was published by " + newest.publishedBy() + ". "
                                            + difference(tenant, base, current)));
        }
    }

    private static String difference(final TenantControl tenant, final long base, final long current) {
        final CompiledRevision before = tenant.compiled(base);
        final CompiledRevision after = tenant.compiled(current);
        return before == null || after == null
                ? "Compare the two before publishing again."
                : TableDiffer.summary(TableDiffer.diff(before.definition(), after.definition()));
    }

    private void checkApprovals(final @Nullable DraftRecord draft) {
        final int given = draft == null ? 0 : draft.approvedBy().size();
        if (given < settings.approvalsNeeded()) {
            throw ControlRefusal.precondition(
                    "APPROVAL_NEEDED",
                    "Publishing needs a draft with " + settings.approvalsNeeded() + " approval(s), and "
                            + (draft == null ? "this is a document." : "this one has " + given + "."));
        }
    }
}
