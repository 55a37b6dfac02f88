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
import io.kairoute.gateway.control.Write.Asked;
import io.kairoute.gateway.control.log.Sha256;
import io.kairoute.gateway.control.state.DoneRequest;
import io.kairoute.gateway.control.state.DraftLimits;
import io.kairoute.gateway.control.state.DraftRecord;
import io.kairoute.gateway.control.state.ScheduledPublish;
import io.kairoute.gateway.identity.CallerName;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Keeps, approves and plans drafts. Thread-confined: its methods run on the control thread. */
public final class Drafts {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    private final Approvals approvals;
    private final InstantSource clock;

    Drafts(final Approvals approvals, final InstantSource clock) {
        this.approvals = approvals;
        this.clock = clock;
    }

    /** Asks to keep a new draft. */
    Asked<CreateDraftResponse> create(final TenantControl tenant, final Call actor, final CreateDraftRequest request) {
        final String id = request.getDraft();
        if (!id.isEmpty() && !ID.matcher(id).matches()) {
            throw ControlRefusal.field(
                    "draft", "BAD_ID", "A draft's id is 1 to 64 of a-z, 0-9, - and _, and starts with neither sign.");
        }
        if (tenant.state().drafts().containsKey(id)) {
            throw ControlRefusal.exists("DRAFT_EXISTS", "There is a draft of this id; update that one.");
        }
        if (tenant.state().drafts().size() >= DraftLimits.MOST) {
            throw ControlRefusal.exhausted(
                    "TOO_MANY_DRAFTS",
                    "There are " + DraftLimits.MOST + " drafts, which is the most; delete one first.");
        }
        final byte[] document = request.getDocument().isEmpty()
                ? tenant.document(TableRef.find(tenant, "document", "current").document())
                : Tables.document(request.getDocument());
        return Asked.change(save(
                tenant,
                DraftSaved.newBuilder()
                        .setDraft(id)
                        .setTitle(Checks.text("title", request.getTitle()))
                        .setBaseRevision(
                                request.hasBaseRevision()
                                        ? published(tenant, request.getBaseRevision())
                                        : tenant.state().newestRevision()),
                document));
    }

    // What a document was made from must be there: a publish of it compares.
    private static long published(final TenantControl tenant, final long revision) {
        if (revision != 0 && !tenant.state().revisions().containsKey(revision)) {
            throw ControlRefusal.notFound(
                    "UNKNOWN_REVISION", "There is no revision " + revision + " for base_revision; list the revisions.");
        }
        return revision;
    }

    /** What the making of a draft is answered. */
    static CreateDraftResponse created(final TenantControl tenant, final DoneRequest done) {
        return CreateDraftResponse.newBuilder().setDraft(shown(done)).build();
    }

    /** A draft as it was once a write was done. */
    static Draft shown(final DoneRequest done) {
        return done.draft() == null ? Draft.newBuilder().setDraft(done.id()).build() : shown(done.draft());
    }

    /** Asks to replace a draft's document. */
    Asked<UpdateDraftResponse> update(final TenantControl tenant, final Call actor, final UpdateDraftRequest request) {
        return Asked.change(replaced(tenant, request));
    }

    /** A draft with another document. */
    Change replaced(final TenantControl tenant, final UpdateDraftRequest request) {
        final DraftRecord before = seen(tenant, request.getDraft(), request.getEtag());
        Checks.text("title", request.getTitle());
        if (request.getDocument().isEmpty()) {
            throw ControlRefusal.field("document", "REQUIRED", "The field document is needed.");
        }
        return save(
                tenant,
                DraftSaved.newBuilder()
                        .setDraft(before.id())
                        .setTitle(request.getTitle().isEmpty() ? before.title() : request.getTitle())
                        .setBaseRevision(
                                request.hasBaseRevision()
                                        ? published(tenant, request.getBaseRevision())
                                        : before.baseRevision())
                        .setSeen(before.version()),
                Tables.document(request.getDocument()));
    }

