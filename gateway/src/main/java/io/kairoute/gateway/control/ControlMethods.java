package io.kairoute.gateway.control;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.kairoute.control.v1.ApproveDraftRequest;
import io.kairoute.control.v1.AuditServiceGrpc;
import io.kairoute.control.v1.CancelScheduledPublishRequest;
import io.kairoute.control.v1.ClearQueueOverrideRequest;
import io.kairoute.control.v1.CreateDraftRequest;
import io.kairoute.control.v1.DeclareLiveOccasionRequest;
import io.kairoute.control.v1.DeleteDraftRequest;
import io.kairoute.control.v1.ExportTableRequest;
import io.kairoute.control.v1.ExtendLiveOccasionRequest;
import io.kairoute.control.v1.GetAuditHeadRequest;
import io.kairoute.control.v1.GetNoteRequest;
import io.kairoute.control.v1.GetTableNamesRequest;
import io.kairoute.control.v1.ListAuditEntriesRequest;
import io.kairoute.control.v1.ListDraftsRequest;
import io.kairoute.control.v1.ListLiveOccasionsRequest;
import io.kairoute.control.v1.ListNotesRequest;
import io.kairoute.control.v1.ListQueuesRequest;
import io.kairoute.control.v1.ListRevisionsRequest;
import io.kairoute.control.v1.ListSwitchesRequest;
import io.kairoute.control.v1.LiveOccasionServiceGrpc;
import io.kairoute.control.v1.NoteServiceGrpc;
import io.kairoute.control.v1.OverrideQueueRequest;
import io.kairoute.control.v1.QueueServiceGrpc;
import io.kairoute.control.v1.ReportQueueStatesRequest;
import io.kairoute.control.v1.ResolveLiveOccasionRequest;
import io.kairoute.control.v1.SaveNoteRequest;
import io.kairoute.control.v1.SetSwitchRequest;
import io.kairoute.control.v1.TableServiceGrpc;
import io.kairoute.control.v1.UpdateDraftRequest;
import io.kairoute.control.v1.VerifyAuditRequest;
import io.kairoute.gateway.api.AdminServices;
import io.kairoute.gateway.api.CallFaults;
import io.kairoute.gateway.api.Work;

/** Adds every method of the control plane that takes one request and gives one answer. */
public final class ControlMethods {
    private final AdminServices services;
    private final CallFaults faults;

    private ControlMethods(final AdminServices services, final CallFaults faults) {
        this.services = services;
        this.faults = faults;
    }

    /**
     * Adds the methods over a control plane.
     *
     * @param faults what their callers are told of a fault
     */
    public static void addTo(final AdminServices services, final ControlPlane plane, final CallFaults faults) {
        final ControlMethods methods = new ControlMethods(services, faults);
        methods.live(plane);
        methods.queues(plane);
        methods.drafts(plane);
        methods.tables(plane);
        methods.audit(plane);
        methods.notes(plane);
    }

    private void live(final ControlPlane plane) {
        final TenantWork work = plane.work();
        final LiveOccasions live = plane.liveOccasions();
        add(
                LiveOccasionServiceGrpc.getDeclareLiveOccasionMethod(),
                work.writing(DeclareLiveOccasionRequest::getTenant, live::declare, live::declared));
        add(
                LiveOccasionServiceGrpc.getExtendLiveOccasionMethod(),
                work.writing(ExtendLiveOccasionRequest::getTenant, live::extend, live::extended));
        add(
                LiveOccasionServiceGrpc.getResolveLiveOccasionMethod(),
                work.writing(ResolveLiveOccasionRequest::getTenant, live::resolve, live::resolved));
        add(
                LiveOccasionServiceGrpc.getListLiveOccasionsMethod(),
                work.reading(ListLiveOccasionsRequest::getTenant, live::list));
    }

