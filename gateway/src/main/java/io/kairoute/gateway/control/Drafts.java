package io.kairoute.gateway.control;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.ApproveDraftRequest;
import io.kairoute.control.v1.ApproveDraftResponse;
import io.kairoute.control.v1.CancelScheduledPublishRequest;
import io.kairoute.control.v1.CancelScheduledPublishResponse;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.CreateDraftRequest;
import io.kairoute.control.v1.CreateDraftResponse;
import io.kairoute.control.v1.DeleteDraftRequest;
import io.kairoute.control.v1.DeleteDraftResponse;
import io.kairoute.control.v1.Draft;
import io.kairoute.control.v1.DraftApproved;
import io.kairoute.control.v1.DraftDeleted;
import io.kairoute.control.v1.DraftSaved;
import io.kairoute.control.v1.ListDraftsRequest;
import io.kairoute.control.v1.ListDraftsResponse;
import io.kairoute.control.v1.PublishScheduled;
import io.kairoute.control.v1.ScheduleCancelled;
import io.kairoute.control.v1.SchedulePublishRequest;
import io.kairoute.control.v1.SchedulePublishResponse;
import io.kairoute.control.v1.UpdateDraftRequest;
import io.kairoute.control.v1.UpdateDraftResponse;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.log.Beside;
import io.kairoute.gateway.control.log.Sha256;
import io.kairoute.gateway.identity.CallerName;
import java.time.InstantSource;
import java.util.regex.Pattern;

/** Keeps, approves and plans drafts. Thread-confined: its methods run on the control thread. */
public final class Drafts {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
    private static final int MOST = 256;
    private static final long MOST_BYTES = 64L << 20;

    private final InstantSource clock;

    Drafts(final InstantSource clock) {
        this.clock = clock;
    }

    /** Keeps a new draft. */
    CreateDraftResponse create(final TenantControl tenant, final Call actor, final CreateDraftRequest request) {
        final String id =
                request.getDraft().isEmpty() ? "draft-" + (tenant.state().last().number() + 1) : request.getDraft();
        if (!ID.matcher(id).matches()) {
            throw ControlRefusal.field(
                    "draft", "BAD_ID", "A draft's id is 1 to 64 of a-z, 0-9, - and _, and starts with neither sign.");
        }
        if (tenant.state().drafts().containsKey(id)) {
            throw ControlRefusal.exists("DRAFT_EXISTS", "There is a draft of this id; update that one.");
        }
        if (tenant.state().drafts().size() >= MOST) {
            throw ControlRefusal.exhausted(
                    "TOO_MANY_DRAFTS", "There are " + MOST + " drafts, which is the most; delete one first.");
        }
        final byte[] document = request.getDocument().isEmpty()
                ? tenant.document(TableRef.find(tenant, "document", "current").document())
                : Tables.document(request.getDocument());
        save(
                tenant,
                actor,
                id,
                Checks.text("title", request.getTitle()),
                ByteString.EMPTY,
                document,
                tenant.state().newestRevision());
        return CreateDraftResponse.newBuilder().setDraft(shown(tenant, id)).build();
    }

    /** A draft as a repeated write shows it: as it was after the first. */
    static Draft shownAgain(final DoneRequest done) {
        return done.draft() == null ? Draft.newBuilder().setDraft(done.id()).build() : shown(done.draft());
    }

    /** Replaces a draft's document. */
    UpdateDraftResponse update(final TenantControl tenant, final Call actor, final UpdateDraftRequest request) {
        final DraftRecord before = seen(tenant, request.getDraft(), request.getEtag());
        Checks.text("title", request.getTitle());
        if (request.getDocument().isEmpty()) {
            throw ControlRefusal.field("document", "REQUIRED", "The field document is needed.");
        }
        save(
                tenant,
                actor,
                before.id(),
                request.getTitle().isEmpty() ? before.title() : request.getTitle(),
                before.document(),
                Tables.document(request.getDocument()),
                before.baseRevision());
        return UpdateDraftResponse.newBuilder()
                .setDraft(shown(tenant, before.id()))
                .build();
    }

    /** Throws a draft away. */
    DeleteDraftResponse delete(final TenantControl tenant, final Call actor, final DeleteDraftRequest request) {
        final DraftRecord before = request.getEtag().isEmpty()
                ? TableRef.draft(tenant, request.getDraft())
                : seen(tenant, request.getDraft(), request.getEtag());
        commit(
                tenant,
                actor,
                "",
                Command.newBuilder()
                        .setDraftDeleted(
                                DraftDeleted.newBuilder().setDraft(before.id()).setBefore(before.document()))
                        .build());
        return DeleteDraftResponse.getDefaultInstance();
    }

    /** Lists drafts. */
    ListDraftsResponse list(final TenantControl tenant, final Call actor, final ListDraftsRequest request) {
        final ListDraftsResponse.Builder response = ListDraftsResponse.newBuilder();
        tenant.state().drafts().keySet().forEach(id -> response.addDrafts(shown(tenant, id)));
        return response.build();
    }