    /** What the replacing of a document is answered. */
    static UpdateDraftResponse updated(final TenantControl tenant, final DoneRequest done) {
        final UpdateDraftResponse.Builder updated =
                UpdateDraftResponse.newBuilder().setDraft(shown(done));
        if (done.endedPlan() != null) {
            updated.setEndedPlan(done.endedPlan());
        }
        return updated.build();
    }

    /** Asks to throw a draft away. */
    Asked<DeleteDraftResponse> delete(final TenantControl tenant, final Call actor, final DeleteDraftRequest request) {
        final DraftRecord before = request.getEtag().isEmpty()
                ? TableRef.draft(tenant, request.getDraft())
                : seen(tenant, request.getDraft(), request.getEtag());
        return Asked.change(Change.of(
                clock.millis(),
                "",
                Command.newBuilder()
                        .setDraftDeleted(DraftDeleted.newBuilder()
                                .setDraft(before.id())
                                .setSeen(request.getEtag().isEmpty() ? 0 : before.version()))));
    }

    /** What the throwing away of a draft is answered. */
    static DeleteDraftResponse deleted(final TenantControl tenant, final DoneRequest done) {
        return done.endedPlan() == null
                ? DeleteDraftResponse.getDefaultInstance()
                : DeleteDraftResponse.newBuilder()
                        .setEndedPlan(done.endedPlan())
                        .build();
    }

    /** Lists drafts. */
    ListDraftsResponse list(final TenantControl tenant, final Call actor, final ListDraftsRequest request) {
        final ListDraftsResponse.Builder response = ListDraftsResponse.newBuilder();
        tenant.state().drafts().values().forEach(draft -> response.addDrafts(shown(draft)));
        return response.build();
    }

    /** Asks to approve a draft as it is. */
    Asked<ApproveDraftResponse> approve(
            final TenantControl tenant, final Call actor, final ApproveDraftRequest request) {
        final DraftRecord draft = seen(tenant, request.getDraft(), request.getEtag());
        if (draft.authors().stream().anyMatch(author -> CallerName.isSame(author, actor.name()))) {
            throw ControlRefusal.denied("SELF_APPROVAL", "Whoever wrote a draft cannot approve it; ask somebody else.");
        }
        return Asked.change(Change.of(
                clock.millis(),
                Checks.text("reason", request.getReason()),
                Command.newBuilder()
                        .setDraftApproved(DraftApproved.newBuilder()
                                .setDraft(draft.id())
                                .setDocument(draft.document())
                                .setSeen(draft.version()))));
    }

    /** What an approval is answered. */
    static ApproveDraftResponse approved(final TenantControl tenant, final DoneRequest done) {
        return ApproveDraftResponse.newBuilder().setDraft(shown(done)).build();
    }

    /** Asks to plan a publish; approvals may still come, another revision to replace may not. */
    Asked<SchedulePublishResponse> schedule(
            final TenantControl tenant, final Call actor, final SchedulePublishRequest request) {
        final DraftRecord draft = request.getEtag().isEmpty()
                ? TableRef.draft(tenant, request.getDraft())
                : seen(tenant, request.getDraft(), request.getEtag());
        final String reason = Checks.needed("reason", request.getReason());
        final long atMs = Checks.time("publish_time", request.hasPublishTime(), request.getPublishTime());
        if (atMs <= clock.millis()) {
            throw ControlRefusal.field("publish_time", "IN_THE_PAST", "publish_time must be after now.");
        }
        PublishLook.checkBase(tenant, request.hasBaseRevision(), request.getBaseRevision());
        return Asked.change(Change.of(
                clock.millis(),
                reason,
                Command.newBuilder()
                        .setPublishScheduled(PublishScheduled.newBuilder()
                                .setDraft(draft.id())
                                .setDocument(draft.document())
                                .setPublishTime(Timestamps.fromMillis(atMs))
                                .setBaseRevision(request.getBaseRevision())
                                .setAcceptWarnings(request.getAcceptWarnings()))));
    }