    private void queues(final ControlPlane plane) {
        final TenantWork work = plane.work();
        final Queues queues = plane.queues();
        add(
                QueueServiceGrpc.getOverrideQueueMethod(),
                work.writing(OverrideQueueRequest::getTenant, queues::override, queues::overridden));
        add(
                QueueServiceGrpc.getClearQueueOverrideMethod(),
                work.writing(ClearQueueOverrideRequest::getTenant, queues::clear, queues::cleared));
        add(QueueServiceGrpc.getListQueuesMethod(), work.reading(ListQueuesRequest::getTenant, queues::list));
        add(
                QueueServiceGrpc.getReportQueueStatesMethod(),
                work.reading(ReportQueueStatesRequest::getTenant, queues::report));
        add(
                QueueServiceGrpc.getSetSwitchMethod(),
                work.writing(SetSwitchRequest::getTenant, queues::set, queues::wasSet));
        add(
                QueueServiceGrpc.getListSwitchesMethod(),
                work.reading(ListSwitchesRequest::getTenant, queues::listSwitches));
    }

    private void drafts(final ControlPlane plane) {
        final TenantWork work = plane.work();
        final Drafts drafts = plane.drafts();
        add(
                TableServiceGrpc.getCreateDraftMethod(),
                work.writing(CreateDraftRequest::getTenant, drafts::create, Drafts::created));
        add(
                TableServiceGrpc.getUpdateDraftMethod(),
                work.writing(UpdateDraftRequest::getTenant, drafts::update, Drafts::updated));
        add(
                TableServiceGrpc.getDeleteDraftMethod(),
                work.writing(DeleteDraftRequest::getTenant, drafts::delete, Drafts::deleted));
        add(TableServiceGrpc.getListDraftsMethod(), work.reading(ListDraftsRequest::getTenant, drafts::list));
        add(
                TableServiceGrpc.getApproveDraftMethod(),
                work.writing(ApproveDraftRequest::getTenant, drafts::approve, Drafts::approved));
        add(TableServiceGrpc.getSchedulePublishMethod(), plane.plans()::schedule);
        add(
                TableServiceGrpc.getCancelScheduledPublishMethod(),
                work.writing(CancelScheduledPublishRequest::getTenant, drafts::cancel, Drafts::cancelled));
    }

    private void tables(final ControlPlane plane) {
        final TenantWork work = plane.work();
        final Tables tables = plane.tables();
        add(TableServiceGrpc.getValidateTableMethod(), tables::validate);
        add(TableServiceGrpc.getPublishTableMethod(), plane.publisher()::publish);
        add(TableServiceGrpc.getRollbackTableMethod(), plane.publisher()::rollback);
        add(TableServiceGrpc.getListRevisionsMethod(), work.reading(ListRevisionsRequest::getTenant, tables::list));
        add(TableServiceGrpc.getExportTableMethod(), work.reading(ExportTableRequest::getTenant, tables::export));
        add(TableServiceGrpc.getDiffTablesMethod(), tables::diff);
        add(TableServiceGrpc.getTryContactMethod(), plane.trials()::attempt);
        add(TableServiceGrpc.getGetTableNamesMethod(), work.reading(GetTableNamesRequest::getTenant, TableNames::of));
        add(TableServiceGrpc.getGetPublicationMethod(), plane.publications()::get);
        add(TableServiceGrpc.getExportTuningMethod(), plane.tuning()::export);
        add(TableServiceGrpc.getImportTuningMethod(), plane.tuning()::replace);
    }

    private void audit(final ControlPlane plane) {
        final TenantWork work = plane.work();
        final Audit audit = plane.audit();
        add(
                AuditServiceGrpc.getListAuditEntriesMethod(),
                work.reading(ListAuditEntriesRequest::getTenant, audit::list));
        add(AuditServiceGrpc.getGetAuditHeadMethod(), work.reading(GetAuditHeadRequest::getTenant, audit::head));
        add(AuditServiceGrpc.getVerifyAuditMethod(), work.reading(VerifyAuditRequest::getTenant, audit::verified));
    }

    private void notes(final ControlPlane plane) {
        final TenantWork work = plane.work();
        final Notes notes = plane.notes();
        add(NoteServiceGrpc.getSaveNoteMethod(), work.writing(SaveNoteRequest::getTenant, notes::save, notes::saved));
        add(NoteServiceGrpc.getGetNoteMethod(), work.reading(GetNoteRequest::getTenant, notes::get));
        add(NoteServiceGrpc.getListNotesMethod(), work.reading(ListNotesRequest::getTenant, notes::list));
    }

    private <Q extends Message, A extends Message> void add(
            final MethodDescriptor<Q, A> method, final Work.Unary<Q, A> work) {
        services.add(method, faults.around(work));
    }
}