    /** Approves a draft as it is. */
    ApproveDraftResponse approve(final TenantControl tenant, final Call actor, final ApproveDraftRequest request) {
        final DraftRecord draft = seen(tenant, request.getDraft(), request.getEtag());
        if (draft.authors().stream().anyMatch(author -> CallerName.isSame(author, actor.name()))) {
            throw ControlRefusal.denied("SELF_APPROVAL", "Whoever wrote a draft cannot approve it; ask somebody else.");
        }
        commit(
                tenant,
                actor,
                Checks.text("reason", request.getReason()),
                Command.newBuilder()
                        .setDraftApproved(
                                DraftApproved.newBuilder().setDraft(draft.id()).setDocument(draft.document()))
                        .build());
        return ApproveDraftResponse.newBuilder()
                .setDraft(shown(tenant, draft.id()))
                .build();
    }

    /** Plans a publish. */
    SchedulePublishResponse schedule(
            final TenantControl tenant, final Call actor, final SchedulePublishRequest request) {
        final DraftRecord draft = TableRef.draft(tenant, request.getDraft());
        final String reason = Checks.needed("reason", request.getReason());
        final long atMs = Checks.time("publish_time", request.hasPublishTime(), request.getPublishTime());
        if (atMs <= clock.millis()) {
            throw ControlRefusal.field("publish_time", "IN_THE_PAST", "publish_time must be after now.");
        }
        if (!request.hasBaseRevision()) {
            throw ControlRefusal.field("base_revision", "REQUIRED", "The field base_revision is needed.");
        }
        commit(
                tenant,
                actor,
                reason,
                Command.newBuilder()
                        .setPublishScheduled(PublishScheduled.newBuilder()
                                .setDraft(draft.id())
                                .setDocument(draft.document())
                                .setPublishTime(Timestamps.fromMillis(atMs))
                                .setBaseRevision(request.getBaseRevision())
                                .setAcceptWarnings(request.getAcceptWarnings()))
                        .build());
        return SchedulePublishResponse.newBuilder()
                .setDraft(shown(tenant, draft.id()))
                .build();
    }

    /** Calls a planned publish off. */
    CancelScheduledPublishResponse cancel(
            final TenantControl tenant, final Call actor, final CancelScheduledPublishRequest request) {
        final DraftRecord draft = TableRef.draft(tenant, request.getDraft());
        if (draft.schedule() == null) {
            throw ControlRefusal.precondition("NOT_SCHEDULED", "No publish is planned for this draft.");
        }
        commit(
                tenant,
                actor,
                Checks.text("reason", request.getReason()),
                Command.newBuilder()
                        .setScheduleCancelled(ScheduleCancelled.newBuilder().setDraft(draft.id()))
                        .build());
        return CancelScheduledPublishResponse.newBuilder()
                .setDraft(shown(tenant, draft.id()))
                .build();
    }

    private void save(
            final TenantControl tenant,
            final Call actor,
            final String id,
            final String title,
            final ByteString before,
            final byte[] document,
            final long baseRevision) {
        checkBytes(tenant, id, document.length);
        tenant.commit(
                actor,
                clock.millis(),
                "",
                Command.newBuilder()
                        .setDraftSaved(DraftSaved.newBuilder()
                                .setDraft(id)
                                .setTitle(title)
                                .setBefore(before)
                                .setAfter(ByteString.copyFrom(Sha256.of(document)))
                                .setBaseRevision(baseRevision))
                        .build(),
                Beside.document(document));
    }

    private static void checkBytes(final TenantControl tenant, final String saved, final long bytes) {
        long all = bytes;
        for (final DraftRecord draft : tenant.state().drafts().values()) {
            all += draft.id().equals(saved) ? 0 : tenant.documentBytes(draft.document());
        }
        if (all > MOST_BYTES) {
            throw ControlRefusal.exhausted(
                    "DRAFTS_TOO_LARGE",
                    "The drafts of a tenant hold at most " + (MOST_BYTES >> 20) + " MiB together; delete one first.");
        }
    }

    private void commit(final TenantControl tenant, final Call actor, final String reason, final Command command) {
        tenant.commit(actor, clock.millis(), reason, command, Beside.NOTHING);
    }

    /** A draft as somebody saw it; refuses one that was changed since. */
    DraftRecord seen(final TenantControl tenant, final String id, final String etag) {
        final DraftRecord draft = TableRef.draft(tenant, id);
        if (etag.isEmpty()) {
            throw ControlRefusal.field("etag", "REQUIRED", "The field etag is needed: the one of the draft you saw.");
        }
        if (!draft.etag().equals(etag)) {
            throw ControlRefusal.aborted(
                    "STALE_ETAG",
                    "The draft was changed by " + draft.updatedBy() + " since; look at it again, its etag is "
                            + draft.etag() + ".");
        }
        return draft;
    }

    private static Draft shown(final TenantControl tenant, final String id) {
        return shown(TableRef.draft(tenant, id));
    }

    private static Draft shown(final DraftRecord record) {
        final Draft.Builder shown = Draft.newBuilder()
                .setDraft(record.id())
                .setTitle(record.title())
                .setEtag(record.etag())
                .setBaseRevision(record.baseRevision())
                .setUpdatedBy(record.updatedBy())
                .setUpdateTime(Timestamps.fromMillis(record.updatedMs()))
                .addAllApprovedBy(record.approvedBy());
        final ScheduledPublish schedule = record.schedule();
        if (schedule != null) {
            shown.setPublishTime(Timestamps.fromMillis(schedule.atMs()));
        }
        return shown.build();
    }
}