    /** What a plan is answered. */
    SchedulePublishResponse scheduled(final TenantControl tenant, final DoneRequest done) {
        final SchedulePublishResponse.Builder scheduled = SchedulePublishResponse.newBuilder()
                .setDraft(shown(done))
                .setApprovalsMissing(done.draft() == null ? 0 : approvals.missing(done.draft()));
        if (done.endedPlan() != null) {
            scheduled.setEndedPlan(done.endedPlan());
        }
        return scheduled.build();
    }

    /** Asks to call a planned publish off. */
    Asked<CancelScheduledPublishResponse> cancel(
            final TenantControl tenant, final Call actor, final CancelScheduledPublishRequest request) {
        final DraftRecord draft = TableRef.draft(tenant, request.getDraft());
        final ScheduledPublish planned = draft.schedule();
        if (planned == null) {
            throw ControlRefusal.precondition("NOT_SCHEDULED", "No publish is planned for this draft.");
        }
        return Asked.change(Change.of(
                clock.millis(),
                Checks.text("reason", request.getReason()),
                Command.newBuilder()
                        .setScheduleCancelled(ScheduleCancelled.newBuilder()
                                .setDraft(draft.id())
                                .setPlan(planned.plan()))));
    }

    /** What the calling off of a plan is answered. */
    static CancelScheduledPublishResponse cancelled(final TenantControl tenant, final DoneRequest done) {
        return CancelScheduledPublishResponse.newBuilder().setDraft(shown(done)).build();
    }

    private Change save(final TenantControl tenant, final DraftSaved.Builder saved, final byte[] document) {
        checkBytes(tenant, saved.getDraft(), document.length);
        return Change.of(
                clock.millis(),
                "",
                Command.newBuilder()
                        .setDraftSaved(saved.setAfter(ByteString.copyFrom(Sha256.of(document)))
                                .setDocumentBytes(document.length)),
                document);
    }

    private static void checkBytes(final TenantControl tenant, final String saved, final long bytes) {
        long all = bytes;
        for (final DraftRecord draft : tenant.state().drafts().values()) {
            all += draft.id().equals(saved) ? 0 : tenant.documentBytes(draft.document());
        }
        if (all > DraftLimits.MOST_BYTES) {
            throw ControlRefusal.exhausted(
                    "DRAFTS_TOO_LARGE",
                    "The drafts of a tenant hold at most " + (DraftLimits.MOST_BYTES >> 20)
                            + " MiB together; delete one first.");
        }
    }

    /** A draft as somebody saw it; refuses one that was changed since. */
    static DraftRecord seen(final TenantControl tenant, final String id, final String etag) {
        final DraftRecord draft = TableRef.draft(tenant, id);
        if (etag.isEmpty()) {
            throw ControlRefusal.field("etag", "REQUIRED", "The field etag is needed: the one of the draft you saw.");
        }
        if (!draft.etag().equals(etag)) {
            throw ControlRefusal.aborted(
                    "STALE_ETAG",
                    "The draft was " + newest(draft) + " since; look at it again, its etag is " + draft.etag() + ".");
        }
        return draft;
    }

    // What gave it its etag: a new text takes all approvals away.
    private static String newest(final DraftRecord draft) {
        final List<String> approvers = draft.approvedBy();
        return approvers.isEmpty()
                ? "changed by " + draft.updatedBy()
                : "approved by " + approvers.get(approvers.size() - 1);
    }

    /** A draft as callers see it. */
    static Draft shown(final DraftRecord record) {
        final Draft.Builder shown = Draft.newBuilder()
                .setDraft(record.id())
                .setTitle(record.title())
                .setEtag(record.etag())
                .setBaseRevision(record.baseRevision())
                .setUpdatedBy(record.updatedBy())
                .setUpdateTime(Timestamps.fromMillis(record.updatedMs()))
                .addAllApprovedBy(record.approvedBy())
                .setDocumentSha256(HexFormat.of().formatHex(record.document().toByteArray()));
        final ScheduledPublish schedule = record.schedule();
        if (schedule != null) {
            shown.setPublishTime(Timestamps.fromMillis(schedule.atMs())).setPlan(schedule.message());
        }
        return shown.build();
    }
}
